import { expect, test } from "vitest";
import { isBeyondCount, listNotEntered, type NotEnteredQuestion } from "./not-entered";

const person = (personId: string, fullName: string, unitId: string, ...blocIds: string[]) => ({ personId, fullName, unitId, blocIds });
const base: NotEnteredQuestion<ReturnType<typeof person>> = {
  unitIds: ["D1", "X1"],
  blocId: null,
  roster: [
    person("1", "Nguyễn Văn Ân", "D1", "cbcs"),
    person("2", "Hồ Ân", "D1", "cbcs", "đoàn"),
    person("3", "Dương Văn Danh", "D1", "cbcs"),
    person("4", "Ngô Ý", "X1", "đoàn"),
    person("5", "Bùi Thơ", "elsewhere", "cbcs"),
  ],
  enteredPersonIds: new Set(["3"]),
  figuresOf: (unitId) => ({ D1: { eligible: 5, entered: 1 }, X1: { eligible: 0, entered: 0 } })[unitId]!,
};
const of = (eligible: number | null, entered: number) => ({ figuresOf: () => ({ eligible, entered }) });
const summary = (changes: Partial<typeof base> = {}) =>
  listNotEntered({ ...base, ...changes }).map(({ unitId, people, unnamed }) => [unitId, people.map(({ fullName }) => fullName), unnamed]);

test("D1: Danh has entered: two names by given name, and 5 − 1 − 2 = 2 without a name", () => {
  expect(summary()[0]).toEqual(["D1", ["Hồ Ân", "Nguyễn Văn Ân"], 2]);
});

test("X1: more on the roster than eligible: 0 − 0 − 1 is shown as 0, and takes nothing off D1's", () => {
  expect(summary()[1]).toEqual(["X1", ["Ngô Ý"], 0]);
});

test("of one bloc: its people, its count; a count that is not known is null, not 0", () => {
  expect(summary({ unitIds: ["D1"], blocId: "đoàn", ...of(2, 0) })).toEqual([["D1", ["Hồ Ân"], 1]]);
  expect(summary({ unitIds: ["X1"], blocId: "đoàn", ...of(null, 0) })).toEqual([["X1", ["Ngô Ý"], null]]);
});

test("somebody who entered in D1 and has retired, been erased or moved is nobody without a name there: 5 − 3 − 2 = 0", () => {
  expect(summary({ unitIds: ["D1"], ...of(5, 3) })).toEqual([["D1", ["Hồ Ân", "Nguyễn Văn Ân"], 0]]);
});

test("somebody who has moved to X1 after entering in D1 is not named in X1: entered 0, so one of its two eligible is still without a name", () => {
  const moved = person("3", "Dương Văn Danh", "X1", "cbcs");
  expect(summary({ unitIds: ["X1"], roster: [...base.roster.filter(({ personId }) => personId !== "3"), moved], ...of(2, 0) })).toEqual([["X1", ["Ngô Ý"], 1]]);
});

test("only the units asked about, in the order asked", () => {
  expect(summary({ unitIds: ["X1", "D1"] }).map(([unitId]) => unitId)).toEqual(["X1", "D1"]);
});

test.each([
  ["8 missing unit by unit, 14 − 7 of all", 8, "eligible-count", 7, true],
  ["as many as of all", 7, "eligible-count", 7, false],
  ["no count", 8, "eligible-count", null, false],
  ["a roster of one more who retired with a void attempt", 0, "roster", 1, false],
  ["a roster without somebody who has moved", 2, "roster", 1, false],
] as const)("people beyond the count: %s", (_, missing, basis, notEntered, expected) => {
  expect(isBeyondCount(missing, { basis, notEntered })).toBe(expected);
});
