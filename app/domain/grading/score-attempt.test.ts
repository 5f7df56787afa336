import fc from "fast-check";
import { expect, test } from "vitest";
import { choicesResponse, type Response } from "../attempt/response";
import { type ScoredItem, scoreAttempt } from "./score-attempt";

const items: ScoredItem[] = [
  { position: 1, type: "single", answerKey: ["1b"], points: 100 },
  { position: 2, type: "several", answerKey: ["2a", "2c"], points: 150 },
  { position: 3, type: "true-false", answerKey: ["3t"], points: 50 },
  { position: 4, type: "single", answerKey: ["4a"], points: 100 },
];
const responses = new Map<number, Response>([
  [1, choicesResponse(["1b"])],
  [2, choicesResponse(["2a"])],
  [3, choicesResponse([])],
]);

test("1 right + 1,5 × 1/2 + cleared + never answered = 1,75 of 4 points; 1 correct, 2 answered", () => {
  expect(scoreAttempt(items, responses, "proportional")).toEqual({
    score: 175,
    maxScore: 400,
    correctCount: 1,
    answeredCount: 2,
    perItem: [
      { position: 1, points: 100, maxPoints: 100, isCorrect: true, isAnswered: true },
      { position: 2, points: 75, maxPoints: 150, isCorrect: false, isAnswered: true },
      { position: 3, points: 0, maxPoints: 50, isCorrect: false, isAnswered: false },
      { position: 4, points: 0, maxPoints: 100, isCorrect: false, isAnswered: false },
    ],
  });
});

test("all-or-nothing takes the half-right 0,75 away: 1 point", () => {
  expect(scoreAttempt(items, responses, "all-or-nothing").score).toBe(100);
});

test("a response to a position outside the set counts for nothing", () => {
  const score = scoreAttempt(items, new Map([...responses, [9, choicesResponse(["1b"])]]), "proportional");
  expect([score.score, score.answeredCount]).toEqual([175, 2]);
});

test("property: the score is the sum of its items and within 0 … maxScore; everything right gives maxScore", () => {
  const itemArbitrary = fc.record({
    type: fc.constantFrom("single" as const, "several" as const),
    answerKey: fc.subarray(["a", "b", "c"], { minLength: 1 }),
    points: fc.integer({ min: 0, max: 1000 }),
  });
  const attemptArbitrary = fc.array(fc.tuple(itemArbitrary, fc.subarray(["a", "b", "c", "d"])), { maxLength: 20 });
  fc.assert(
    fc.property(attemptArbitrary, fc.constantFrom("all-or-nothing" as const, "proportional" as const), (rows, scoring) => {
      const set = rows.map(([item], index) => ({ ...item, position: index + 1 }));
      const given = new Map(rows.map(([, chosen], index) => [index + 1, choicesResponse(chosen)]));
      const result = scoreAttempt(set, given, scoring);
      expect(result.score).toBe(result.perItem.reduce((sum, { points }) => sum + points, 0));
      expect(result.score).toBeGreaterThanOrEqual(0);
      expect(result.score).toBeLessThanOrEqual(result.maxScore);
      const key = new Map(set.map(({ position, answerKey }) => [position, choicesResponse(answerKey)]));
      expect(scoreAttempt(set, key, scoring).score).toBe(result.maxScore);
    }),
  );
});
