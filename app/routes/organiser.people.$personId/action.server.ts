import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import type { FormState } from "~/components/ui/form-state";
import type { Result } from "~/domain/shared/result";
import { parseForm, refusedForm } from "~/http/form.server";
import { oneOf, optionalDay, optionalText, requiredDay, requiredId, requiredText } from "~/http/form-fields.server";
import { type GuardedArgs, notFound } from "~/http/guard.server";
import { type NoticeCode, withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { anonymisePerson } from "~/use-cases/privacy/anonymise-person.server";
import type { Refusals } from "~/use-cases/roster/check-person.server";
import { correctPerson, personChangedMeanwhile } from "~/use-cases/roster/correct-person.server";
import { mergePeople, type MergePreview, previewMerge } from "~/use-cases/roster/merge-people.server";
import { restorePerson, retirePerson } from "~/use-cases/roster/retire-person.server";
import { transferPerson } from "~/use-cases/roster/transfer-person.server";
import { comparedAgain, comparisonOf } from "./merge-comparison.server";
import { personFields, recordOf } from "./person-schema.server";

/** Each form of the page names its reason for itself: names are ids on the page. */
const reason = requiredText("lý do", 500);

const notCompared = "Biểu mẫu không hợp lệ. Nhập lại mã số rồi đối chiếu.";
const mergeForm = z.object({ goesCode: requiredText("mã số của bản ghi trùng", 40), mergeReason: reason });

const forms = {
  save: z.object({ ...personFields, reason: optionalText("lý do", 500), basis: z.string("Biểu mẫu không hợp lệ. Mở lại trang rồi thử lại.") }),
  transfer: z.object({ unitId: requiredId("Chọn đơn vị mới."), kind: oneOf(["transfer", "mistake"], "Chọn chuyển công tác hay sửa đơn vị ghi sai."), onDay: optionalDay("ngày chuyển"), transferReason: reason }),
  retire: z.object({ fromDay: requiredDay("ngày ra khỏi danh sách"), rosterReason: reason }),
  restore: z.object({ rosterReason: reason }),
  merge: mergeForm,
  "merge-compared": mergeForm.extend({ goesId: requiredId(notCompared), basis: z.string(notCompared) }),
  forget: z.object({ forgetReason: reason, isSure: z.literal("on", { error: "Đánh dấu xác nhận: xóa rồi không lấy lại được." }) }),
};

type Intent = keyof typeof forms;
type Subject = { accountId: string; personId: string };
type Outcome = Promise<Result<NoticeCode | MergePreview, Refusals | "not-found">>;

/** Which of the page's forms was sent, and what became of it. */
export async function changePerson({ context, request, params, signedIn }: GuardedArgs) {
  const personId = uuidParam(params["personId"]);
  const formData = await request.formData();
  const intent = String(formData.get("intent"));
  if (!isIntent(intent)) return data({ intent: null, state: refusedForm(formData, { form: "Yêu cầu không hợp lệ. Mở lại trang rồi thử lại." }), compared: null }, 400);
  const parsed = parseForm(formData, forms[intent]);
  const refused = async (state: FormState) => data({ intent, state, compared: intent === "merge-compared" ? await comparedAgain(context.app, personId, state) : null }, 400);
  if (!parsed.ok) return refused(parsed.state);
  const outcome = await deeds[intent](context.app, { accountId: signedIn.actor.accountId, personId }, parsed.value as never);
  if (outcome.ok) {
    const { value } = outcome;
    if (typeof value === "string") throw redirect(withNotice(paths.organiserPerson(personId), value));
    return data({ intent, state: refusedForm(formData, {}), compared: comparisonOf(value) }, 200);
  }
  if (outcome.refusal === "not-found") throw notFound();
  if (outcome.refusal.form === personChangedMeanwhile) formData.delete("basis");
  return refused(refusedForm(formData, outcome.refusal));
}

const isIntent = (text: string): text is Intent => Object.hasOwn(forms, text);

type App = GuardedArgs["context"]["app"];
type Deeds = { [Each in Intent]: (app: App, subject: Subject, form: z.output<(typeof forms)[Each]>) => Outcome };

const deeds: Deeds = {
  save: async (app, subject, form) => noticed("da-luu", await correctPerson(app, { ...subject, record: recordOf(form), acceptsDouble: form.acceptsDouble, reason: form.reason, basis: form.basis })),
  transfer: async (app, subject, { unitId, kind, onDay, transferReason }) => {
    if (kind === "transfer" && onDay === null) return { ok: false, refusal: { onDay: "Chọn ngày chuyển." } };
    const moved = await transferPerson(app, { ...subject, unitId, onDay: kind === "transfer" ? onDay : null, reason: transferReason });
    return noticed(kind === "transfer" ? "da-chuyen" : "da-sua-don-vi", moved);
  },
  retire: async (app, subject, { fromDay, rosterReason }) => noticed("da-dua-ra", await retirePerson(app, { ...subject, fromDay, reason: rosterReason })),
  restore: async (app, subject, { rosterReason }) => noticed("da-dua-lai", await restorePerson(app, { ...subject, reason: rosterReason })),
  merge: (app, { personId }, { goesCode }) => previewMerge(app, { personId, goesCode }),
  "merge-compared": async (app, subject, { goesId, basis, mergeReason }) => noticed("da-gop", await mergePeople(app, { ...subject, goesId, basis, reason: mergeReason })),
  forget: async (app, subject, { forgetReason }) => noticed("da-xoa-thong-tin", await anonymisePerson(app, { ...subject, reason: forgetReason })),
};

function noticed(notice: NoticeCode, result: Result<null, Refusals | "not-found">): Result<NoticeCode, Refusals | "not-found"> {
  return result.ok ? { ok: true, value: notice } : result;
}
