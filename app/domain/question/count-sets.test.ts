import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BankQuestion } from "./blueprint";
import { bankOf, blueprintArbitrary, line } from "./blueprint.fixture";
import { choose, countQuestionSets, describeSetCount } from "./count-sets";
import { drawQuestionSet } from "./draw";
import type { BlueprintLine } from "../contest/round";

test.each([[20, 3, 1140n], [5, 0, 1n], [5, 5, 1n], [5, 6, 0n], [107, 20, choose(107, 87)]])("%i choose %i", (from, count, expected) => {
  expect(choose(from, count)).toBe(expected);
});

describe("the number of sets", () => {
  const bank = bankOf(["T1 L1 single", 5], ["T1 L2 single", 4], ["T2 L1 single", 3]);
  test.each<[string, BlueprintLine[], bigint]>([
    ["one line: C(5,2) = 10", [line("T1 L1 single", 2)], 10n],
    ["lines apart multiply: 10 × C(3,1) = 30", [line("T1 L1 single", 2), line("T2 L1 single", 1)], 30n],
    ["two lines of one kind are a choice of three: C(5,3) = 10", [line("T1 L1 single", 2), line("T1 L1 single", 1, 200)], 10n],
    ["a line inside another: at least one of 5 among two of 9: C(9,2) − C(4,2) = 30", [line("T1 L1 single", 1), line("T1 * single", 1)], 30n],
    ["everything: one set", [line("T2 L1 single", 3)], 1n],
  ])("%s", (_what, lines, expected) => {
    expect(countQuestionSets(lines, bank)).toEqual({ count: expected, isExact: true });
  });

  test("is null where the bank lacks a question", () => {
    expect(countQuestionSets([line("T2 L1 single", 4)], bank)).toBeNull();
  });

  test("is what trying every selection finds, for small overlapping blueprints", () => {
    fc.assert(
      fc.property(blueprintArbitrary, ({ lines, bank: drawnBank }) => {
        const small = drawnBank.slice(0, 9);
        const found = countQuestionSets(lines, small);
        const byTrying = selectionsOf(small, lines);
        expect(found).toEqual(byTrying === 0 ? null : { count: BigInt(byTrying), isExact: true });
      }),
      { numRuns: 60 },
    );
  });

  test("is never more than is there, and says so, where there are too many ways to spread the questions", () => {
    const lines = ["T1 *", "T2 *", "T3 *", "T4 *", "T5 *", "* L1", "* L2", "* L3"].map((kind) => line(`${kind} single`, 6));
    const kinds = ["T1", "T2", "T3", "T4", "T5"].flatMap((topic) => ["L1", "L2", "L3"].map((level): [string, number] => [`${topic} ${level} single`, 12]));
    const found = countQuestionSets(lines, bankOf(...kinds))!;
    expect(found.isExact).toBe(false);
    expect(found.count >= 1n && found.count < choose(180, 48)).toBe(true);
  });
});

/** How many selections of the right size a drawing could make: each is tried as the whole bank. */
function selectionsOf(bank: readonly BankQuestion[], lines: readonly BlueprintLine[]): number {
  const size = lines.reduce((sum, { count }) => sum + count, 0);
  let found = 0;
  for (let mask = 0; mask < 1 << bank.length; mask++) {
    const chosen = bank.filter((_, index) => mask & (1 << index));
    if (chosen.length !== size || chosen.some(({ state }) => state !== "approved")) continue;
    if (drawQuestionSet({ lines, bank: chosen, seed: "x", shuffleQuestions: false, shuffleChoices: false }).ok) found += 1;
  }
  return found;
}

test.each([
  [1n, true, "chỉ một đề duy nhất"],
  [30n, true, "30 đề khác nhau"],
  [184_756n, true, "184.756 đề khác nhau"],
  [20_000n, false, "ít nhất 20.000 đề khác nhau"],
  [12_345_678n, true, "hơn 12 triệu đề khác nhau"],
  [5_000_000_000n, false, "ít nhất 5 tỷ đề khác nhau"],
  [7n * 10n ** 21n, true, "hơn 7.000 tỷ tỷ đề khác nhau"],
  [10n ** 30n, true, "hơn một triệu tỷ tỷ đề khác nhau"],
])("%s, exact %s: “%s”", (count, isExact, text) => {
  expect(describeSetCount({ count, isExact })).toBe(text);
});
