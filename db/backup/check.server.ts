import { randomBytes } from "node:crypto";
import type { Result } from "~/domain/shared/result";
import { connect } from "../connection.server";
import { restoreBackup, type RestoredBackup, type RestoreRefusal, type RestoreTarget } from "./restore.server";
import { quoted } from "./text";

/**
 * The drill: the backup is restored into a new, empty database beside the one of `beside`, read back, compared with the sums in
 * the file, and taken away again. The owner's role must be allowed to create databases.
 */
export async function checkBackup(beside: RestoreTarget, file: string): Promise<Result<RestoredBackup, RestoreRefusal>> {
  const name = `cchc_backup_check_${randomBytes(4).toString("hex")}`;
  const sql = connect(beside.ownerUrl, 1, "backup-check");
  try {
    await sql.unsafe(`create database ${quoted(name)} template template0`);
    try {
      return await restoreBackup({ ownerUrl: inDatabase(beside.ownerUrl, name), appUrl: inDatabase(beside.appUrl, name) }, file);
    } finally {
      await sql.unsafe(`drop database if exists ${quoted(name)} with (force)`);
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function inDatabase(url: string, name: string): string {
  const moved = new URL(url);
  moved.pathname = `/${name}`;
  return moved.href;
}
