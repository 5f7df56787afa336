import { normaliseLogin } from "~/domain/access/login";
import { formatInstant } from "~/domain/shared/time";
import { reissueSecret, type ResetRefusal } from "~/use-cases/accounts/reset-secret.server";
import type { Command } from "./command";

/** `secret-reissue LOGIN`: takes the own password away, ends all sessions, prints a new one-time secret. */
export const secretReissueCommand: Command = async ({ database, parameters, print, complain }) => {
  const [login, ...rest] = parameters;
  if (login === undefined || rest.length > 0) {
    complain("Cách dùng: npm run secret:reissue -- TÊN-ĐĂNG-NHẬP");
    return 1;
  }
  const issued = await reissueSecret({ database }, normaliseLogin(login));
  if (!issued.ok) {
    complain(messages[issued.refusal]);
    return 1;
  }
  const { secret, expiresAt, displayName } = issued.value;
  print([`Tài khoản: ${issued.value.login} (${displayName})`, `Mã bí mật dùng một lần: ${secret}`, `Hết hạn lúc: ${formatInstant(expiresAt)} (giờ Việt Nam)`].join("\n"));
  return 0;
};

const messages: Record<ResetRefusal, string> = {
  "not-found": "Không có tài khoản nào có tên đăng nhập này.",
  disabled: "Tài khoản này đang bị khóa; quản trị phải mở lại trước.",
  "own-account": "Không cấp lại mã bí mật cho chính mình ở đây.",
  forbidden: "Không được cấp lại mã bí mật của tài khoản này ở đây.",
};
