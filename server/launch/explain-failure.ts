import { connectionProblem } from "~db/errors.server";
import { EnvError, type Env } from "~/env.server";
import { dataFolderProblem } from "./data-folder.mjs";

/**
 * A failure of the start that a wrong setting explains, as a sentence that names the setting and what to do; every
 * other error as it is. Values of URLs are never quoted: they may hold a password.
 */
export function explainFailure(error: unknown, env: Env): unknown {
  const text = dataFolderProblem(error, env.dataDir) ?? listenProblem(error, env) ?? databaseProblem(error, env);
  return text === null ? error : new EnvError(text);
}

function listenProblem(error: unknown, { host, port }: Env): string | null {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (syscall === "getaddrinfo" && (error as { hostname?: string }).hostname === host) return `HOST ${host}: không tìm thấy máy nào có tên này. Dùng 127.0.0.1 (chỉ máy này) hoặc 0.0.0.0 (cả mạng).`;
  if (syscall !== "listen" && syscall !== "bind") return null;
  switch (code) {
    case "EADDRINUSE":
      return `PORT ${port} trên ${host} đang được chương trình khác dùng. Dừng chương trình đó, hoặc chạy với cổng khác: PORT=3001 npm start`;
    case "EADDRNOTAVAIL":
      return `HOST ${host} không phải địa chỉ của máy này. Dùng 127.0.0.1 (chỉ máy này) hoặc 0.0.0.0 (cả mạng).`;
    case "EACCES":
      return `PORT ${port}: tài khoản đang chạy chương trình không được mở cổng này. Dùng cổng từ 1024 trở lên, ví dụ: PORT=3000 npm start`;
    default:
      return null;
  }
}

const databaseProblems: Record<NonNullable<ReturnType<typeof connectionProblem>>, string> = {
  unreachable: "không kết nối được tới máy chủ PostgreSQL. Kiểm tra tên máy, cổng, và máy chủ đang chạy",
  password: "PostgreSQL không nhận người dùng hoặc mật khẩu. Kiểm tra phần “người dùng:mật khẩu@”",
  "no-database": "máy chủ PostgreSQL không có cơ sở dữ liệu này. Tạo cơ sở dữ liệu, hoặc sửa phần sau dấu “/” cuối",
};

function databaseProblem(error: unknown, env: Env): string | null {
  const problem = env.databaseUrl === null ? null : connectionProblem(error);
  return problem === null ? null : `DATABASE_URL${env.databaseOwnerUrl === null ? "" : " (hoặc DATABASE_OWNER_URL)"}: ${databaseProblems[problem]}.`;
}
