import type { Writable } from "node:stream";
import { workbookContentType, writeWorkbook } from "~/adapters/workbook-writer.server";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { buildReport, type ReportQuestion } from "./build-report.server";
import { attachment } from "./file-name";

export type WorkbookExport = {
  readonly headers: { readonly "Content-Type": string; readonly "Content-Disposition": string };
  /** Writes the file and ends `output`; rejects when the reader goes away. */
  readonly writeTo: (output: Writable) => Promise<void>;
};

/** The workbook of a round to take away. Who takes it is audited before a byte leaves. Null for a round without results. */
export async function exportWorkbook({ database }: { database: Database }, input: ReportQuestion & { accountId: string }): Promise<WorkbookExport | null> {
  const report = await buildReport({ database }, input);
  if (!report) return null;
  const { asOf, fileName, block, sheets } = report;
  await insertAudit(database.db, {
    accountId: input.accountId, action: "export-workbook", subjectType: "round", subjectId: input.roundId,
    after: { asOf, scope: input.scope, withPhones: input.withPhones, fileName },
  });
  return {
    headers: { "Content-Type": workbookContentType, "Content-Disposition": attachment(fileName) },
    writeTo: (output) => writeWorkbook(output, block, sheets),
  };
}
