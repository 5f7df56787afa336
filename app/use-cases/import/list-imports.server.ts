import type { Database } from "~db/client.server";
import { countImportBatches, type ImportLine, listImportBatches } from "~db/repositories/import-batch.server";

export type { ImportLine };
export type ImportHistory = { lines: ImportLine[]; total: number; page: number; pageCount: number };

const linesPerPage = 30;

/** What was uploaded, newest first, and what became of it. */
export async function listImports({ database: { db } }: { database: Database }, wantedPage: number): Promise<ImportHistory> {
  const total = await countImportBatches(db);
  const pageCount = Math.max(1, Math.ceil(total / linesPerPage));
  const page = Math.min(wantedPage, pageCount);
  return { lines: await listImportBatches(db, { limit: linesPerPage, offset: (page - 1) * linesPerPage }), total, page, pageCount };
}
