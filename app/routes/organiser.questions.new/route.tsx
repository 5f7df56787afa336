import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { QuestionForm } from "~/components/organiser/question-form";
import { parseForm, refusedForm } from "~/http/form.server";
import { guarded } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { makeId } from "~/use-cases/contest/make-id.server";
import { createQuestion } from "~/use-cases/question/create-question.server";
import { loadEditorLists } from "~/use-cases/question/load-question-editor.server";
import { createSchema, parseQuestion, showsAgain } from "../organiser.questions.$questionId/question-schema.server";
import { withOneMoreChoice } from "../organiser.questions.$questionId/one-more-choice.server";

export const meta: MetaFunction = () => [{ title: "Soạn câu hỏi" }];

export const loader = guarded("author-questions", async ({ context }) => ({ ...(await loadEditorLists(context.app)), questionId: makeId() }));

export const action = guarded("author-questions", async ({ context, request, signedIn }) => {
  const form = await request.formData();
  if (showsAgain(form)) return data({ state: refusedForm(withOneMoreChoice(form), {}) });
  const save = parseForm(form, createSchema);
  if (!save.ok) return data({ state: save.state }, 400);
  const parsed = parseQuestion(form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const { questionId, intent } = save.value;
  const result = await createQuestion(context.app, { accountId: signedIn.actor.accountId, questionId, state: intent, input: parsed.value });
  if (!result.ok) return data({ state: refusedForm(form, result.refusal) }, 400);
  return redirect(withNotice(paths.organiserQuestion(questionId), "da-luu"));
});

const blank = { topicId: "", levelId: "", type: "single", points: "1", content: "", choices: [], explanation: "", citation: "", effectiveFrom: "", effectiveTo: "" } as const;

export default function NewQuestion() {
  const { topics, levels, questionId } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  return (
    <>
      <div className="head"><h1>Soạn câu hỏi</h1><a className="btn quiet" href={paths.organiserQuestions}>Về ngân hàng</a></div>
      <QuestionForm
        initial={blank}
        state={state}
        topics={topics}
        levels={levels}
        hidden={{ questionId: typeof state?.values["questionId"] === "string" ? state.values["questionId"] : questionId }}
        buttons={<><button className="btn" name="intent" value="pending">Lưu, để chờ duyệt</button><button className="btn quiet" name="intent" value="approved">Lưu và duyệt</button></>}
      />
    </>
  );
}
