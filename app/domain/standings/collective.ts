/**
 * Collective ranking: units against units of the same type. Measures are compared one after another as exact fractions
 * (a ÷ b before c ÷ d when a × d > c × b); a rank is shared when all are equal. Every row carries its working.
 */
import type { Points } from "../shared/points";

/**
 * rate: entered ÷ eligible. entrants: persons entered. average: sum of the scores that count ÷ persons entered.
 * More is better for each.
 */
export type CollectiveMeasure = "rate" | "entrants" | "average";

export type UnitResult = {
  readonly unitId: string;
  readonly typeId: string;
  readonly eligible: number | null;
  readonly entered: number;
  /** Sum over the persons entered of the score of the attempt that counts. */
  readonly scoreSum: Points;
};

/** The value is numerator ÷ denominator; null where the denominator is missing or 0. */
export type Working = { readonly measure: CollectiveMeasure; readonly numerator: number; readonly denominator: number | null };

export type UnitStanding<Row> = {
  readonly rank: number;
  readonly row: Row;
  readonly working: readonly Working[];
  readonly decidedBy: CollectiveMeasure | "shared" | null;
};

export type UnrankedUnit<Row> = {
  readonly row: Row;
  readonly working: readonly Working[];
  readonly why: "no-eligible-count" | "below-minimum-rate";
};

export type ClassStandings<Row> = {
  readonly typeId: string;
  readonly ranked: readonly UnitStanding<Row>[];
  readonly unranked: readonly UnrankedUnit<Row>[];
};

export type CollectiveRules = {
  /** The first decides, the others break ties. */
  readonly measures: readonly CollectiveMeasure[];
  /** Percent; a unit exactly at it is ranked, 0 asks for nothing. */
  readonly minimumRatePercent: number;
};

/** Classes in the order in which their types first appear among the rows; inside a class the input order does not matter. */
export function rankUnits<Row extends UnitResult>(rows: readonly Row[], rules: CollectiveRules): ClassStandings<Row>[] {
  const types = [...new Set(rows.map((row) => row.typeId))];
  return types.map((typeId) => {
    const measured = rows
      .filter((row) => row.typeId === typeId)
      .map((row) => ({ row, working: rules.measures.map((measure) => workingOf(measure, row)), why: whyUnranked(row, rules) }))
      .sort((a, b) => decide(a.working, b.working).order || (a.row.unitId < b.row.unitId ? -1 : 1));
    return {
      typeId,
      ranked: withRanks(measured.filter(({ why }) => why === null)),
      unranked: measured.flatMap(({ row, working, why }) => (why === null ? [] : [{ row, working, why }])),
    };
  });
}

function workingOf(measure: CollectiveMeasure, row: UnitResult): Working {
  switch (measure) {
    case "rate":
      return { measure, numerator: row.entered, denominator: row.eligible === 0 ? null : row.eligible };
    case "entrants":
      return { measure, numerator: row.entered, denominator: 1 };
    case "average":
      return { measure, numerator: row.scoreSum, denominator: row.entered === 0 ? null : row.entered };
  }
}

function whyUnranked(row: UnitResult, rules: CollectiveRules): UnrankedUnit<UnitResult>["why"] | null {
  const needsRate = rules.minimumRatePercent > 0 || rules.measures.includes("rate");
  if (!needsRate) return null;
  if (row.eligible === null || row.eligible === 0) return "no-eligible-count";
  return row.entered * 100 < rules.minimumRatePercent * row.eligible ? "below-minimum-rate" : null;
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

function withRanks<Row>(ordered: readonly { row: Row; working: readonly Working[] }[]): UnitStanding<Row>[] {
  let rank = 0;
  return ordered.map(({ row, working }, index) => {
    const decidedBy = index === 0 ? null : decide(ordered[index - 1]!.working, working).measure;
    if (decidedBy !== "shared") rank = index + 1;
    return { rank, row, working, decidedBy };
  });
}
