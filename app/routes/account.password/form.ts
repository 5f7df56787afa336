import { z } from "zod";
import { fewestOwnCharacters, maximumPasswordLength, minimumPasswordLength, type PasswordRefusal } from "~/domain/access/password-policy";

const password = (message: string) => z.string({ error: message }).min(1, message).max(1_024, "Mật khẩu quá dài. Hãy nhập lại.");

const both = {
  newPassword: password("Nhập mật khẩu mới."),
  repeatPassword: password("Nhập lại mật khẩu mới."),
};

const repeats = { error: "Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại.", path: ["repeatPassword"] };
const isSame = ({ newPassword, repeatPassword }: { newPassword: string; repeatPassword: string }) => newPassword === repeatPassword;

export const firstForm = z.object({ ...both, currentPassword: z.undefined().optional() }).refine(isSame, repeats);
export const changeForm = z.object({ ...both, currentPassword: password("Nhập mật khẩu hiện tại.") }).refine(isSame, repeats);

const newPasswordMessages: Record<PasswordRefusal, string> = {
  "too-short": `Mật khẩu cần ít nhất ${minimumPasswordLength} ký tự. Hãy thêm ký tự.`,
  "too-long": `Mật khẩu dài quá ${maximumPasswordLength} ký tự. Hãy rút ngắn.`,
  common: `Trừ từ thông dụng, ngày, năm và dãy như “123” hay “aaa”, mật khẩu này còn chưa đến ${fewestOwnCharacters} ký tự nên dễ đoán. Hãy thêm một từ ít người nghĩ tới.`,
  personal: `Trừ họ tên, mã số, ngày sinh, số điện thoại và đơn vị của đồng chí, mật khẩu này còn chưa đến ${fewestOwnCharacters} ký tự riêng nên dễ đoán. Hãy thêm một từ không liên quan đến mình.`,
};

/** One message at the field that has to be mended. */
export function messageOf(refusal: PasswordRefusal | "wrong-current"): Record<string, string> {
  return refusal === "wrong-current" ? { currentPassword: "Mật khẩu hiện tại không đúng. Hãy nhập lại." } : { newPassword: newPasswordMessages[refusal] };
}
