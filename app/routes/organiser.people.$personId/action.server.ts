import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import type { Result } from "~/domain/shared/result";
import { parseForm, refusedForm } from "~/http/form.server";
import { oneOf, optionalDay, optionalText, requiredDay, requiredId, requiredText } from "~/http/form-fields.server";
import { type GuardedArgs, notFound } from "~/http/guard.server";
import { type NoticeCode, withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { anonymisePerson } from "~/use-cases/privacy/anonymise-person.server";
import type { Refusals } from "~/use-cases/roster/check-person.server";
import { correctPerson } from "~/use-cases/roster/correct-person.server";
import { mergePeople } from "~/use-cases/roster/merge-people.server";
import { restorePerson, retirePerson } from "~/use-cases/roster/retire-person.server";
import { transferPerson } from "~/use-cases/roster/transfer-person.server";
import { personFields, recordOf } from "./person-schema.server";

/** Each form of the page names its reason for itself: names are ids on the page. */
const reason = requiredText("lý do", 500);

const forms = {
  save: z.object({ ...personFields, reason: optionalText("lý do", 500) }),
  transfer: z.object({ unitId: requiredId("Chọn đơn vị mới."), kind: oneOf(["transfer", "mistake"], "Chọn chuyển công tác hay sửa đơn vị ghi sai."), onDay: optionalDay("ngày chuyển"), transferReason: reason }),
  retire: z.object({ fromDay: requiredDay("ngày thôi thuộc danh sách"), rosterReason: reason }),
  restore: z.object({ rosterReason: reason }),
  merge: z.object({ goesCode: requiredText("mã số của bản ghi trùng", 40), mergeReason: reason }),
  forget: z.object({ forgetReason: reason, isSure: z.literal("on", { error: "Đánh dấu xác nhận: xóa rồi không lấy lại được." }) }),
};

type Intent = keyof typeof forms;
type Subject = { accountId: string; personId: string };
type Outcome = Promise<Result<NoticeCode, Refusals | "not-found">>;

/** Which of the page's forms was sent, and what became of it. */
export async function changePerson({ context, request, params, signedIn }: GuardedArgs) {
  const personId = uuidParam(params["personId"]);
  const formData = await request.formData();
  const intent = String(formData.get("intent"));
  if (!isIntent(intent)) return data({ intent: null, state: refusedForm(formData, { form: "Yêu cầu không hợp lệ. Mở lại trang rồi thử lại." }) }, 400);
  const parsed = parseForm(formData, forms[intent]);
  if (!parsed.ok) return data({ intent, state: parsed.state }, 400);
  const outcome = await deeds[intent](context.app, { accountId: signedIn.actor.accountId, personId }, parsed.value as never);
  if (outcome.ok) throw redirect(withNotice(paths.organiserPerson(personId), outcome.value));
  if (outcome.refusal === "not-found") throw notFound();
  return data({ intent, state: refusedForm(formData, outcome.refusal) }, 400);
}

const isIntent = (text: string): text is Intent => Object.hasOwn(forms, text);

type App = GuardedArgs["context"]["app"];
type Deeds = { [Each in Intent]: (app: App, subject: Subject, form: z.output<(typeof forms)[Each]>) => Outcome };

const deeds: Deeds = {
  save: async (app, subject, form) => noticed("da-luu", await correctPerson(app, { ...subject, record: recordOf(form), acceptsDouble: form.acceptsDouble, reason: form.reason })),
  transfer: async (app, subject, { unitId, kind, onDay, transferReason }) => {
    if (kind === "transfer" && onDay === null) return { ok: false, refusal: { onDay: "Chọn ngày chuyển." } };
    const moved = await transferPerson(app, { ...subject, unitId, onDay: kind === "transfer" ? onDay : null, reason: transferReason });
    return noticed(kind === "transfer" ? "da-chuyen" : "da-sua-don-vi", moved);
  },
  retire: async (app, subject, { fromDay, rosterReason }) => noticed("da-dua-ra", await retirePerson(app, { ...subject, fromDay, reason: rosterReason })),
  restore: async (app, subject, { rosterReason }) => noticed("da-dua-lai", await restorePerson(app, { ...subject, reason: rosterReason })),
  merge: async (app, subject, { goesCode, mergeReason }) => noticed("da-gop", await mergePeople(app, { ...subject, goesCode, reason: mergeReason })),
  forget: async (app, subject, { forgetReason }) => noticed("da-xoa-thong-tin", await anonymisePerson(app, { ...subject, reason: forgetReason })),
};

function noticed(notice: NoticeCode, result: Result<null, Refusals | "not-found">): Result<NoticeCode, Refusals | "not-found"> {
  return result.ok ? { ok: true, value: notice } : result;
}
