import { stat } from "node:fs/promises";
import path from "node:path";
import { formatCount } from "~/domain/shared/count";
import { dayOf, formatClockTime, formatMoment, type Instant } from "~/domain/shared/time";
import { writeBackup } from "~db/backup/write.server";
import type { Command } from "./command";

/** `backup [FILE]`: everything the database holds, as of one moment, beside a running app; `DATA_DIR/sao-luu` by default. */
export const backupCommand: Command = async ({ urls, parameters, callerFolder, dataDirectory, print, complain }) => {
  if (parameters.length > 1) {
    complain("Cách dùng: npm run backup [-- TỆP]");
    return 1;
  }
  const file = parameters[0] === undefined ? path.resolve(dataDirectory, "sao-luu", defaultName(Date.now())) : path.resolve(callerFolder, parameters[0]);
  try {
    const { takenAt, sums } = await writeBackup(urls.ownerUrl, file);
    const { size } = await stat(file);
    const rows = sums.reduce((total, sum) => total + sum.rows, 0);
    print(`Đã sao lưu dữ liệu lúc ${formatMoment(takenAt)}: ${formatCount(rows)} dòng của ${sums.length} bảng, ${formatCount(Math.ceil(size / 1024))} KB, vào tệp ${file}`);
    print(`Kiểm tra tệp bằng npm run backup:check -- ${file}, rồi chép tệp sang máy khác. Tệp có đáp án và dữ liệu cá nhân: giữ kín.`);
    return 0;
  } catch (error) {
    const problem = fileProblem(error, file);
    if (problem === null) throw error;
    complain(problem);
    return 1;
  }
};

/** `2026-11-28-094105.sql.gz`, in Vietnam. */
function defaultName(now: Instant): string {
  return `${dayOf(now)}-${formatClockTime(now).replaceAll(":", "")}.sql.gz`;
}

const fileProblems: Readonly<Record<string, string>> = {
  EEXIST: "đã có; chọn tên khác, bản sao lưu không ghi đè lên tệp nào",
  ENOSPC: "không đủ chỗ trên ổ đĩa; chọn ổ đĩa khác",
  EACCES: "không được phép ghi; chọn thư mục khác",
  EROFS: "nằm trên ổ đĩa chỉ đọc; chọn ổ đĩa khác",
  ENOTDIR: "nằm bên trong một tệp, không phải thư mục; chọn thư mục khác",
};

function fileProblem(error: unknown, file: string): string | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const problem = fileProblems[code];
  return problem === undefined ? null : `Chưa sao lưu. Tệp ${file} ${problem}.`;
}
