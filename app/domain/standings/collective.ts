/**
 * Collective ranking: units against units of the same type. Measures are compared one after another as exact fractions
 * (a ÷ b before c ÷ d when a × d > c × b); a rank is shared when all are equal. Every row carries its working, so that a unit
 * can recompute its place with the numbers that are printed.
 */
import type { Points } from "../shared/points";

/**
 * rate: entered ÷ eligible. entrants: persons entered. average: sum of the scores that count ÷ persons entered. winners: persons
 * whose individual rank wins a prize. weighted: the four on a scale of 100, each times its weight. More is better for each.
 */
export type PlainMeasure = "rate" | "entrants" | "average" | "winners";
export type CollectiveMeasure = PlainMeasure | "weighted";

export type UnitResult = {
  readonly unitId: string;
  readonly typeId: string;
  /** On some day of the round; a unit that is not is never ranked, whatever the measures. */
  readonly isInForce: boolean;
  readonly eligible: number | null;
  readonly entered: number;
  /** Sums over the persons entered, of the attempt that counts: its score, and what could be scored. */
  readonly scoreSum: Points;
  readonly maxScoreSum: Points;
  readonly winners: number;
};

/** One measure on a scale of 100, in hundredths, halves up: what is printed is what is added. */
export type WeightedPart = {
  readonly measure: PlainMeasure;
  readonly numerator: number;
  /** The greatest of the class where the measure is a number of persons. */
  readonly denominator: number;
  readonly value: Points;
  /** Percent. */
  readonly weight: number;
};

/** The value is numerator ÷ denominator; null where the denominator is missing or 0. `parts` only of the weighted measure, whose numerator is in hundredths. */
export type Working = {
  readonly measure: CollectiveMeasure;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly parts?: readonly WeightedPart[];
};

export type UnitStanding<Row> = {
  readonly rank: number;
  readonly row: Row;
  /** Of the measures of the rules. */
  readonly working: readonly Working[];
  /** Of the measures that are shown. */
  readonly shown: readonly Working[];
  /** The measure that put it below the one above; null for the first. */
  readonly decidedBy: CollectiveMeasure | "shared" | null;
};

export type UnrankedUnit<Row> = {
  readonly row: Row;
  readonly shown: readonly Working[];
  readonly why: "out-of-force" | "no-eligible-count" | "below-minimum-rate" | "nobody-entered";
};

export type ClassStandings<Row> = {
  readonly typeId: string;
  readonly ranked: readonly UnitStanding<Row>[];
  readonly unranked: readonly UnrankedUnit<Row>[];
};

/** What the committee decides about collective prizes, once for the contest. */
export type CollectiveSettings = {
  /** The first decides, the others break ties. */
  readonly measures: readonly CollectiveMeasure[];
  /** Percent; they add up to 100 where the weighted measure is used. */
  readonly weights: Readonly<Record<PlainMeasure, number>>;
  /** Individual ranks from 1 to this one win a prize. */
  readonly winnerRanks: number;
};

export type CollectiveRules = CollectiveSettings & {
  /** Percent; a unit exactly at it is ranked, 0 asks for nothing. */
  readonly minimumRatePercent: number;
};

/** Until the committee says otherwise: the rate, then the average. */
export const usualCollective: CollectiveSettings = { measures: ["rate", "average"], weights: { rate: 50, entrants: 0, average: 50, winners: 0 }, winnerRanks: 3 };

export const plainMeasures: readonly PlainMeasure[] = ["rate", "average", "entrants", "winners"];

/** Whether a measure has any part in the ranking, alone or weighted. */
export function isMeasured({ measures, weights }: CollectiveSettings, measure: PlainMeasure): boolean {
  return measures.includes(measure) || (measures.includes("weighted") && weights[measure] > 0);
}

/**
 * Classes in the order in which their types first appear among the rows; inside a class the input order does not matter. `shown`
 * are the measures whose working is wanted beside those that decide.
 */
