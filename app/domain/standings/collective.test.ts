import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom, shuffle } from "../shared/random";
import { checkCollective } from "./check-collective";
import { type CollectiveRules, rankUnits, type UnitResult, usualCollective } from "./collective";
import { explainCollective, workingText } from "./collective-words";

const unit = (unitId: string, typeId: string, entered: number, eligible: number | null, scoreSum = 0): UnitResult => ({
  unitId, typeId, isInForce: true, entered, eligible, scoreSum, maxScoreSum: entered * 2_000, winners: 0,
});
const rulesOf = (measures: CollectiveRules["measures"], minimumRatePercent = 0): CollectiveRules => ({ ...usualCollective, measures, minimumRatePercent });
const byRate = rulesOf(["rate", "entrants", "average"]);
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

  test("a unit where nobody entered wins nothing, though it were the only one of its class: listed unranked", () => {
    const [commune, department] = rankUnits([unit("a", "xã", 0, 20), unit("b", "xã", 1, 20), unit("c", "đội", 0, 4)], byRate);
    expect([commune, department].map((standings) => standings!.ranked.map(({ row }) => row.unitId))).toEqual([["b"], []]);
    expect([commune, department].flatMap((standings) => standings!.unranked.map(({ row, why }) => [row.unitId, why]))).toEqual([["a", "nobody-entered"], ["c", "nobody-entered"]]);
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
    expect(ranks(rows, rulesOf(["entrants"]))).toEqual([["đội", [[1, "b", null], [2, "c", "entrants"], [3, "a", "entrants"]]]]);
  });

  test("by average: 16,5 of 2 people before 16 of 20; nobody entered: unranked", () => {
    const rows = [unit("none", "đội", 0, 10), unit("many", "đội", 20, 20, 32_000), unit("few", "đội", 2, 20, 3_300)];
    expect(ranks(rows, rulesOf(["average"]))).toEqual([["đội", [[1, "few", null], [2, "many", "average"]]]]);
  });

  test("with a minimum rate of 80 %: 16/20 is exactly at it and ranked, 15/19 (78,9 %) is not", () => {
    const rows = [unit("few", "đội", 15, 19, 30_000), unit("many", "đội", 16, 20, 24_000)];
    const [standings] = rankUnits(rows, rulesOf(["average"], 80));
    expect(standings!.ranked.map(({ row }) => row.unitId)).toEqual(["many"]);
    expect(standings!.unranked.map(({ row, why }) => [row.unitId, why])).toEqual([["few", "below-minimum-rate"]]);
  });
});

test.each<[string, CollectiveRules]>([["entrants", rulesOf(["entrants"])], ["the average", rulesOf(["average"])], ["the rate", byRate], ["a minimum rate", rulesOf(["average"], 80)]])(
  "a unit out of force is listed unranked by %s, even the best",
  (_, rules) => {
    const [standings] = rankUnits([{ ...unit("over", "xã", 30, 30, 60_000), isInForce: false }, unit("a", "xã", 19, 20, 19_000)], rules);
    expect(standings!.ranked.map(({ rank, row }) => [rank, row.unitId])).toEqual([[1, "a"]]);
    expect(standings!.unranked.map(({ row, why }) => [row.unitId, why])).toEqual([["over", "out-of-force"]]);
  },
);

