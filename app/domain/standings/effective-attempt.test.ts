import { expect, test } from "vitest";
import { minuteMs } from "../shared/time";
import { durationSeconds, effectiveAttempt } from "./effective-attempt";

/** number, score, started at minute, minutes taken */
const attempt = (number: number, score: number, startMinute: number, minutes: number) => ({
  number,
  score,
  startedAt: startMinute * minuteMs,
  submittedAt: (startMinute + minutes) * minuteMs,
});
const chain = ["score", "prediction", "duration", "submitted-earlier", "lots"] as const;
const numberOf = (counts: "best" | "first" | "last", attempts: ReturnType<typeof attempt>[], steps: Parameters<typeof effectiveAttempt>[2] = chain) =>
  effectiveAttempt(attempts, counts, steps)?.number;

test("first and last go by the number, whatever the score and the input order", () => {
  const attempts = [attempt(2, 900, 100, 10), attempt(3, 100, 200, 10), attempt(1, 500, 0, 10)];
  expect([numberOf("first", attempts), numberOf("last", attempts), numberOf("best", attempts)]).toEqual([1, 3, 2]);
});

test("equal scores: the shorter one where the chain asks for duration, the earlier one where it does not", () => {
  const attempts = [attempt(1, 500, 0, 15), attempt(2, 500, 100, 10)];
  expect(numberOf("best", attempts)).toBe(2);
  expect(numberOf("best", attempts, ["score", "submitted-earlier"])).toBe(1);
});

test("the best is by score even if the chain forgets to say so; equal in everything: the lower number", () => {
  expect(numberOf("best", [attempt(1, 400, 0, 5), attempt(2, 500, 100, 15)], ["duration"])).toBe(2);
  expect(numberOf("best", [attempt(2, 500, 100, 5), attempt(1, 500, 0, 5)], ["score", "duration"])).toBe(1);
});

test("without a valid entry nothing counts", () => {
  expect(effectiveAttempt([], "best", chain)).toBeNull();
});

test("a duration is whole seconds, cut as it is shown", () => {
  expect(durationSeconds({ startedAt: 1_000, submittedAt: 1_999 })).toBe(0);
  expect(durationSeconds({ startedAt: 1_000, submittedAt: 61_000 })).toBe(60);
  expect(durationSeconds({ startedAt: 1_000, submittedAt: 61_000, awaySeconds: 45 })).toBe(15);
});
