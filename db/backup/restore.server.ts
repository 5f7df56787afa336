import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type postgres from "postgres";
import { ok, refuse, type Result } from "~/domain/shared/result";
import { connect } from "../connection.server";
import { appliedUpTo, migrate, newestMigration } from "../migrate.server";
import { listTables, openCopyIn, prepareCopy, sumTable } from "./tables.server";
import { type BackupHead, type BackupReader, BrokenBackupError, copyIn, firstLine, lastLine, quoted, readBackupText, readComment, type TableSum } from "./text";

export interface RestoreTarget {
  ownerUrl: string;
  appUrl: string;
}

export interface RestoredBackup {
  takenAt: number;
  sums: TableSum[];
}

export type RestoreRefusal =
  /** There are accounts, contests or units. */
  | "not-empty"
  /** Processes of the app are connected. */
  | "in-use"
  /** Taken by a newer program: its tables are not known here. */
  | "newer";

/**
 * Puts a backup into an empty database: the tables as they were when it was taken, its rows, then the migrations that came
 * since. Rows are written in one transaction that reads everything back and compares it with the sums of the file before
 * it commits. Rejects with `BrokenBackupError` at a damaged file; the database stays empty then.
 */
export async function restoreBackup(target: RestoreTarget, file: string): Promise<Result<RestoredBackup, RestoreRefusal>> {
  const compressed = createReadStream(file);
  const text = createGunzip({ chunkSize: 1 << 20 });
  // why: a broken stream is told to whoever reads the text; here it only must not be an unhandled rejection.
  void pipeline(compressed, text).catch(() => undefined);
  const sql = connect(target.ownerUrl, 1, "restore");
  try {
    const reader = readBackupText(text);
    const head = await readHead(reader);
    const refusal = await whyNot(sql, head);
    if (refusal !== null) return refuse(refusal);
    await layTables(sql, target, head.migratedAt);
    const sums = await sql.begin((tx) => writeRows(tx, reader));
    await migrate(target);
    return ok({ takenAt: head.takenAt, sums });
  } catch (error) {
    throw isDamage(error) ? new BrokenBackupError("the file is damaged", { cause: error }) : error;
  } finally {
    compressed.destroy();
    await sql.end({ timeout: 5 });
  }
}

async function readHead(reader: BackupReader): Promise<BackupHead> {
  if ((await reader.line()) !== firstLine) throw new BrokenBackupError("the file is no backup of this program");
  return readComment<BackupHead>(await reader.line());
}

async function whyNot(sql: postgres.Sql, head: BackupHead): Promise<RestoreRefusal | null> {
  if (head.migratedAt > newestMigration()) return "newer";
  const [found] = await sql<{ tables: boolean; app: boolean }[]>`
    select to_regclass('public.accounts') is not null as tables,
      exists (select 1 from pg_stat_activity where datname = current_database() and application_name = 'app') as app`;
  if (found?.app === true) return "in-use";
  if (found?.tables !== true) return null;
  const [held] = await sql<{ rows: boolean }[]>`select exists (select 1 from accounts) or exists (select 1 from contests) or exists (select 1 from units) as rows`;
  return held?.rows === true ? "not-empty" : null;
}

/** Tables as of `migratedAt`. A newer set of empty tables is taken down for that. */
async function layTables(sql: postgres.Sql, target: RestoreTarget, migratedAt: number): Promise<void> {
  if ((await appliedUpTo(sql)) > migratedAt) {
    await sql.begin((tx) => tx.unsafe("drop schema if exists drizzle cascade; drop schema public cascade; create schema public"));
  }
  await migrate({ ...target, upTo: migratedAt });
}

async function writeRows(tx: postgres.TransactionSql, reader: BackupReader): Promise<TableSum[]> {
  await prepareCopy(tx);
  const tables = await listTables(tx);
  await tx.unsafe(`truncate ${tables.map(({ name }) => quoted(name)).join(", ")}`);
  const sums: TableSum[] = [];
  for (let line = await reader.line(); line !== lastLine; line = await reader.line()) {
    const table = tables.find(({ name, columns }) => line === `${copyIn(name, columns)};`);
    if (table === undefined) throw new BrokenBackupError("the file names a table that is not known");
    await pipeline(Readable.from(reader.rows()), await openCopyIn(tx, table));
    sums.push(readComment<TableSum>(await reader.line()));
  }
  for (const table of tables) {
    if (table.identity !== null) await tx.unsafe(`select setval(pg_get_serial_sequence('${quoted(table.name)}', '${table.identity}'), coalesce(max(${quoted(table.identity)}), 0) + 1, false) from ${quoted(table.name)}`);
    const [read, said] = [await sumTable(tx, table), sums.find((sum) => sum.table === table.name)];
    if (said === undefined || said.sha256 !== read.sha256 || said.rows !== read.rows) throw new BrokenBackupError(`the rows of ${table.name} are not the ones that were saved`);
  }
  return sums;
}

/** Of the compression, or of rows that PostgreSQL cannot read or that have failed the transaction. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("Z_") || code.startsWith("22") || code.startsWith("23") || code === "25P02";
}
