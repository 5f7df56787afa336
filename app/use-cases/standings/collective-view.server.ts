import type { Basis } from "~/domain/participation/basis";
import { hasAnybody } from "~/domain/participation/participation";
import { latestValidEntries, type ParticipationAttempt } from "~/domain/participation/valid-entry";
import { type ClassStandings, type CollectiveMeasure, type CollectiveRules, isMeasured, plainMeasures, rankUnits, type UnitResult, type Working } from "~/domain/standings/collective";
import { criterionText, explainCollective, measureLabels } from "~/domain/standings/collective-words";
import { meanPoints, type Points } from "~/domain/shared/points";
import type { EntryRow } from "~db/read-models/standings.server";
import type { RoundFacts } from "../participation/round-facts.server";
import { countedEntries, type RoundRanking } from "./rank-round.server";

/**
 * Units against units of the same type: each alone, without the units below it, so that nobody counts for two. A person
 * counts in the unit of the latest valid entry, with the score of the attempt that counts and with the prize it won.
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
  readonly winners: number;
  /** Each measure of `CollectiveView.measures`, as it was reckoned. */
  readonly working: readonly Working[];
  /** What set it apart from the unit above; null for the first of a class and for an unranked one. */
  readonly decidedBy: string | null;
  readonly remark: string | null;
};
export type CollectiveClass = { readonly typeId: string; readonly name: string; readonly rows: readonly CollectiveRow[] };
export type CollectiveView = {
  readonly criterion: string;
  readonly explanation: readonly string[];
  /** What is shown of each unit: the measures of the ranking in its order, then what else informs. */
  readonly measures: readonly CollectiveMeasure[];
  readonly minimumRatePercent: number;
  readonly basis: Basis;
  readonly classes: readonly CollectiveClass[];
};

export type CollectiveInput = {
  readonly facts: RoundFacts;
  readonly entries: readonly EntryRow[];
  readonly ranking: Pick<RoundRanking, "ranked">;
  readonly rules: CollectiveRules;
};

export function collectiveView({ facts, entries, ranking, rules }: CollectiveInput): CollectiveView {
  const { basis } = facts.participation.total.all;
  const shown = shownMeasures(rules);
  const winners = new Set(ranking.ranked.filter(({ rank }) => rank <= rules.winnerRanks).map(({ entry }) => entry.personId));
  const classes = rankUnits(unitResults(facts, entries, winners), rules, shown);
  const typeOf = new Map(facts.units.map((unit) => [unit.typeId, unit]));
  return {
    basis,
    measures: shown,
    criterion: criterionText(rules),
    explanation: explainCollective(rules, basis),
    minimumRatePercent: rules.minimumRatePercent,
    classes: classes
      .map((standings) => ({ type: typeOf.get(standings.typeId)!, rows: classRows(standings, basis) }))
      .sort((a, b) => a.type.typePosition - b.type.typePosition)
      .map(({ type, rows }) => ({ typeId: type.typeId, name: type.typeName, rows })),
  };
}

/** Rate and average inform whatever the ranking goes by. */
function shownMeasures(rules: CollectiveRules): CollectiveMeasure[] {
  const parts = plainMeasures.filter((measure) => isMeasured(rules, measure) || measure === "rate" || measure === "average");
  return [...new Set<CollectiveMeasure>([...rules.measures, ...parts])];
}

type Row = UnitResult & { readonly name: string; readonly validEntries: number };
type Sums = Pick<UnitResult, "scoreSum" | "maxScoreSum" | "winners">;

function unitResults(facts: RoundFacts, entries: readonly EntryRow[], winners: ReadonlySet<string>): Row[] {
  const sums = sumsByUnit(facts, entries, winners);
  return facts.participation.units.flatMap(({ unitId, own }) => {
    const { eligible, entered, validEntries } = own.all;
    const { name, typeId } = facts.unitOf.get(unitId)!;
    return hasAnybody(own.all) ? [{ unitId, typeId, name, isInForce: !facts.outOfForceUnitIds.has(unitId), eligible, entered, validEntries, ...(sums.get(unitId) ?? nothing) }] : [];
  });
}

const nothing: Sums = { scoreSum: 0, maxScoreSum: 0, winners: 0 };

function sumsByUnit({ round: { rules } }: RoundFacts, entries: readonly EntryRow[], winners: ReadonlySet<string>): Map<string, Sums> {
  const counted = new Map(countedEntries(entries, rules.counts, rules.tieBreak).map((entry) => [entry.personId, entry]));
  const sums = new Map<string, Sums>();
  for (const [personId, { unitId }] of latestValidEntries(entries.map(asAttempt))) {
    const { score, maxScore } = counted.get(personId)!;
    const sum = sums.get(unitId) ?? nothing;
    sums.set(unitId, { scoreSum: sum.scoreSum + score, maxScoreSum: sum.maxScoreSum + maxScore, winners: sum.winners + Number(winners.has(personId)) });
  }
  return sums;
}

/** Entries of the read model are valid ones. */
function asAttempt(entry: EntryRow): ParticipationAttempt {
  return { ...entry, state: "submitted", isTrial: false, answeredCount: 1 };
}

const noCountRemarks: Record<Basis, string> = { "eligible-count": "Chưa có số người thuộc diện dự thi", roster: "Chưa có tên trong danh sách" };

function classRows({ ranked, unranked }: ClassStandings<Row>, basis: Basis): CollectiveRow[] {
  const remarks = { "out-of-force": "Đơn vị không hoạt động trong thời gian thi", "no-eligible-count": noCountRemarks[basis], "below-minimum-rate": "Chưa đạt tỷ lệ tối thiểu", "nobody-entered": "Chưa có người tham gia" };
  return [
    ...ranked.map(({ rank, row, shown, decidedBy }) => collectiveRow(row, shown, { rank, decidedBy: decidedText(decidedBy), remark: null })),
    ...unranked.map(({ row, shown, why }) => collectiveRow(row, shown, { rank: null, decidedBy: null, remark: remarks[why] })),
  ];
}

function decidedText(decidedBy: CollectiveMeasure | "shared" | null): string | null {
  return decidedBy === null ? null : decidedBy === "shared" ? "Đồng hạng" : measureLabels[decidedBy];
}

function collectiveRow(row: Row, working: readonly Working[], place: Pick<CollectiveRow, "rank" | "decidedBy" | "remark">): CollectiveRow {
  const { unitId, name, eligible, entered, validEntries, scoreSum, winners } = row;
  return { ...place, unitId, unitName: name, eligible, entered, validEntries, winners, working, averageScore: meanPoints(scoreSum, entered) };
}
