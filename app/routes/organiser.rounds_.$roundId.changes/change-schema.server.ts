import { z } from "zod";
import type { FormState } from "~/components/ui/form-state";
import type { ChangeWish } from "~/domain/contest/round-change";
import { oneOf, requiredMoment, requiredText, wholeNumber } from "~/http/form-fields.server";
import { parseForm, refusedForm } from "~/http/form.server";

/**
 * One form per kind of change: what is wished, and why. The reason's field bears the form's name, so that messages stand in the
 * right place. Both are read apart: a wish that is typed well can be judged although its reason is missing.
 */
type ChangeForm = { readonly wish: z.ZodType<ChangeWish>; readonly why: z.ZodType<string> };
type ParsedChange =
  | { readonly ok: true; readonly value: { readonly wish: ChangeWish; readonly reason: string } }
  | { readonly ok: false; readonly state: FormState; readonly wish: ChangeWish | null };

const postpone: ChangeForm = {
  wish: z.object({ newOpensAt: requiredMoment("giờ mở mới"), newClosesAt: requiredMoment("giờ đóng mới") }).transform(({ newOpensAt, newClosesAt }): ChangeWish => ({ kind: "postpone", opensAt: newOpensAt, closesAt: newClosesAt })),
  why: z.object({ postponeReason: requiredText("lý do đổi giờ", 500) }).transform(({ postponeReason }) => postponeReason),
};

const loosen: ChangeForm = {
  wish: z
    .object({
      closesAt: requiredMoment("giờ đóng"),
      minutes: wholeNumber("thời gian làm bài", 1, 180),
      attemptsLimit: oneOf(["limited", "unlimited"], "Chọn có giới hạn số lượt hay không."),
      attemptsAllowed: wholeNumber("số lượt tối đa", 1, 100),
    })
    .transform(({ closesAt, minutes, attemptsLimit, attemptsAllowed }): ChangeWish => ({ kind: "loosen", closesAt, minutes, allowed: attemptsLimit === "unlimited" ? null : attemptsAllowed })),
  why: z.object({ loosenReason: requiredText("lý do", 500) }).transform(({ loosenReason }) => loosenReason),
};

const running = oneOf(["kept", "collected"], "Chọn cách xử lý bài đang làm.");
const closeReason = requiredText("lý do đóng sớm", 500);
const closeAt: ChangeForm = {
  wish: z.object({ closeAt: requiredMoment("giờ đóng mới"), running }).transform((form): ChangeWish => ({ kind: "close-early", at: form.closeAt, running: form.running })),
  why: z.object({ closeReason }).transform((form) => form.closeReason),
};
const isSure = z.literal("on", { error: "Đánh dấu xác nhận: đóng rồi thì không ai bắt đầu được nữa." });
const closeNow: ChangeForm = {
  wish: z.object({ running }).transform((form): ChangeWish => ({ kind: "close-early", at: null, running: form.running })),
  why: z.object({ closeReason, isSure }).transform((form) => form.closeReason),
};

const forms = { postpone, loosen, "close-at": closeAt, "close-now": closeNow };

/** Null: no such button. */
export function parseChange(form: FormData): ParsedChange | null {
  const intent = String(form.get("intent"));
  if (!Object.hasOwn(forms, intent)) return null;
  const { wish, why } = forms[intent as keyof typeof forms];
  const [wished, reason] = [parseForm(form, wish), parseForm(form, why)];
  if (wished.ok && reason.ok) return { ok: true, value: { wish: wished.value, reason: reason.value } };
  const errors = { ...(wished.ok ? {} : wished.state.errors), ...(reason.ok ? {} : reason.state.errors) };
  return { ok: false, state: refusedForm(form, errors), wish: wished.ok ? wished.value : null };
}
