import { describe, expect, it } from "vitest";
import { daysOfRound } from "../contest/round-days";
import { startOfDay } from "../shared/time";
import { isInForce, outOfForceUnits } from "./unit-validity";

const window = { opensAt: startOfDay("2022-06-01"), closesAt: startOfDay("2022-07-01") };

describe("a unit is in force for a round when one of its days is one of the round's, 01/06 to 30/06", () => {
  it.each([
    [null, null, true],
    [null, "2022-05-31", false], [null, "2022-06-01", true],
    ["2022-06-30", null, true], ["2022-07-01", null, false],
    ["2022-06-10", "2022-06-20", true], ["2022-06-01", "2022-06-30", true],
    ["2021-01-01", "2022-05-31", false], ["2022-07-01", "2022-12-31", false],
  ])("from %s to %s: %s", (validFrom, validTo, expected) => expect(isInForce({ validFrom, validTo }, daysOfRound(window))).toBe(expected));

  it("names the others", () => {
    const unit = (unitId: string, validTo: string | null) => ({ unitId, validFrom: null, validTo });
    expect([...outOfForceUnits([unit("over", "2022-05-31"), unit("last day", "2022-06-01"), unit("open", null)], daysOfRound(window))]).toEqual(["over"]);
  });
});
