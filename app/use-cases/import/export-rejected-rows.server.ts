import type { Writable } from "node:stream";
import { writeRejectedRows } from "~/adapters/rejected-rows-workbook.server";
import { workbookContentType } from "~/adapters/workbook-writer.server";
import { rejectedTable } from "~/domain/sheets/rejected-rows";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { findImportBatch } from "~db/repositories/import-batch.server";
import type { WorkbookExport } from "../reports/export-workbook.server";
import { attachment } from "../reports/file-name";

/** The rows that a batch leaves out, to be corrected and uploaded again. Who takes them is audited. Null where there are none. */
export async function exportRejectedRows({ database: { db } }: { database: Database }, { batchId, accountId }: { batchId: string; accountId: string }): Promise<WorkbookExport | null> {
  const batch = await findImportBatch(db, batchId);
  if (batch === null || batch.rows === null || batch.plan === null) return null;
  const table = rejectedTable(batch.rows, batch.plan);
  if (table.rows.length === 0) return null;
  await insertAudit(db, { accountId, action: "import.export-rejected", subjectType: "import-batch", subjectId: batchId, after: { fileName: batch.fileName, rows: table.rows.length } });
  const fileName = `Dòng bị từ chối – ${batch.fileName.replace(/\.[a-z]+$/i, "").replace(/[\p{Cc}\\/:*?"<>|]+/gu, " ").slice(0, 100)}.xlsx`;
  return {
    headers: { "Content-Type": workbookContentType, "Content-Disposition": attachment(fileName) },
    writeTo: (output: Writable) => writeRejectedRows(output, table, batch.fileName),
  };
}