export function rankUnits<Row extends UnitResult>(rows: readonly Row[], rules: CollectiveRules, shown: readonly CollectiveMeasure[] = rules.measures): ClassStandings<Row>[] {
  const types = [...new Set(rows.map((row) => row.typeId))];
  return types.map((typeId) => {
    const members = rows.filter((row) => row.typeId === typeId);
    const greatest = { entrants: greatestOf(members, (row) => row.entered), winners: greatestOf(members, (row) => row.winners) };
    const reckon = (row: Row, measures: readonly CollectiveMeasure[]) => measures.map((measure) => workingOf(measure, row, rules, greatest));
    const measured = members
      .map((row) => ({ row, working: reckon(row, rules.measures), shown: reckon(row, shown), why: whyUnranked(row, rules) }))
      .sort((a, b) => decide(a.working, b.working).order || (a.row.unitId < b.row.unitId ? -1 : 1));
    return {
      typeId,
      ranked: withRanks(measured.filter(({ why }) => why === null)),
      unranked: measured.flatMap(({ row, shown: all, why }) => (why === null ? [] : [{ row, shown: all, why }])),
    };
  });
}

function greatestOf<Row>(rows: readonly Row[], read: (row: Row) => number): number {
  return rows.reduce((most, row) => Math.max(most, read(row)), 0);
}

type Greatest = { readonly entrants: number; readonly winners: number };

function workingOf(measure: CollectiveMeasure, row: UnitResult, { weights }: CollectiveRules, greatest: Greatest): Working {
  switch (measure) {
    case "rate":
      return { measure, numerator: row.entered, denominator: row.eligible === 0 ? null : row.eligible };
    case "entrants":
      return { measure, numerator: row.entered, denominator: 1 };
    case "average":
      return { measure, numerator: row.scoreSum, denominator: row.entered === 0 ? null : row.entered };
    case "winners":
      return { measure, numerator: row.winners, denominator: 1 };
    case "weighted":
      return weightedWorking(row, weights, greatest);
  }
}

function weightedWorking(row: UnitResult, weights: CollectiveSettings["weights"], greatest: Greatest): Working {
  const fractions: Record<PlainMeasure, readonly [number, number]> = {
    rate: [row.entered, row.eligible ?? 0],
    average: [row.scoreSum, row.maxScoreSum],
    entrants: [row.entered, greatest.entrants],
    winners: [row.winners, greatest.winners],
  };
  const parts = plainMeasures
    .filter((measure) => weights[measure] > 0)
    .map((measure): WeightedPart => {
      const [numerator, denominator] = fractions[measure];
      return { measure, numerator, denominator, value: denominator === 0 ? 0 : Math.round((10_000 * numerator) / denominator), weight: weights[measure] };
    });
  return { measure: "weighted", numerator: Math.round(parts.reduce((sum, { value, weight }) => sum + value * weight, 0) / 100), denominator: 1, parts };
}

function whyUnranked(row: UnitResult, rules: CollectiveRules): UnrankedUnit<UnitResult>["why"] | null {
  if (!row.isInForce) return "out-of-force";
  const needsRate = rules.minimumRatePercent > 0 || isMeasured(rules, "rate");
  if (needsRate && !row.eligible) return "no-eligible-count";
  if (row.entered * 100 < rules.minimumRatePercent * (row.eligible ?? 0)) return "below-minimum-rate";
  return row.entered === 0 ? "nobody-entered" : null;
}

type Decision = { readonly order: number; readonly measure: CollectiveMeasure | "shared" };

function decide(left: readonly Working[], right: readonly Working[]): Decision {
  for (const [index, working] of left.entries()) {
    const order = compareWorking(working, right[index]!);
    if (order !== 0) return { order, measure: working.measure };
  }
  return { order: 0, measure: "shared" };
}

/** The greater fraction first, a missing one last. */
function compareWorking(left: Working, right: Working): number {
  if (left.denominator === null || right.denominator === null) return Number(left.denominator === null) - Number(right.denominator === null);
  return right.numerator * left.denominator - left.numerator * right.denominator;
}

function withRanks<Row>(ordered: readonly { row: Row; working: readonly Working[]; shown: readonly Working[] }[]): UnitStanding<Row>[] {
  let rank = 0;
  return ordered.map(({ row, working, shown }, index) => {
    const decidedBy = index === 0 ? null : decide(ordered[index - 1]!.working, working).measure;
    if (decidedBy !== "shared") rank = index + 1;
    return { rank, row, working, shown, decidedBy };
  });
}
