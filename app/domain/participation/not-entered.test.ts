import { expect, test } from "vitest";
import { listNotEntered, type NotEnteredQuestion } from "./not-entered";

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
  eligibleCounts: [
    { unitId: "D1", blocId: null, count: 5 },
    { unitId: "X1", blocId: null, count: 0 },
    { unitId: "D1", blocId: "đoàn", count: 2 },
  ],
};
const summary = (changes: Partial<typeof base> = {}) =>
  listNotEntered({ ...base, ...changes }).map(({ unitId, people, unnamed }) => [unitId, people.map(({ fullName }) => fullName), unnamed]);

test("D1: 3 on the roster, Danh has entered: two names by given name, and 5 − 3 = 2 without a name", () => {
  expect(summary()[0]).toEqual(["D1", ["Hồ Ân", "Nguyễn Văn Ân"], 2]);
});

test("X1: more on the roster than eligible: 0 − 1 is shown as 0, and takes nothing off D1's", () => {
  expect(summary()[1]).toEqual(["X1", ["Ngô Ý"], 0]);
});

test("of one bloc: its people, its count; a count that is not known is null, not 0", () => {
  expect(summary({ blocId: "đoàn" })).toEqual([["D1", ["Hồ Ân"], 1], ["X1", ["Ngô Ý"], null]]);
});

test("a unit out of force while the round runs: its people by name, and nobody without one, whether its count is still given or not", () => {
  expect(summary({ outOfForceUnitIds: new Set(["D1"]) })[0]).toEqual(["D1", ["Hồ Ân", "Nguyễn Văn Ân"], 0]);
  expect(summary({ outOfForceUnitIds: new Set(["D1"]), eligibleCounts: [] })[0]![2]).toBe(0);
});

test("only the units asked about, in the order asked", () => {
  expect(summary({ unitIds: ["X1", "D1"] }).map(([unitId]) => unitId)).toEqual(["X1", "D1"]);
});
