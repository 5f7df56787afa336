import type { Writable } from "node:stream";
import { workbookContentType, writeWorkbook } from "~/adapters/workbook-writer.server";
import { kindLabels } from "~/domain/audit/actions";
import type { OfficeBlock } from "~/domain/sheets/report";
import { auditReport } from "~/domain/sheets/report-audit";
import { formatDay } from "~/domain/shared/time";
import type { Database, Handle } from "~db/client.server";
import { type AuditFilter, type AuditKey, listAuditRows } from "~db/read-models/audit.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { type ContestRow, findCurrentContest } from "~db/repositories/contest.server";
import type { WorkbookExport } from "../reports/export-workbook.server";
import { attachment, datedFileName } from "../reports/file-name";
import { officeBlock } from "../reports/report-sheets";
import { type AuditLine, auditLines } from "./audit-line.server";
import { type AuditQuery, type AuditScope, filterOf } from "./audit-query";

/** A file of more would be opened by nobody; who needs older rows takes the days before. */
export const mostExportedRows = 50_000;
const portion = 500;

/** The rows a query finds as a workbook, newest first, written while they are read. Taking it is audited before a byte leaves. */
export async function exportAudit({ database }: { database: Database }, { query, accountId }: { query: AuditQuery; accountId: string }): Promise<WorkbookExport> {
  const { db } = database;
  const [contest, asOf, filter] = [await findCurrentContest(db), await databaseNow(db), await filterOf(db, query)];
  const fileName = datedFileName("Nhật ký", asOf);
  await insertAudit(db, { accountId, action: "export-audit", subjectType: "audit", subjectId: "audit", after: { filter: queryText(query), fileName } });
  // why: the row about this very export, and all that come later, are not in it.
  const upTo = { ...filter, until: Math.min(filter.until ?? Infinity, asOf) };
  const sheet = auditReport({ contestName: contest?.name ?? "", asOf, filter: queryText(query), mostRows: mostExportedRows, deeds: linesOf(db, upTo) });
  return {
    headers: { "Content-Type": workbookContentType, "Content-Disposition": attachment(fileName) },
    writeTo: (output: Writable) => writeWorkbook(output, blockOf(contest), [sheet]),
  };
}

async function* linesOf(db: Handle, filter: AuditFilter): AsyncGenerator<AuditLine> {
  let after: AuditKey | null = null;
  for (let count = 0; count < mostExportedRows; count += portion) {
    const lines: AuditLine[] = await auditLines(db, await listAuditRows(db, filter, after, portion));
    yield* lines;
    if (lines.length < portion) return;
    after = lines.at(-1)!.key;
  }
}

function blockOf(contest: ContestRow | null): OfficeBlock {
  if (contest !== null) return officeBlock({ contest });
  return { superiorBody: "", agency: "", place: "", signers: [], documentNumber: null, date: null, recipients: [] };
}

export const scopeLabels: Record<AuditScope, string> = { changes: "Mọi thay đổi", all: "Tất cả, gồm đăng nhập và tự khai báo", ...kindLabels };

/** The query in words, for the head of the file and the audit of the export itself. */
function queryText({ actor, kind, subject, partOf, from, to }: AuditQuery): string {
  return [
    scopeLabels[kind],
    ...(actor === "" ? [] : [`người thực hiện: ${actor}`]),
    ...(subject === null ? [] : ["một đối tượng"]),
    ...(partOf === null ? [] : ["từng mục của một việc"]),
    ...(from === null ? [] : [`từ ngày ${formatDay(from)}`]),
    ...(to === null ? [] : [`đến hết ngày ${formatDay(to)}`]),
  ].join("; ");
}
