import type { Basis } from "~/domain/participation/basis";
import { latestValidEntries, type ParticipationAttempt } from "~/domain/participation/valid-entry";
import { type ClassStandings, type CollectiveRules, rankUnits, type UnitResult } from "~/domain/standings/collective";
import { meanPoints, type Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findResultRound, loadContestOf } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { type EntryRow, listEntries } from "~db/read-models/standings.server";
import { loadRoundFacts, type RoundFacts } from "../participation/round-facts.server";
import { hasResults, type RoundView, roundView } from "../participation/round-view";
import { countedEntries } from "./rank-round.server";

/**
 * Units against units of the same type: each alone, without the units below it, so that nobody counts for two. First the
 * rate, then the average of the entries that count. A person counts in the unit of the latest valid entry.
 */
export type CollectiveRow = {
  /** Null where the unit is shown but not ranked; then `remark` says why. */
  readonly rank: number | null;
  readonly unitId: string;
  readonly unitName: string;
  readonly eligible: number | null;
  readonly entered: number;
  readonly validEntries: number;
  readonly averageScore: Points | null;
  readonly remark: string | null;
};
export type CollectiveClass = { readonly typeId: string; readonly name: string; readonly rows: readonly CollectiveRow[] };
export type CollectiveView = {
  readonly criterion: string;
  readonly minimumRatePercent: number;
  readonly basis: Basis;
  readonly classes: readonly CollectiveClass[];
};

export const collectiveMeasures: CollectiveRules["measures"] = ["rate", "average"];
const criterion = "tỷ lệ tham gia, rồi đến điểm trung bình";

/** Null for a round without results. */
export async function loadCollectiveStandings(
  { database }: { database: Database },
  input: { roundId: string },
): Promise<(CollectiveView & { asOf: Instant; round: RoundView }) | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, input.roundId);
    if (!round || !hasResults(round)) return null;
    const { minimumRatePercent } = await loadContestOf(handle, round);
    const view = collectiveView(await loadRoundFacts(handle, round), await listEntries(handle, round.id), minimumRatePercent);
    return { ...view, asOf: now, round: roundView(round, now) };
  });
}

type Row = UnitResult & { readonly name: string; readonly validEntries: number };

export function collectiveView(facts: RoundFacts, entries: readonly EntryRow[], minimumRatePercent: number): CollectiveView {
  const rows = unitResults(facts, entries);
  const { basis } = facts.participation.total.all;
  const classes = rankUnits(rows, { measures: collectiveMeasures, minimumRatePercent });
  const typeOf = new Map(facts.units.map((unit) => [unit.typeId, unit]));
  return {
    criterion, minimumRatePercent, basis,
    classes: classes
      .map((standings) => ({ type: typeOf.get(standings.typeId)!, rows: classRows(standings, basis) }))
      .sort((a, b) => a.type.typePosition - b.type.typePosition)
      .map(({ type, rows: list }) => ({ typeId: type.typeId, name: type.typeName, rows: list })),
  };
}

function unitResults(facts: RoundFacts, entries: readonly EntryRow[]): Row[] {
  const { rules } = facts.round;
  const scoreOf = new Map(countedEntries(entries, rules.counts, rules.tieBreak).map((entry) => [entry.personId, entry.score]));
  const scoreSums = new Map<string, Points>();
  for (const [personId, { unitId }] of latestValidEntries(entries.map(asAttempt))) {
    scoreSums.set(unitId, (scoreSums.get(unitId) ?? 0) + (scoreOf.get(personId) ?? 0));
  }
  return facts.participation.units.flatMap(({ unitId, own }) => {
    const { eligible, entered, validEntries, onRoster } = own.all;
    const isEmpty = (eligible ?? 0) === 0 && onRoster === 0 && entered === 0;
    const { name, typeId } = facts.unitOf.get(unitId)!;
    return isEmpty ? [] : [{ unitId, typeId, name, eligible, entered, validEntries, scoreSum: scoreSums.get(unitId) ?? 0 }];
  });
}

/** Entries of the read model are valid ones. */
function asAttempt(entry: EntryRow): ParticipationAttempt {
  return { ...entry, state: "submitted", isTrial: false, answeredCount: 1 };
}

const noCountRemarks: Record<Basis, string> = { "eligible-count": "Chưa có số người thuộc diện dự thi", roster: "Chưa có tên trong danh sách" };

function classRows({ ranked, unranked }: ClassStandings<Row>, basis: Basis): CollectiveRow[] {
  const remarks = { "no-eligible-count": noCountRemarks[basis], "below-minimum-rate": "Chưa đạt tỷ lệ tối thiểu" };
  return [
    ...ranked.map(({ rank, row }) => collectiveRow(row, rank, null)),
    ...unranked.map(({ row, why }) => collectiveRow(row, null, remarks[why])),
  ];
}

function collectiveRow({ unitId, name, eligible, entered, validEntries, scoreSum }: Row, rank: number | null, remark: string | null): CollectiveRow {
  return {
    rank, unitId, eligible, entered, validEntries, remark,
    unitName: name,
    averageScore: meanPoints(scoreSum, entered),
  };
}
