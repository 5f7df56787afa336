import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BlueprintLine } from "../contest/round";
import { startOfDay } from "../shared/time";
import { type BankQuestion, checkBlueprint, fitsLine, questionsOutOfForce, questionsWithin } from "./blueprint";
import { bankOf, blueprintArbitrary, line, question } from "./blueprint.fixture";

describe("checkBlueprint", () => {
  const bank = bankOf(["T1 L1 single", 3], ["T1 L2 single", 2], ["T2 L1 several", 4]);

  test("each line: needed, available and what it lacks; the set is worth 2 × 1 + 5 × 0,5 = 4,5 points", () => {
    const check = checkBlueprint([line("T1 L1 single", 2, 100), line("T2 L1 several", 5, 50)], bank);
    expect(check).toEqual({
      lines: [
        { needed: 2, available: 3, shortage: 0 },
        { needed: 5, available: 4, shortage: 1 },
      ],
      questionCount: 7,
      totalPoints: 450,
      isSatisfiable: false,
    });
  });

  test("two lines of the same cell share its 3 questions: 2 + 2 lacks one, in the later line", () => {
    const check = checkBlueprint([line("T1 L1 single", 2), line("T1 L1 single", 2)], bank);
    expect(check.lines.map(({ available, shortage }) => [available, shortage])).toEqual([[3, 0], [3, 1]]);
  });

  test("a line of any level first, then one cell: counted one by one both fit, and moving the first to the other cell serves both", () => {
    const check = checkBlueprint([line("T1 * single", 2), line("T1 L1 single", 3)], bank);
    expect(check.isSatisfiable).toBe(true);
  });

  test("a chain of overlaps: T1/any, any/L1, T1/L1 want 2 + 1 + 3 out of 5 singles", () => {
    const check = checkBlueprint([line("T1 * single", 2), line("* L1 single", 1), line("T1 L1 single", 3)], bank);
    expect(check.lines.map(({ shortage }) => shortage)).toEqual([0, 0, 1]);
  });

  test("only approved questions count", () => {
    const pending = bank.map((item) => ({ ...item, state: "pending" as const }));
    expect(checkBlueprint([line("T1 L1 single", 1)], pending).lines[0]).toEqual({ needed: 1, available: 0, shortage: 1 });
    expect(questionsWithin([line("T1 L1 single", 1)], pending)).toEqual([]);
  });

  test("a blueprint without lines makes no set", () => {
    expect(checkBlueprint([], bank).isSatisfiable).toBe(false);
  });

  test("satisfiable exactly when every group of lines finds enough questions together (Hall's theorem)", () => {
    fc.assert(
      fc.property(blueprintArbitrary, ({ lines, bank: anyBank }) => {
        expect(checkBlueprint(lines, anyBank).isSatisfiable).toBe(everyGroupIsServed(lines, anyBank));
      }),
      { numRuns: 500 },
    );
  });

  test("the total shortage is the worst group's: lines wanted − questions that fit any of them", () => {
    fc.assert(
      fc.property(blueprintArbitrary, ({ lines, bank: anyBank }) => {
        const total = checkBlueprint(lines, anyBank).lines.reduce((sum, { shortage }) => sum + shortage, 0);
        expect(total).toBe(Math.max(0, ...groupsOf(lines).map((group) => deficit(group, anyBank))));
      }),
      { numRuns: 500 },
    );
  });
});

describe("questionsOutOfForce: a round from 08:00 on 01/06/2022 to 00:00 on 11/06/2022, so its days are 01/06 … 10/06", () => {
  const window = { opensAt: startOfDay("2022-06-01") + 8 * 3_600_000, closesAt: startOfDay("2022-06-11") };
  const cases: [string, string | null, string | null, [string, string] | null][] = [
    ["no dates", null, null, null],
    ["in force from the first to the last day", "2022-06-01", "2022-06-10", null],
    ["comes into force on the second day", "2022-06-02", null, ["2022-06-01", "2022-06-01"]],
    ["ends one day before the last", null, "2022-06-09", ["2022-06-10", "2022-06-10"]],
    ["ended long ago", "2010-10-14", "2015-12-31", ["2022-06-01", "2022-06-10"]],
    ["comes into force on the day after", "2022-06-11", null, ["2022-06-01", "2022-06-10"]],
    ["in force only in the middle", "2022-06-03", "2022-06-07", ["2022-06-01", "2022-06-10"]],
  ];
  test.each(cases)("%s", (_, effectiveFrom, effectiveTo, days) => {
    const warned = questionsOutOfForce([{ effectiveFrom, effectiveTo }], window);
    expect(warned.map(({ firstDay, lastDay }) => [firstDay, lastDay])).toEqual(days === null ? [] : [days]);
  });
});

test("fitsLine: a null topic or level is any, the type never is", () => {
  const item = question("q", "T1 L1 single");
  expect(fitsLine(line("* * single", 1), item)).toBe(true);
  expect(fitsLine(line("T1 * several", 1), item)).toBe(false);
  expect(fitsLine(line("T2 * single", 1), item)).toBe(false);
  expect(fitsLine(line("* L2 single", 1), item)).toBe(false);
});

function groupsOf(lines: readonly BlueprintLine[]): BlueprintLine[][] {
  return Array.from({ length: 2 ** lines.length }, (_, bits) => lines.filter((_line, index) => (bits >> index) % 2 === 1));
}

function deficit(group: readonly BlueprintLine[], bank: readonly BankQuestion[]): number {
  return group.reduce((sum, { count }) => sum + count, 0) - questionsWithin(group, bank).length;
}

function everyGroupIsServed(lines: readonly BlueprintLine[], bank: readonly BankQuestion[]): boolean {
  return lines.length > 0 && groupsOf(lines).every((group) => deficit(group, bank) <= 0);
}
