import type { OfficeBlock, ReportSheet } from "~/domain/sheets/report";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
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

export type ReportQuestion = { readonly roundId: string; readonly scope: Scope; readonly withPhones: boolean };

/** The workbook of a round as of now, by the same facts and rules as the screens. Null for a round without results. */
export function buildReport({ database }: { database: Database }, { roundId, scope, withPhones }: ReportQuestion): Promise<Report | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, roundId);
    if (!round || !hasResults(round)) return null;
    const input = await loadReportInput(handle, round, scope, now);
    return { asOf: now, fileName: workbookFileName(round.name, now), block: officeBlock(input), sheets: reportSheets(input, withPhones) };
  });
}
