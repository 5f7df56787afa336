import { expect, test } from "vitest";
import { actualFor, type PredictedAttempt, predictionDistance } from "./prediction";

const base: PredictedAttempt = { personId: "an", state: "submitted", isTrial: false, answeredCount: 20, score: 1500, maxScore: 2000 };
const attempts: PredictedAttempt[] = [
  base,
  { ...base, score: 2000 },
  { ...base, personId: "bình", state: "expired", score: 2000 },
  { ...base, personId: "bình", score: 2000 },
  { ...base, personId: "chi", answeredCount: 0, score: 0 },
  { ...base, personId: "dung", state: "void", score: 2000 },
  { ...base, personId: "dũng", isTrial: true, score: 2000 },
  { ...base, personId: "hà", state: "in-progress", answeredCount: 5, score: null, maxScore: null },
];

test("persons: An and Bình have valid entries; Chi answered nothing, Dung is void, Dũng's is a trial, Hà is not done: 2", () => {
  expect(actualFor("persons", attempts)).toBe(2);
});

test("attempts: 2 of An + 2 of Bình + 1 of Chi + 1 of Hà, without the void one and the trial: 6", () => {
  expect(actualFor("attempts", attempts)).toBe(6);
});

test("persons with a perfect score: An once, Bình once though twice perfect: 2; a maximum of 0 is no perfect score", () => {
  expect(actualFor("perfect-persons", attempts)).toBe(2);
  expect(actualFor("perfect-persons", [{ ...base, score: 0, maxScore: 0 }])).toBe(0);
});

test("of the contest: the same counts, out of the attempts of several rounds; whoever entered two of them is one person", () => {
  const second = [base, { ...base, personId: "lan", score: 2000 }];
  const all = [...attempts, ...second];
  expect((["contest-persons", "contest-attempts", "contest-perfect-persons"] as const).map((subject) => actualFor(subject, all))).toEqual([3, 8, 3]);
});

test("the distance is the same above and below; without a prediction there is none", () => {
  expect([predictionDistance(290, 300), predictionDistance(310, 300), predictionDistance(300, 300), predictionDistance(null, 300)]).toEqual([10, 10, 0, null]);
});
