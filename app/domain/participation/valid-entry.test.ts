import { describe, expect, test } from "vitest";
import { isCountedAttempt, isValidEntry, latestValidEntries, type ParticipationAttempt } from "./valid-entry";

const base: ParticipationAttempt = {
  attemptId: "1",
  personId: "an",
  unitId: "D01",
  state: "submitted",
  isTrial: false,
  answeredCount: 1,
  startedAt: 0,
  submittedAt: 100,
};

describe("three different numbers", () => {
  test.each([
    ["submitted with one response", {}, true, true],
    ["expired with one response", { state: "expired" }, true, true],
    ["submitted without a response", { answeredCount: 0 }, true, false],
    ["still in progress", { state: "in-progress", submittedAt: null }, true, false],
    ["void", { state: "void" }, false, false],
    ["a trial", { isTrial: true }, false, false],
  ] as const)("%s", (_, changes, isAttempt, isValid) => {
    const attempt = { ...base, ...changes };
    expect([isCountedAttempt(attempt), isValidEntry(attempt)]).toEqual([isAttempt, isValid]);
  });
});

test("the latest valid entry goes by its end; a later invalid one does not displace it", () => {
  const attempts = [
    { ...base, attemptId: "2", unitId: "D02", submittedAt: 300 },
    base,
    { ...base, attemptId: "3", unitId: "D03", submittedAt: 400, answeredCount: 0 },
  ];
  for (const order of [attempts, attempts.toReversed()]) expect(latestValidEntries(order).get("an")!.unitId).toBe("D02");
});

test("ends at the same moment: the later start, then the greater id, whatever the input order", () => {
  const attempts = [base, { ...base, attemptId: "3", startedAt: 10, unitId: "D03" }, { ...base, attemptId: "2", startedAt: 10, unitId: "D02" }];
  for (const order of [attempts, attempts.toReversed()]) expect(latestValidEntries(order).get("an")!.unitId).toBe("D03");
});
