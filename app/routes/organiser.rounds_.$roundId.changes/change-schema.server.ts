import { z } from "zod";
import type { ChangeWish } from "~/domain/contest/round-change";
import { oneOf, requiredMoment, requiredText, wholeNumber } from "~/http/form-fields.server";
import { parseForm, type ParsedForm } from "~/http/form.server";

/** One form per kind of change; the reason's field bears the form's name, so that messages stand in the right place. */
type Parsed = { readonly wish: ChangeWish; readonly reason: string };

const postpone = z
  .object({ newOpensAt: requiredMoment("giờ mở mới"), newClosesAt: requiredMoment("giờ đóng mới"), postponeReason: requiredText("lý do đổi giờ", 500) })
  .transform(({ newOpensAt, newClosesAt, postponeReason }): Parsed => ({ wish: { kind: "postpone", opensAt: newOpensAt, closesAt: newClosesAt }, reason: postponeReason }));

const loosen = z
  .object({
    closesAt: requiredMoment("giờ đóng"),
    minutes: wholeNumber("thời gian làm bài", 1, 180),
    attemptsLimit: oneOf(["limited", "unlimited"], "Chọn có giới hạn số lượt hay không."),
    attemptsAllowed: wholeNumber("số lượt tối đa", 1, 100),
    loosenReason: requiredText("lý do", 500),
  })
  .transform(({ closesAt, minutes, attemptsLimit, attemptsAllowed, loosenReason }): Parsed => ({
    wish: { kind: "loosen", closesAt, minutes, allowed: attemptsLimit === "unlimited" ? null : attemptsAllowed },
    reason: loosenReason,
  }));

const running = oneOf(["kept", "collected"], "Chọn cách xử lý bài đang làm.");
const closeReason = requiredText("lý do đóng sớm", 500);
const closeAt = z.object({ closeAt: requiredMoment("giờ đóng mới"), running, closeReason }).transform((form): Parsed => ({ wish: { kind: "close-early", at: form.closeAt, running: form.running }, reason: form.closeReason }));
const isSure = z.literal("on", { error: "Đánh dấu xác nhận: đóng rồi thì không ai bắt đầu được nữa." });
const closeNow = z.object({ running, closeReason, isSure }).transform((form): Parsed => ({ wish: { kind: "close-early", at: null, running: form.running }, reason: form.closeReason }));

const schemas = { postpone, loosen, "close-at": closeAt, "close-now": closeNow };

/** Null: no such button. */
export function parseChange(form: FormData): ParsedForm<Parsed> | null {
  const intent = String(form.get("intent"));
  return Object.hasOwn(schemas, intent) ? parseForm(form, schemas[intent as keyof typeof schemas]) : null;
}
