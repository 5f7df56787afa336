import { formatInstant } from "~/domain/shared/time";
import { createAccount, type CreateAccountRefusal } from "~/use-cases/accounts/create-account.server";
import type { Command } from "./command";

/** `admin-create LOGIN "NAME"`: an administrator with a one-time secret, which is printed once. */
export const adminCreateCommand: Command = async ({ database, parameters, print, complain }) => {
  const [login, displayName, ...rest] = parameters;
  if (login === undefined || displayName === undefined || rest.length > 0) {
    complain('Cách dùng: npm run admin:create -- TÊN-ĐĂNG-NHẬP "HỌ TÊN"');
    return 1;
  }
  const created = await createAccount({ database }, { login, displayName, role: "administrator", unitId: null, createdBy: null });
  if (!created.ok) {
    complain(messages[created.refusal]);
    return 1;
  }
  const { secret, expiresAt } = created.value;
  print([`Tài khoản: ${created.value.login}`, `Mã bí mật dùng một lần: ${secret}`, `Hết hạn lúc: ${formatInstant(expiresAt)} (giờ Việt Nam)`].join("\n"));
  return 0;
};

const messages: Record<CreateAccountRefusal, string> = {
  "bad-login": "Tên đăng nhập có 3 đến 40 ký tự trong a–z, 0–9, dấu chấm, gạch ngang, gạch dưới, và bắt đầu bằng chữ cái.",
  "login-taken": "Tên đăng nhập này đã có. Cần mã bí mật mới thì chạy: npm run secret:reissue -- TÊN",
  "no-name": "Chưa nhập họ tên.",
  "unit-needed": "Vai trò này cần có đơn vị.",
  "unknown-unit": "Không có đơn vị này.",
};
