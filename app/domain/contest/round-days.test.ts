import { describe, expect, it } from "vitest";
import { startOfDay } from "../shared/time";
import { daysOfRound } from "./round-days";

const window = { opensAt: startOfDay("2022-06-01"), closesAt: startOfDay("2022-07-01") };

describe("the days of a round, in Vietnam", () => {
  it.each([
    ["closing at midnight ends with the day before", window, "2022-06-01", "2022-06-30"],
    ["closing a millisecond later has that day too", { ...window, closesAt: window.closesAt + 1 }, "2022-06-01", "2022-07-01"],
    ["opening a millisecond before midnight has the day before", { ...window, opensAt: window.opensAt - 1 }, "2022-05-31", "2022-06-30"],
    ["closed at the moment of opening is one day", { ...window, closesAt: window.opensAt }, "2022-06-01", "2022-06-01"],
  ])("%s", (_, round, first, last) => expect(daysOfRound(round)).toEqual({ first, last }));
});
