import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom, shuffle } from "../shared/random";
import { type CollectiveRules, rankUnits, type UnitResult } from "./collective";

const unit = (unitId: string, typeId: string, entered: number, eligible: number | null, scoreSum = 0): UnitResult => ({ unitId, typeId, entered, eligible, scoreSum });
const byRate: CollectiveRules = { measures: ["rate", "entrants", "average"], minimumRatePercent: 0 };
const ranks = (rows: readonly UnitResult[], rules: CollectiveRules) =>
  rankUnits(rows, rules).map(({ typeId, ranked }) => [typeId, ranked.map(({ rank, row, decidedBy }) => [rank, row.unitId, decidedBy])]);

describe("by rate, within a class of units", () => {
  test("teams against teams, communes against communes: 22/23 > 20/21 since 22 × 21 = 462 > 20 × 23 = 460", () => {
    const rows = [unit("D04", "đội", 20, 21), unit("X05", "xã", 27, 31), unit("D01", "đội", 22, 23), unit("X08", "xã", 22, 27)];
    expect(ranks(rows, byRate)).toEqual([
      ["đội", [[1, "D01", null], [2, "D04", "rate"]]],
      ["xã", [[1, "X05", null], [2, "X08", "rate"]]],
    ]);
  });

  test("equal rates 10/20 = 15/30: more entrants; equal entrants too: the better average; equal in all: shared", () => {
    const rows = [unit("a", "xã", 10, 20, 15_000), unit("b", "xã", 15, 30, 22_500), unit("c", "xã", 10, 20, 16_000), unit("d", "xã", 10, 20, 15_000)];
    expect(ranks(rows, byRate)).toEqual([["xã", [[1, "b", null], [2, "c", "entrants"], [3, "a", "average"], [3, "d", "shared"]]]]);
  });

  test("the working says what was divided by what", () => {
    const [first] = rankUnits([unit("a", "xã", 27, 31, 41_000)], byRate)[0]!.ranked;
    expect(first!.working).toEqual([
      { measure: "rate", numerator: 27, denominator: 31 },
      { measure: "entrants", numerator: 27, denominator: 1 },
      { measure: "average", numerator: 41_000, denominator: 27 },
    ]);
  });

  test("a unit where nobody entered is last, not missing", () => {
    expect(ranks([unit("a", "xã", 0, 20), unit("b", "xã", 1, 20)], byRate)).toEqual([["xã", [[1, "b", null], [2, "a", "rate"]]]]);
  });

  test("without an eligible count there is no rate: listed unranked", () => {
    const [standings] = rankUnits([unit("a", "xã", 5, null), unit("b", "xã", 0, 0), unit("c", "xã", 1, 2)], byRate);
    expect(standings!.ranked.map(({ row }) => row.unitId)).toEqual(["c"]);
    expect(standings!.unranked.map(({ row, why }) => [row.unitId, why])).toEqual([["a", "no-eligible-count"], ["b", "no-eligible-count"]]);
  });
});

describe("other measures", () => {
  test("by entrants: 30 of 60 before 20 of 20; no eligible count is needed", () => {
    const rows = [unit("a", "đội", 20, 20), unit("b", "đội", 30, 60), unit("c", "đội", 25, null)];
    expect(ranks(rows, { measures: ["entrants"], minimumRatePercent: 0 })).toEqual([["đội", [[1, "b", null], [2, "c", "entrants"], [3, "a", "entrants"]]]]);
  });

  test("by average: 16,5 of 2 people before 16 of 20; nobody entered: last", () => {
    const rows = [unit("none", "đội", 0, 10), unit("many", "đội", 20, 20, 32_000), unit("few", "đội", 2, 20, 3_300)];
    expect(ranks(rows, { measures: ["average"], minimumRatePercent: 0 })).toEqual([["đội", [[1, "few", null], [2, "many", "average"], [3, "none", "average"]]]]);
  });

  test("with a minimum rate of 80 %: 16/20 is exactly at it and ranked, 15/19 (78,9 %) is not", () => {
    const rows = [unit("few", "đội", 15, 19, 30_000), unit("many", "đội", 16, 20, 24_000)];
    const [standings] = rankUnits(rows, { measures: ["average"], minimumRatePercent: 80 });
    expect(standings!.ranked.map(({ row }) => row.unitId)).toEqual(["many"]);
    expect(standings!.unranked.map(({ row, why }) => [row.unitId, why])).toEqual([["few", "below-minimum-rate"]]);
  });
});

test("property: the ranking inside each class does not depend on the input order", () => {
  const rows = fc.uniqueArray(
    fc.record({
      unitId: fc.integer({ min: 0, max: 50 }).map(String),
      typeId: fc.constantFrom("đội", "xã"),
      entered: fc.integer({ min: 0, max: 4 }),
      eligible: fc.option(fc.integer({ min: 0, max: 4 })),
      scoreSum: fc.constantFrom(0, 100, 200),
    }),
    { selector: ({ unitId }) => unitId },
  );
  const byType = (list: readonly UnitResult[]) => new Map(rankUnits(list, byRate).map((standings) => [standings.typeId, standings]));
  fc.assert(
    fc.property(rows, fc.string(), (list, seed) => {
      expect(byType(shuffle(seededRandom(seed), list))).toEqual(byType(list));
    }),
  );
});
