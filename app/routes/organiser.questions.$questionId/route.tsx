import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { QuestionForm } from "~/components/organiser/question-form";
import { QuestionUse } from "~/components/organiser/question-use";
import { TableFrame } from "~/components/ui/table-frame";
import { type QuestionState, questionStateLabels } from "~/domain/question/question";
import { formatPoints } from "~/domain/shared/points";
import { formatInstant } from "~/domain/shared/time";
import { parseForm, refusedForm } from "~/http/form.server";
import { guarded, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadQuestionEditor } from "~/use-cases/question/load-question-editor.server";
import { questionChangedMeanwhile, reviseQuestion } from "~/use-cases/question/revise-question.server";
import { withOneMoreChoice } from "./one-more-choice.server";
import { parseQuestion, saveSchema, showsAgain } from "./question-schema.server";

export const meta: MetaFunction = () => [{ title: "Câu hỏi" }];

export const loader = guarded("author-questions", async ({ context, params }) => {
  const view = await loadQuestionEditor(context.app, uuidParam(params["questionId"]));
  if (view === null) throw notFound();
  const { revision, revisionId, topicId, levelId, state, code, revisions, uses, exposed, topics, levels } = view;
  return {
    revisionId, state, code, revisions, exposed, topics, levels,
    historyHref: paths.organiserQuestionHistory(view.questionId),
    uses: uses.map((use) => ({ ...use, href: paths.organiserRound(use.roundId) })),
    initial: {
      topicId, levelId, type: revision.type, content: revision.content, explanation: revision.explanation, citation: revision.citation,
      points: formatPoints(revision.points),
      choices: revision.choices.map((choice) => ({ id: choice.id, text: choice.text, isCorrect: revision.answerKey.includes(choice.id) })),
      effectiveFrom: revision.effectiveFrom ?? "", effectiveTo: revision.effectiveTo ?? "",
    },
  };
});

export const action = guarded("author-questions", async ({ context, request, params, signedIn }) => {
  const questionId = uuidParam(params["questionId"]);
  const form = await request.formData();
  if (showsAgain(form)) return data({ state: refusedForm(withOneMoreChoice(form), {}) });
  const save = parseForm(form, saveSchema);
  if (!save.ok) return data({ state: save.state }, 400);
  const parsed = parseQuestion(form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const { basedOn, intent } = save.value;
  const result = await reviseQuestion(context.app, { accountId: signedIn.actor.accountId, questionId, basedOn, state: intent, input: parsed.value });
  if (result === null) throw notFound();
  if (result.ok) return redirect(withNotice(paths.organiserQuestion(questionId), "da-luu"));
  if (result.refusal.form === questionChangedMeanwhile) form.delete("basedOn");
  return data({ state: refusedForm(form, result.refusal) }, 400);
});

export default function EditQuestion() {
  const { initial, revisionId, state: questionState, code, revisions, uses, exposed, historyHref, topics, levels } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const current = revisions.find((revision) => revision.isCurrent);
  return (
    <>
      <div className="head">
        <div>
          <h1>Câu hỏi{code !== null && ` ${code}`}</h1>
          <p className="row muted"><span className={questionState === "approved" ? "tag" : "tag mute"}>{questionStateLabels[questionState]}</span><span className="num">Phiên bản {current?.number}</span></p>
        </div>
        <a className="btn quiet" href={paths.organiserQuestions}>Về ngân hàng</a>
      </div>
      <QuestionForm initial={initial} state={state} topics={topics} levels={levels} hidden={{ basedOn: String(state?.values["basedOn"] ?? revisionId) }} buttons={<SaveButtons current={questionState} />} />
      <QuestionUse uses={uses} exposed={exposed} />
      <section className="stack">
        <h2>Các phiên bản</h2>
        <p className="muted small">Mỗi lần đổi nội dung tạo một phiên bản mới; bài đã thi giữ phiên bản cũ. <a href={historyHref}>Xem từng lần đã đổi gì</a></p>
        <TableFrame label="Các phiên bản">
          <table className="plain">
            <thead><tr><th className="r">Số</th><th>Lúc</th><th>Người soạn</th></tr></thead>
            <tbody>
              {revisions.map((revision) => (
                <tr key={revision.number}>
                  <td className="r">{revision.number}</td>
                  <td className="num">{formatInstant(revision.createdAt)}</td>
                  <td>{revision.createdBy ?? "Hệ thống"}{revision.isCurrent && <> <span className="tag">Đang dùng</span></>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      </section>
    </>
  );
}

function SaveButtons({ current }: { current: QuestionState }) {
  return (
    <>
      <button className="btn" name="intent" value="approved">Lưu và duyệt</button>
      <button className="btn quiet" name="intent" value="pending">{current === "pending" ? "Lưu, để chờ duyệt" : current === "retired" ? "Lưu và dùng lại, chờ duyệt" : "Lưu và chờ duyệt lại"}</button>
      {current !== "retired" && <button className="btn quiet" name="intent" value="retired">Lưu và ngừng dùng</button>}
    </>
  );
}
