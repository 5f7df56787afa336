import { describe, expect, it } from "vitest";
import { eligibleWarnings, sumKnown } from "./eligible";

const cell = (count: number | null, onRoster = 0) => ({ count, onRoster });

describe("a count is doubtful when it is below the roster or a bloc is above the whole", () => {
  it.each([
    [[cell(20, 20), cell(12, 12)], []],
    [[cell(19, 20), cell(12, 12)], [{ column: 0, kind: "below-roster" }]],
    [[cell(20, 20), cell(11, 12)], [{ column: 1, kind: "below-roster" }]],
    [[cell(20, 5), cell(21, 5)], [{ column: 1, kind: "above-total" }]],
    [[cell(null, 20), cell(21, 5), cell(null, 9)], []],
  ])("%j → %j", (cells, warnings) => expect(eligibleWarnings(cells)).toEqual(warnings));
});

it("a sum counts what is known: 3 + unknown + 4 = 7, and unknown alone is unknown", () => {
  expect([sumKnown([3, null, 4]), sumKnown([null]), sumKnown([0])]).toEqual([7, null, 0]);
});
