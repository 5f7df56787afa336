import { z } from "zod";
import { parsePoints } from "~/domain/shared/points";
import { parseLocalInstant } from "~/domain/shared/time";

/** Fields of forms with their Vietnamese messages, for zod schemas of actions. `what` stands in the middle of a sentence. */
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function requiredText(what: string, max: number) {
  return z.string({ error: `Nhập ${what}.` }).min(1, `Nhập ${what}.`).max(max, `${capital(what)} dài quá ${max} ký tự; hãy rút gọn.`);
}

export function optionalText(what: string, max: number) {
  return z.string().max(max, `${capital(what)} dài quá ${max} ký tự; hãy rút gọn.`).default("");
}

export function wholeNumber(what: string, min: number, max: number) {
  const message = `Nhập ${what} từ ${min} đến ${max}.`;
  return z.string({ error: message }).regex(/^\d{1,6}$/, message).transform(Number).refine((value) => value >= min && value <= max, message);
}

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, message: string) {
  return z.enum(values, { error: message });
}

export function requiredDay(what: string) {
  return z.string({ error: `Chọn ${what}.` }).refine(isDay, `Chọn ${what}.`);
}

/** Empty is null. */
export function optionalDay(what: string) {
  return z.string().default("").refine((text) => text === "" || isDay(text), `${capital(what)} không phải ngày có thật.`).transform((text) => (text === "" ? null : text));
}

/** A datetime-local field, Vietnam's time → instant. */
export function requiredMoment(what: string) {
  return z.string({ error: `Chọn ${what}.` }).transform((text, context) => parseLocalInstant(text.slice(0, 16)) ?? fail(context, `Chọn ${what}.`));
}

/** Text with a decimal comma → hundredths of a point, more than zero. */
export function pointsField(what: string) {
  const message = `Nhập ${what} lớn hơn 0, tối đa hai chữ số sau dấu phẩy, ví dụ 1 hoặc 0,5.`;
  return z.string({ error: message }).transform((text, context) => parsePoints(text) || fail(context, message));
}

export const isUuid = (text: string) => z.guid().safeParse(text).success;

export function requiredId(message: string) {
  return z.string({ error: message }).refine(isUuid, message);
}

/** Empty is null: “any”. */
export const optionalId = z.string().default("").refine((text) => text === "" || isUuid(text), "Giá trị không có trong danh sách.").transform((text) => (text === "" ? null : text));

/** A box that is ticked or not. */
export const box = z.string().optional().transform((value) => value !== undefined);

export function fail(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}

function isDay(text: string): boolean {
  return parseLocalInstant(`${text}T00:00`) !== null;
}
