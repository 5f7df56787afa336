import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { isUuid } from "~/http/form-fields.server";
import { parseForm, refusedForm } from "~/http/form.server";
import { type NoticeCode, withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { readToday } from "~/use-cases/contest/read-today.server";
import { countFound } from "~/use-cases/question/load-question-bank.server";
import { setQuestionStates } from "~/use-cases/question/set-question-states.server";
import { undoQuestionStates } from "~/use-cases/question/undo-question-states.server";
import { bankFilter, bankParameters, type BankQuery } from "./bank-query.server";

/** What the buttons of the bank do: to the ticked questions at once, to all that the filter finds after a question back; and undoing it. */
const notices: Record<"approved" | "pending" | "retired", NoticeCode> = { approved: "da-duyet", pending: "cho-duyet", retired: "da-ngung-dung" };

const bulkSchema = z.object({
  intent: z.enum(["approved", "pending", "retired"], { error: "Yêu cầu không hợp lệ. Mở lại trang rồi thử lại." }),
  scope: z.enum(["all"]).optional(),
  /** How many the person has agreed to; without it the page asks. */
  confirmedCount: z.string().regex(/^\d{1,7}$/).transform(Number).optional(),
  questionIds: z.array(z.string().refine(isUuid, "Câu đã chọn không hợp lệ; hãy mở lại trang.")).max(1_000).default([]),
});
const undoSchema = z.object({ batchId: z.string().refine(isUuid, "Không còn gì để hoàn tác.") });

type Deps = Parameters<typeof setQuestionStates>[0];
type Deed = { readonly accountId: string; readonly query: BankQuery };

export async function changeStates(deps: Deps, { accountId, query }: Deed, form: FormData) {
  const listHref = paths.organiserQuestionList(bankParameters(query));
  if (form.get("intent") === "undo") return undo(deps, accountId, listHref, form);
  const parsed = parseForm(form, bulkSchema);
  if (!parsed.ok) return data({ state: parsed.state, confirm: null }, 400);
  const { intent, scope, confirmedCount, questionIds } = parsed.value;
  if (scope === undefined && questionIds.length === 0) return data({ state: refusedForm(form, { form: "Chưa chọn câu hỏi nào. Đánh dấu ở đầu dòng rồi thử lại." }), confirm: null }, 400);
  const today = await readToday(deps);
  const filter = bankFilter(query, today);
  const ask = async (isChanged: boolean) => ({ state: undefined, confirm: { ...(await countFound(deps, filter, today)), state: intent, isToday: filter.force === null, isChanged } });
  if (scope === "all" && confirmedCount === undefined) return data(await ask(false));
  const selection = scope === "all" ? { filter, confirmedCount: confirmedCount! } : { questionIds };
  const result = await setQuestionStates(deps, { accountId, selection, state: intent });
  if (!result.ok) return data(await ask(true), 409);
  return redirect(withNotice(paths.organiserQuestionList({ ...bankParameters(query), batch: result.value.changed > 0 ? result.value.batchId : undefined }), notices[intent]));
}

async function undo(deps: Deps, accountId: string, listHref: string, form: FormData) {
  const parsed = parseForm(form, undoSchema);
  if (!parsed.ok) return data({ state: parsed.state, confirm: null }, 400);
  await undoQuestionStates(deps, { accountId, ...parsed.value });
  return redirect(withNotice(listHref, "da-tra-lai-trang-thai"));
}
