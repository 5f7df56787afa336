import path from "node:path";
import { formatCount } from "~/domain/shared/count";
import type { Result } from "~/domain/shared/result";
import { formatMoment } from "~/domain/shared/time";
import { type RestoredBackup, type RestoreRefusal, restoreBackup } from "~db/backup/restore.server";
import { BrokenBackupError } from "~db/backup/text";
import type { Command } from "./command";

/** `restore FILE`: puts a backup into an empty database, or changes nothing. */
export const restoreCommand: Command = async ({ urls, parameters, callerFolder, print, complain }) => {
  const [name, ...rest] = parameters;
  if (name === undefined || rest.length > 0) {
    complain("Cách dùng: npm run restore -- TỆP");
    return 1;
  }
  const restored = await readBackupFile(path.resolve(callerFolder, name), (file) => restoreBackup(urls, file));
  if (!restored.ok) {
    complain(`Chưa khôi phục gì. ${restored.refusal}`);
    return 1;
  }
  print(`Đã khôi phục ${describe(restored.value)}. Chạy npm start.`);
  return 0;
};

export function describe({ takenAt, sums }: RestoredBackup): string {
  const rows = sums.reduce((total, sum) => total + sum.rows, 0);
  return `bản sao lưu lúc ${formatMoment(takenAt)}: ${formatCount(rows)} dòng của ${sums.length} bảng, tổng kiểm tra của từng bảng khớp`;
}

/** What `read` says of the file, in words for whoever typed the command; other failures as they are. */
export async function readBackupFile(file: string, read: (file: string) => Promise<Result<RestoredBackup, RestoreRefusal>>): Promise<Result<RestoredBackup, string>> {
  try {
    const result = await read(file);
    return result.ok ? result : { ok: false, refusal: refusals[result.refusal] };
  } catch (error) {
    if (error instanceof BrokenBackupError) return { ok: false, refusal: `Tệp ${file} bị hỏng, bị cắt cụt hoặc không phải bản sao lưu (${error.message}). Dùng bản khác.` };
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") return { ok: false, refusal: `Không có tệp ${file}.` };
    if (code === "EACCES" || code === "EISDIR") return { ok: false, refusal: `Không mở được tệp ${file}.` };
    throw error;
  }
}

const refusals: Record<RestoreRefusal, string> = {
  "not-empty": "Cơ sở dữ liệu này đã có dữ liệu; bản sao lưu chỉ khôi phục vào cơ sở dữ liệu trống. Dùng thư mục mới: DATA_DIR=.data-moi npm run restore -- TỆP, rồi DATA_DIR=.data-moi npm start",
  "in-use": "Nền tảng đang chạy trên cơ sở dữ liệu này. Dừng nền tảng rồi chạy lại lệnh.",
  newer: "Bản sao lưu do phiên bản mới hơn của nền tảng ghi. Cài phiên bản đó rồi chạy lại lệnh.",
};
