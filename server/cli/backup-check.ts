import path from "node:path";
import { checkBackup } from "~db/backup/check.server";
import type { Command } from "./command";
import { describe, readBackupFile } from "./restore";

/** `backup-check FILE`: restores it into an empty database of its own beside the real one, compares, takes that away again. */
export const backupCheckCommand: Command = async ({ urls, parameters, callerFolder, print, complain }) => {
  const [name, ...rest] = parameters;
  if (name === undefined || rest.length > 0) {
    complain("Cách dùng: npm run backup:check -- TỆP");
    return 1;
  }
  try {
    const checked = await readBackupFile(path.resolve(callerFolder, name), (file) => checkBackup(urls, file));
    if (checked.ok) print(`Khôi phục thử được ${describe(checked.value)}.`);
    else complain(`Không khôi phục được. ${checked.refusal}`);
    return checked.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "42501")) throw error;
    complain("Vai trò trong DATABASE_OWNER_URL không được tạo cơ sở dữ liệu để khôi phục thử. Cho phép bằng: ALTER ROLE … CREATEDB");
    return 1;
  }
};
