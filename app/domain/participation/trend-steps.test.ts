import { describe, expect, it, test } from "vitest";
import { addDays } from "../shared/time";
import { type TrendDay, trendFromCounts } from "./trend";
import { isInPeriod, periodLabel, periodTick, stepTrend, trendStep } from "./trend-steps";

/** One new person, two attempts and one valid entry on every day. */
const trendOf = (firstDay: string, dayCount: number): TrendDay[] => {
  const days = Array.from({ length: dayCount }, (_, index) => ({ day: addDays(firstDay, index), newPersons: 1, attempts: 2, validEntries: 1 }));
  return trendFromCounts(days, firstDay, addDays(firstDay, dayCount - 1));
};

test.each([[0, "day"], [1, "day"], [62, "day"], [63, "week"], [730, "week"], [731, "week"], [732, "month"], [5_000, "month"]] as const)("%i days go by %s", (dayCount, step) => {
  expect(trendStep(dayCount)).toBe(step);
});

describe("a trend in steps", () => {
  it("is the days themselves up to 62 of them", () => {
    const days = trendOf("2022-06-01", 62);
    expect(stepTrend(days)).toEqual({ step: "day", periods: days.map(({ day, ...counts }) => ({ firstDay: day, lastDay: day, ...counts })) });
  });

  it("begins weeks on Monday and cuts the first and the last where the trend ends", () => {
    const { step, periods } = stepTrend(trendOf("2022-06-01", 63));
    expect([step, periods.length]).toEqual(["week", 10]);
    expect(periods[0]).toEqual({ firstDay: "2022-06-01", lastDay: "2022-06-05", newPersons: 5, attempts: 10, validEntries: 5, personsSoFar: 5 });
    expect(periods[1]).toEqual({ firstDay: "2022-06-06", lastDay: "2022-06-12", newPersons: 7, attempts: 14, validEntries: 7, personsSoFar: 12 });
    expect(periods.at(-1)).toEqual({ firstDay: "2022-08-01", lastDay: "2022-08-02", newPersons: 2, attempts: 4, validEntries: 2, personsSoFar: 63 });
  });

  it("keeps the same month of two years apart", () => {
    const { step, periods } = stepTrend(trendOf("2020-01-15", 732));
    expect([step, periods.length]).toEqual(["month", 25]);
    expect(periods.map(({ firstDay, lastDay }) => `${firstDay} ${lastDay}`).filter((period) => period.includes("-01-"))).toEqual(["2020-01-15 2020-01-31", "2021-01-01 2021-01-31", "2022-01-01 2022-01-15"]);
    expect(periods[1]?.newPersons).toBe(29);
  });

  it.each([62, 63, 731, 732, 3_000])("of %i days loses none of what was counted", (dayCount) => {
    const { periods } = stepTrend(trendOf("2019-03-07", dayCount));
    const sum = (count: (period: (typeof periods)[number]) => number) => periods.reduce((total, period) => total + count(period), 0);
    expect([sum(({ newPersons }) => newPersons), sum(({ attempts }) => attempts), sum(({ validEntries }) => validEntries), periods.at(-1)?.personsSoFar]).toEqual([dayCount, 2 * dayCount, dayCount, dayCount]);
  });

  it("of no days has no periods", () => expect(stepTrend([])).toEqual({ step: "day", periods: [] }));
});

test("labels say the whole period, ticks its beginning", () => {
  const week = { firstDay: "2021-12-27", lastDay: "2022-01-02" };
  const day = { firstDay: "2022-06-06", lastDay: "2022-06-06" };
  expect([periodLabel("day", day), periodLabel("week", week), periodLabel("week", day), periodLabel("month", { firstDay: "2022-06-01", lastDay: "2022-06-30" })]).toEqual(["06/06/2022", "27/12/2021 – 02/01/2022", "06/06/2022", "06/2022"]);
  expect([periodTick("day", day.firstDay), periodTick("week", week.firstDay), periodTick("month", day.firstDay)]).toEqual(["06/06", "27/12", "06/2022"]);
});

test.each([["2022-06-05", false], ["2022-06-06", true], ["2022-06-12", true], ["2022-06-13", false]])("%s in the week from 06/06 to 12/06: %s", (day, isIn) => {
  expect(isInPeriod({ firstDay: "2022-06-06", lastDay: "2022-06-12" }, day)).toBe(isIn);
});
