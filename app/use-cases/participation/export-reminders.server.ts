import { workbookContentType, writeWorkbook } from "~/adapters/workbook-writer.server";
import { reminderReport } from "~/domain/sheets/report-reminders";
import type { Database, Handle } from "~db/client.server";
import { listRosterRows } from "~db/read-models/participation-people.server";
import { findResultRound, loadContestOf } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { insertAudit } from "~db/repositories/audit.server";
import type { WorkbookExport } from "../reports/export-workbook.server";
import { attachment, datedFileName } from "../reports/file-name";
import { officeBlock } from "../reports/report-sheets";
import { notEnteredUnits } from "./not-entered-units";
import { loadRoundFacts, type RoundFacts } from "./round-facts.server";
import { hasResults } from "./round-view";
import { isInScope, type Scope } from "./scope";

type Input = { readonly roundId: string; readonly unitId: string; readonly blocId: string | null; /** Without the units below. */ readonly isOwnOnly: boolean; readonly scope: Scope; readonly accountId: string };

/** The people of a unit and below it who have not entered, to be spoken to. Null for a foreign unit as for a missing one. Audited before a byte leaves. */
export async function exportReminders({ database }: { database: Database }, input: Input): Promise<WorkbookExport | null> {
  const { roundId, unitId, blocId, isOwnOnly, accountId } = input;
  const list = await inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, roundId);
    if (!round || !hasResults(round)) return null;
    const facts = await loadRoundFacts(handle, round);
    const isKnownBloc = blocId === null || facts.blocs.some((bloc) => bloc.blocId === blocId);
    if (!isKnownBloc || !isInScope(facts.participation.tree, input.scope, unitId)) return null;
    const contest = await loadContestOf(handle, round);
    const { name: roundName, closesAt } = round;
    return { contest, report: { contestName: contest.name, roundName, closesAt, asOf: now, unitName: facts.unitOf.get(unitId)!.name, units: await unitsToRemind(handle, facts, isOwnOnly ? [unitId] : facts.participation.tree.subtreeOf(unitId), blocId) } };
  });
  if (list === null) return null;
  const { contest, report } = list;
  const fileName = datedFileName(`Nhắc tham gia ${report.roundName} ${report.unitName}`, report.asOf);
  await insertAudit(database.db, { accountId, action: "export-reminders", subjectType: "round", subjectId: roundId, after: { unitId, blocId, rows: report.units.reduce((sum, { people }) => sum + people.length, 0), fileName } });
  return {
    headers: { "Content-Type": workbookContentType, "Content-Disposition": attachment(fileName) },
    // why no signers: a coordinator's working list, nothing that the committee signs.
    writeTo: (output) => writeWorkbook(output, { ...officeBlock({ contest }), signers: [] }, [reminderReport(report)]),
  };
}

async function unitsToRemind(handle: Handle, facts: RoundFacts, unitIds: readonly string[], blocId: string | null) {
  return notEnteredUnits(facts, await listRosterRows(handle, facts.round, unitIds), unitIds, blocId).map((unit) => ({
    unitName: facts.unitOf.get(unit.unitId)!.name,
    unnamed: unit.unnamed,
    people: unit.people.map(({ fullName, code, rank, isSitting, blocIds }) => ({ name: fullName, code, rank, isSitting, blocNames: facts.blocs.filter((bloc) => blocIds.includes(bloc.blocId)).map(({ name }) => name) })),
  }));
}
