import type { Database } from "~db/client.server";
import { countImportBatches, type ImportLine, listImportBatches } from "~db/repositories/import-batch.server";

export type { ImportLine };
export type ImportHistory = { lines: ImportLine[]; total: number; page: number; pageCount: number };

const linesPerPage = 30;

/** What was uploaded, newest first, and what became of it. `onlyWritten`: without the files that were only looked at; with those undone since. */
export async function listImports({ database: { db } }: { database: Database }, wantedPage: number, onlyWritten = false): Promise<ImportHistory> {
  const total = await countImportBatches(db, onlyWritten);
  const pageCount = Math.max(1, Math.ceil(total / linesPerPage));
  const page = Math.min(wantedPage, pageCount);
  return { lines: await listImportBatches(db, { limit: linesPerPage, offset: (page - 1) * linesPerPage, onlyWritten }), total, page, pageCount };
}
