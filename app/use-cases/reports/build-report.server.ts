import type { OfficeBlock, ReportSheet } from "~/domain/sheets/report";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { hasResults } from "../participation/round-view";
import type { Scope } from "../participation/scope";
import { workbookFileName } from "./file-name";
import { loadReportInput } from "./report-input.server";
import { officeBlock, reportSheets } from "./report-sheets";

export type Report = {
  readonly asOf: Instant;
  readonly fileName: string;
  readonly block: OfficeBlock;
  readonly sheets: readonly ReportSheet[];
};

type Input = { roundId: string; scope: Scope; withPhones: boolean; accountId: string };

/**
 * The workbook of a round as of now: the same facts and rules as the screens. Who takes it away is audited before a byte leaves.
 * Null for a round without results.
 */
export async function buildReport({ database }: { database: Database }, { roundId, scope, withPhones, accountId }: Input): Promise<Report | null> {
  const report = await inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, roundId);
    if (!round || !hasResults(round)) return null;
    const input = await loadReportInput(handle, round, scope, now);
    return { asOf: now, fileName: workbookFileName(round.name, now), block: officeBlock(input), sheets: reportSheets(input, withPhones) };
  });
  if (!report) return null;
  await insertAudit(database.db, {
    accountId, action: "export-workbook", subjectType: "round", subjectId: roundId,
    after: { asOf: report.asOf, scope, withPhones, fileName: report.fileName },
  });
  return report;
}
