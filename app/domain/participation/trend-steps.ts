/** The daily trend of a long round, grouped so that a chart and its table stay readable. Nothing is lost: the sums are those of the days. */
import { type Day, formatDay, mondayOf } from "../shared/time";
import type { TrendDay } from "./trend";

export type TrendStep = "day" | "week" | "month";

/** A day, week or month of the trend. Weeks begin on Monday; the first and the last period end where the trend does. */
export type TrendPeriod = Omit<TrendDay, "day"> & { readonly firstDay: Day; readonly lastDay: Day };

export type SteppedTrend = { readonly step: TrendStep; readonly periods: readonly TrendPeriod[] };

const mostDays = 62;
/** Two years, whether or not one of them is a leap year. */
const mostDaysInWeeks = 731;

/** By day up to 62 days, by week up to two years, by month above. */
export function trendStep(dayCount: number): TrendStep {
  if (dayCount <= mostDays) return "day";
  return dayCount <= mostDaysInWeeks ? "week" : "month";
}

/** `days` are consecutive, as `trendFromCounts` gives them. */
export function stepTrend(days: readonly TrendDay[]): SteppedTrend {
  const step = trendStep(days.length);
  const periods: TrendPeriod[] = [];
  for (const { day, ...counts } of days) {
    const current = periods.at(-1);
    if (current === undefined || periodKey(step, current.firstDay) !== periodKey(step, day)) periods.push({ firstDay: day, lastDay: day, ...counts });
    else periods[periods.length - 1] = joined(current, day, counts);
  }
  return { step, periods };
}

function joined(period: TrendPeriod, lastDay: Day, counts: Omit<TrendDay, "day">): TrendPeriod {
  return {
    firstDay: period.firstDay,
    lastDay,
    newPersons: period.newPersons + counts.newPersons,
    attempts: period.attempts + counts.attempts,
    validEntries: period.validEntries + counts.validEntries,
    personsSoFar: counts.personsSoFar,
  };
}

/** Equal for two days of the same period. */
function periodKey(step: TrendStep, day: Day): string {
  if (step === "day") return day;
  return step === "week" ? mondayOf(day) : day.slice(0, 7);
}

/** The day may lie beyond the trend's end: today in a round that is closed is in none of its periods. */
export function isInPeriod(period: Pick<TrendPeriod, "firstDay" | "lastDay">, day: Day): boolean {
  return period.firstDay <= day && day <= period.lastDay;
}

/** “06/06/2022”, “06/06/2022 – 12/06/2022”, “06/2022”; a week of one day is written as that day. */
export function periodLabel(step: TrendStep, { firstDay, lastDay }: Pick<TrendPeriod, "firstDay" | "lastDay">): string {
  if (step === "month") return formatDay(firstDay).slice(3);
  return firstDay === lastDay ? formatDay(firstDay) : `${formatDay(firstDay)} – ${formatDay(lastDay)}`;
}

/** Short enough to stand below a bar: “06/06”, for months “06/2022”. */
export function periodTick(step: TrendStep, firstDay: Day): string {
  return step === "month" ? formatDay(firstDay).slice(3) : formatDay(firstDay).slice(0, 5);
}

/** For sentences: “theo ngày”; “hôm nay, chưa hết ngày”. */
export const trendStepWords: Readonly<Record<TrendStep, { readonly noun: string; readonly current: string }>> = {
  day: { noun: "ngày", current: "hôm nay" },
  week: { noun: "tuần", current: "tuần này" },
  month: { noun: "tháng", current: "tháng này" },
};