describe("winners and the weighted measure", () => {
  const weighted: CollectiveRules = { measures: ["weighted", "entrants"], weights: { rate: 40, average: 30, entrants: 20, winners: 10 }, winnerRanks: 3, minimumRatePercent: 0 };
  /** Greatest of the class: 20 entrants, 2 winners. */
  const a = { ...unit("a", "xã", 10, 12, 15_000), winners: 2 };
  const b = { ...unit("b", "xã", 20, 25, 25_000), winners: 0 };

  test("by winners: 2 before 0", () => {
    expect(ranks([b, a], rulesOf(["winners"]))).toEqual([["xã", [[1, "a", null], [2, "b", "winners"]]]]);
  });

  test("a: 40% × 83,33 (10 ÷ 12) + 30% × 75 (150 ÷ 200) + 20% × 50 (10 ÷ 20) + 10% × 100 (2 ÷ 2) = 75,83; b: 40% × 80 + 30% × 62,5 + 20% × 100 + 0 = 70,75", () => {
    const [{ ranked }] = rankUnits([b, a], weighted) as [ReturnType<typeof rankUnits>[number]];
    expect(ranked.map(({ row, working }) => [row.unitId, workingText(working[0]!)])).toEqual([
      ["a", { value: "75,83", lines: [
        "Tỷ lệ tham gia: 10 ÷ 12 × 100 = 83,33, nhân 40%", "Điểm trung bình: 150 ÷ 200 × 100 = 75, nhân 30%", "Số người tham gia: 10 ÷ 20 × 100 = 50, nhân 20%", "Số người đạt giải: 2 ÷ 2 × 100 = 100, nhân 10%",
      ] }],
      ["b", { value: "70,75", lines: [
        "Tỷ lệ tham gia: 20 ÷ 25 × 100 = 80, nhân 40%", "Điểm trung bình: 250 ÷ 400 × 100 = 62,5, nhân 30%", "Số người tham gia: 20 ÷ 20 × 100 = 100, nhân 20%", "Số người đạt giải: 0 ÷ 2 × 100 = 0, nhân 10%",
      ] }],
    ]);
  });

  test("equal as printed is equal: the next measure decides", () => {
    const equal = { ...weighted, weights: { rate: 100, average: 0, entrants: 0, winners: 0 } };
    expect(ranks([unit("few", "xã", 33_333, 100_000), unit("many", "xã", 33_334, 100_001)], equal)).toEqual([["xã", [[1, "many", null], [2, "few", "entrants"]]]]);
  });

  test("a unit without an eligible count cannot be reckoned where the rate has a weight, and is ranked where it has none", () => {
    const unknown = unit("c", "xã", 5, null, 9_000);
    expect(rankUnits([unknown], weighted)[0]!.unranked).toMatchObject([{ why: "no-eligible-count" }]);
    expect(ranks([unknown], { ...weighted, weights: { rate: 0, average: 100, entrants: 0, winners: 0 } })).toEqual([["xã", [[1, "c", null]]]]);
  });

  test("the class is measured by its own greatest: 5 entrants are 100 among teams that have no more", () => {
    const byEntrants = { ...weighted, weights: { rate: 0, average: 0, entrants: 100, winners: 0 } };
    const values = rankUnits([unit("x", "đội", 5, 9), unit("y", "xã", 20, 25), unit("z", "xã", 5, 25)], byEntrants).flatMap(({ ranked }) => ranked.map(({ row, working }) => [row.unitId, workingText(working[0]!).value]));
    expect(values).toEqual([["x", "100"], ["y", "100"], ["z", "25"]]);
  });

  test("the explanation names every part that has a weight, the ranks that win and the minimum", () => {
    const text = explainCollective({ ...weighted, minimumRatePercent: 50 }, "eligible-count").join("\n");
    for (const said of ["Số người đạt giải = số người xếp hạng cá nhân từ 1 đến 3.", "40% × tỷ lệ tham gia + 30% × điểm trung bình + 20% × số người tham gia + 10% × số người đạt giải", "dưới 50% không xếp hạng"]) expect(text).toContain(said);
    expect(explainCollective(rulesOf(["average"]), "eligible-count").join("\n")).not.toMatch(/Tỷ lệ|đạt giải|tổng hợp/);
  });
});

describe("settings", () => {
  const check = (change: Partial<CollectiveRules>) => Object.keys(checkCollective({ ...usualCollective, ...change }));

  test("need a measure, each once; weights of 100 where they are used; ranks that win where winners count", () => {
    expect(check({})).toEqual([]);
    expect(check({ measures: [] })).toEqual(["measures"]);
    expect(check({ measures: ["rate", "rate"] })).toEqual(["measures"]);
    const ninety = { rate: 40, average: 50, entrants: 0, winners: 0 };
    expect([check({ weights: ninety }), check({ weights: ninety, measures: ["weighted"] })]).toEqual([[], ["weights"]]);
    expect([check({ winnerRanks: 0 }), check({ winnerRanks: 0, measures: ["winners"] })]).toEqual([[], ["winnerRanks"]]);
    expect(check({ winnerRanks: 0, measures: ["weighted"], weights: { rate: 50, average: 0, entrants: 0, winners: 50 } })).toEqual(["winnerRanks"]);
  });
});

test("property: the ranking inside each class does not depend on the input order", () => {
  const rows = fc.uniqueArray(
    fc.record({
      unitId: fc.integer({ min: 0, max: 50 }).map(String),
      typeId: fc.constantFrom("đội", "xã"),
      isInForce: fc.boolean(),
      entered: fc.integer({ min: 0, max: 4 }),
      eligible: fc.option(fc.integer({ min: 0, max: 4 })),
      scoreSum: fc.constantFrom(0, 100, 200),
      maxScoreSum: fc.constantFrom(0, 200),
      winners: fc.integer({ min: 0, max: 2 }),
    }),
    { selector: ({ unitId }) => unitId },
  );
  const rules: CollectiveRules = { measures: ["weighted", "winners", "rate"], weights: { rate: 40, average: 30, entrants: 20, winners: 10 }, winnerRanks: 3, minimumRatePercent: 0 };
  const byType = (list: readonly UnitResult[]) => new Map(rankUnits(list, rules).map((standings) => [standings.typeId, standings]));
  fc.assert(
    fc.property(rows, fc.string(), (list, seed) => {
      expect(byType(shuffle(seededRandom(seed), list))).toEqual(byType(list));
    }),
  );
});
