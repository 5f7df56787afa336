import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choicesResponse } from "../attempt/response";
import { gradeResponse } from "./grade-response";

const answered = (...choiceIds: string[]) => choicesResponse(choiceIds);

describe("one choice and Đúng/Sai: all or nothing, also under proportional scoring", () => {
  const single = { type: "single", answerKey: ["b"], points: 100 } as const;
  test.each([
    ["the right choice", answered("b"), 100],
    ["a wrong choice", answered("a"), 0],
    ["right and wrong together (a forged form)", answered("a", "b"), 0],
    ["cleared again", answered(), 0],
    ["nothing saved", null, 0],
    ["a choice of another question", answered("x"), 0],
  ])("%s", (_, response, points) => {
    expect(gradeResponse(single, response, "proportional").points).toBe(points);
    expect(gradeResponse({ ...single, type: "true-false" }, response, "all-or-nothing").points).toBe(points);
  });
});

describe("several choices, key {a, b, d}, 1 point", () => {
  const several = { type: "several", answerKey: ["a", "b", "d"], points: 100 } as const;
  test.each([
    ["all three right", answered("a", "b", "d"), 100, "100 × 3/3 = 100", 100],
    ["two right", answered("a", "b"), 0, "100 × 2/3 = 66,67 → 67", 67],
    ["one right", answered("d"), 0, "100 × 1/3 = 33,33 → 33", 33],
    ["three right, one wrong", answered("a", "b", "c", "d"), 0, "100 × (3 − 1)/3 → 67", 67],
    ["one right, one wrong", answered("a", "c"), 0, "1 − 1 = 0", 0],
    ["one right, two wrong: not below zero", answered("a", "c", "e"), 0, "1 − 2 < 0 → 0", 0],
    ["nothing", null, 0, "0", 0],
  ] as const)("%s", (_, response, allOrNothing, _derivation, proportional) => {
    expect(gradeResponse(several, response, "all-or-nothing").points).toBe(allOrNothing);
    expect(gradeResponse(several, response, "proportional").points).toBe(proportional);
  });

  test("half a hundredth is rounded up: 0,25 × 1/2 = 0,125 → 0,13", () => {
    expect(gradeResponse({ type: "several", answerKey: ["a", "b"], points: 25 }, answered("a"), "proportional").points).toBe(13);
  });

  test("partly right has points but is not correct; every response with a choice is answered", () => {
    expect(gradeResponse(several, answered("a"), "proportional")).toEqual({ points: 33, isCorrect: false, isAnswered: true });
    expect(gradeResponse(several, answered(), "proportional")).toEqual({ points: 0, isCorrect: false, isAnswered: false });
  });
});

test("a question without a key gives nobody points, not even for an empty response", () => {
  for (const scoring of ["all-or-nothing", "proportional"] as const) {
    expect(gradeResponse({ type: "several", answerKey: [], points: 100 }, null, scoring)).toMatchObject({ points: 0, isCorrect: false });
  }
});

const letters = ["a", "b", "c", "d", "e", "f"];
const gradingCase = fc.record({
  type: fc.constantFrom("single" as const, "several" as const, "true-false" as const),
  answerKey: fc.subarray(letters, { minLength: 1 }),
  points: fc.integer({ min: 0, max: 100_000 }),
  response: fc.option(fc.subarray(letters).map((choices) => choicesResponse(choices))),
  scoring: fc.constantFrom("all-or-nothing" as const, "proportional" as const),
});

test("property: always a whole number in 0 … points, full marks exactly for the key, the same when graded again", () => {
  fc.assert(
    fc.property(gradingCase, ({ response, scoring, ...question }) => {
      const grade = gradeResponse(question, response, scoring);
      expect(Number.isInteger(grade.points) && grade.points >= 0 && grade.points <= question.points).toBe(true);
      const isKey = (response?.choiceIds ?? []).join() === [...question.answerKey].sort().join();
      expect(grade.isCorrect).toBe(isKey);
      if (isKey) expect(grade.points).toBe(question.points);
      expect(gradeResponse(question, response, scoring)).toEqual(grade);
    }),
    { numRuns: 1000 },
  );
});

test("property: one more right choice never lowers the points, one more wrong choice never raises them", () => {
  fc.assert(
    fc.property(gradingCase, fc.constantFrom(...letters), ({ response, answerKey, points }, extra) => {
      const question = { type: "several" as const, answerKey, points };
      const chosen = (response?.choiceIds ?? []).filter((choice) => choice !== extra);
      const without = gradeResponse(question, choicesResponse(chosen), "proportional").points;
      const withExtra = gradeResponse(question, choicesResponse([...chosen, extra]), "proportional").points;
      if (answerKey.includes(extra)) expect(withExtra).toBeGreaterThanOrEqual(without);
      else expect(withExtra).toBeLessThanOrEqual(without);
    }),
  );
});
