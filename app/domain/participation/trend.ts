/**
 * The daily trend in Vietnamese days. Everything counts on the day an attempt was started: starts lie inside the round,
 * while an attempt that expires at closing time would fall on the day after.
 */
import { addDays, type Day, dayOf } from "../shared/time";
import { isCountedAttempt, isValidEntry, type ParticipationAttempt } from "./valid-entry";

export type TrendDay = {
  readonly day: Day;
  /** Persons whose first valid entry was started on this day. */
  readonly newPersons: number;
  readonly attempts: number;
  readonly validEntries: number;
  /** Persons with a valid entry up to and including this day. */
  readonly personsSoFar: number;
};

/** Every day from `firstDay` to `lastDay`, empty ones too; attempts on earlier or later days widen the range. */
export function dailyTrend(attempts: readonly ParticipationAttempt[], firstDay: Day, lastDay: Day): TrendDay[] {
  return trendFromCounts(countByDay(attempts), firstDay, lastDay);
}

/** What was counted of one day; days without a row are zeros. */
export type DayCounts = Omit<TrendDay, "personsSoFar">;

/** The same as `dailyTrend`, from counts that somebody else (a database) has made by the same rules. */
export function trendFromCounts(counts: readonly DayCounts[], firstDay: Day, lastDay: Day): TrendDay[] {
  const countsOf = new Map(counts.map((row) => [row.day, row]));
  const [from, to] = counts.map(({ day }) => day).reduce<[Day, Day]>(widen, [firstDay, lastDay]);
  const trend: TrendDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const { newPersons, attempts, validEntries } = countsOf.get(day) ?? { newPersons: 0, attempts: 0, validEntries: 0 };
    trend.push({ day, newPersons, attempts, validEntries, personsSoFar: (trend.at(-1)?.personsSoFar ?? 0) + newPersons });
  }
  return trend;
}

function countByDay(attempts: readonly ParticipationAttempt[]): DayCounts[] {
  const valid = attempts.filter(isValidEntry);
  const newOn = countDays(firstDays(valid));
  const attemptsOn = countDays(attempts.filter(isCountedAttempt).map(({ startedAt }) => dayOf(startedAt)));
  const validOn = countDays(valid.map(({ startedAt }) => dayOf(startedAt)));
  return [...attemptsOn].map(([day, count]) => ({ day, newPersons: newOn.get(day) ?? 0, attempts: count, validEntries: validOn.get(day) ?? 0 }));
}

function widen([from, to]: [Day, Day], day: Day): [Day, Day] {
  return [day < from ? day : from, day > to ? day : to];
}

function firstDays(valid: readonly ParticipationAttempt[]): Day[] {
  const first = new Map<string, number>();
  for (const { personId, startedAt } of valid) first.set(personId, Math.min(startedAt, first.get(personId) ?? Infinity));
  return [...first.values()].map(dayOf);
}

function countDays(days: readonly Day[]): Map<Day, number> {
  const counts = new Map<Day, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
}
