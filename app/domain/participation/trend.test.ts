import { expect, test } from "vitest";
import { hourMs, startOfDay } from "../shared/time";
import { dailyTrend } from "./trend";
import type { ParticipationAttempt } from "./valid-entry";

const attempt = (personId: string, day: string, hour: number, changes: Partial<ParticipationAttempt> = {}): ParticipationAttempt => {
  const startedAt = startOfDay(day) + hour * hourMs;
  return { attemptId: `${personId} ${startedAt}`, personId, unitId: "D1", state: "submitted", isTrial: false, answeredCount: 1, startedAt, submittedAt: startedAt + hourMs, ...changes };
};
const rows = (attempts: ParticipationAttempt[], first: string, last: string) =>
  dailyTrend(attempts, first, last).map(({ day, newPersons, attempts: made, validEntries, personsSoFar }) => [day.slice(8), newPersons, made, validEntries, personsSoFar]);

test("new persons, attempts, valid entries and persons so far per day; days without anything are there", () => {
  const attempts = [attempt("an", "2022-06-03", 8), attempt("an", "2022-06-01", 9), attempt("bình", "2022-06-03", 10), attempt("chi", "2022-06-01", 11, { answeredCount: 0 })];
  expect(rows(attempts, "2022-06-01", "2022-06-04")).toEqual([
    ["01", 1, 2, 1, 1],
    ["02", 0, 0, 0, 1],
    ["03", 1, 2, 2, 2],
    ["04", 0, 0, 0, 2],
  ]);
});

test("a person whose first attempt was empty is new on the day of the first valid entry", () => {
  const attempts = [attempt("chi", "2022-06-01", 8, { answeredCount: 0 }), attempt("chi", "2022-06-02", 8)];
  expect(rows(attempts, "2022-06-01", "2022-06-02")).toEqual([["01", 0, 1, 0, 0], ["02", 1, 1, 1, 1]]);
});

test("days are Vietnamese: 23:59 and 00:00 are two days; what expires at midnight belongs to the day it was started", () => {
  const beforeMidnight = attempt("an", "2022-06-01", 23, { state: "expired" });
  expect(rows([beforeMidnight, attempt("bình", "2022-06-02", 0)], "2022-06-01", "2022-06-02")).toEqual([["01", 1, 1, 1, 1], ["02", 1, 1, 1, 2]]);
});

test("void attempts and trials are not there at all", () => {
  const attempts = [attempt("an", "2022-06-01", 8, { state: "void" }), attempt("an", "2022-06-01", 9, { isTrial: true })];
  expect(rows(attempts, "2022-06-01", "2022-06-01")).toEqual([["01", 0, 0, 0, 0]]);
});

test("attempts outside the range widen it, so that the sums are always whole", () => {
  expect(rows([attempt("an", "2022-05-31", 8), attempt("bình", "2022-06-03", 8)], "2022-06-01", "2022-06-02").map(([day]) => day)).toEqual(["31", "01", "02", "03"]);
});
