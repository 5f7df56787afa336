import { createWriteStream } from "node:fs";
import { access, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type postgres from "postgres";
import { connect } from "../connection.server";
import { appliedUpTo } from "../migrate.server";
import { copyOut, listTables, prepareCopy } from "./tables.server";
import { comment, copyIn, endOfRows, firstLine, lastLine, type TableSum } from "./text";

export interface WrittenBackup {
  takenAt: number;
  sums: TableSum[];
}

/**
 * Writes everything the database holds, as of one moment, to `file`, while the app goes on. The file appears under its name
 * only when it is whole and on the disk, readable by its owner alone. Rejects when it exists already.
 */
export async function writeBackup(ownerUrl: string, file: string): Promise<WrittenBackup> {
  await mkdir(path.dirname(file), { recursive: true });
  if (await exists(file)) throw Object.assign(new Error(`${file} exists`), { code: "EEXIST", path: file });
  const partial = `${file}.${process.pid}.partial`;
  const sql = connect(ownerUrl, 1, "backup");
  try {
    const written = await sql.begin("isolation level repeatable read read only", async (tx) => {
      const takenAt = await startSnapshot(tx);
      const sums: TableSum[] = [];
      await pipeline(Readable.from(backupText(tx, takenAt, sums)), createGzip(), createWriteStream(partial, { mode: 0o600, flush: true }));
      return { takenAt, sums };
    });
    await rename(partial, file);
    return written;
  } finally {
    await rm(partial, { force: true });
    await sql.end({ timeout: 5 });
  }
}

const exists = (file: string) => access(file).then(() => true, () => false);

async function startSnapshot(tx: postgres.TransactionSql): Promise<number> {
  await prepareCopy(tx);
  const [now] = await tx<{ at: string }[]>`select floor(extract(epoch from now()) * 1000)::text as at`;
  return Number(now?.at);
}

async function* backupText(tx: postgres.TransactionSql, takenAt: number, sums: TableSum[]): AsyncGenerator<string | Buffer> {
  yield `${firstLine}\n${comment({ takenAt, migratedAt: await appliedUpTo(tx) })}\n`;
  for (const table of await listTables(tx)) {
    yield `${copyIn(table.name, table.columns)};\n`;
    const sum = yield* copyOut(tx, table);
    sums.push(sum);
    yield `${endOfRows}\n${comment(sum)}\n`;
  }
  yield `${lastLine}\n`;
}
