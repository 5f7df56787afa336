import { z } from "zod";
import { fewestOwnCharacters, maximumPasswordLength, minimumPasswordLength, type PasswordRefusal, type UncountedKind } from "~/domain/access/password-policy";

const password = (message: string) => z.string({ error: message }).min(1, message).max(1_024, "Mật khẩu quá dài. Hãy nhập lại.");

const both = {
  newPassword: password("Nhập mật khẩu mới."),
  repeatPassword: password("Nhập lại mật khẩu mới."),
};

const repeats = { error: "Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại.", path: ["repeatPassword"] };
const isSame = ({ newPassword, repeatPassword }: { newPassword: string; repeatPassword: string }) => newPassword === repeatPassword;

export const firstForm = z.object({ ...both, currentPassword: z.undefined().optional() }).refine(isSame, repeats);
export const changeForm = z.object({ ...both, currentPassword: password("Nhập mật khẩu hiện tại.") }).refine(isSame, repeats);

const uncountedWords: Record<UncountedKind, string> = {
  name: "họ tên", login: "mã số", "birth-date": "ngày sinh", phone: "số điện thoại", surroundings: "tên đơn vị, cơ quan", common: "từ thông dụng",
  date: "ngày hoặc năm", run: "dãy như “123” hay “aaa”", repetition: "phần lặp lại", mark: "các dấu (cách, chấm, gạch…)",
};
const advice = { common: "Hãy thêm một từ ít người nghĩ tới.", personal: "Hãy thêm một từ không liên quan đến mình." };

function newPasswordMessage(refusal: PasswordRefusal): string {
  if (refusal === "too-short") return `Mật khẩu cần ít nhất ${minimumPasswordLength} ký tự. Hãy thêm ký tự.`;
  if (refusal === "too-long") return `Mật khẩu dài quá ${maximumPasswordLength} ký tự. Hãy rút ngắn.`;
  const parts = refusal.uncounted.map(({ kind, names }) => (names.length === 0 ? uncountedWords[kind] : `${uncountedWords[kind]} (${names.map((name) => `“${name}”`).join(", ")})`));
  return `Không tính ${listed(parts)}, mật khẩu này còn chưa đến ${fewestOwnCharacters} ký tự nên dễ đoán. ${advice[refusal.reason]}`;
}

const listed = (parts: readonly string[]) => [...(parts.length > 1 ? [parts.slice(0, -1).join(", ")] : []), ...parts.slice(-1)].join(" và ");

/** One message at the field that has to be mended. */
export function messageOf(refusal: PasswordRefusal | "wrong-current"): Record<string, string> {
  return refusal === "wrong-current" ? { currentPassword: "Mật khẩu hiện tại không đúng. Hãy nhập lại." } : { newPassword: newPasswordMessage(refusal) };
}
