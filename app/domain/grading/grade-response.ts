/**
 * Grades one response against the key of its revision. Integers in hundredths of a point, always 0 … points, and the full
 * points for exactly the right choices only. No response is 0 points.
 */
import { isAnswered, type Response } from "../attempt/response";
import type { SeveralScoring } from "../contest/round";
import type { ChoiceId, QuestionType } from "../question/question";
import type { Points } from "../shared/points";

export type GradedQuestion = {
  readonly type: QuestionType;
  readonly answerKey: readonly ChoiceId[];
  readonly points: Points;
};

export type ResponseGrade = { readonly points: Points; readonly isCorrect: boolean; readonly isAnswered: boolean };

/**
 * One choice and Đúng/Sai: all or nothing. Several choices: all or nothing, or proportional with deduction:
 * points × (right chosen − wrong chosen) ÷ number of right choices, never below 0, half a hundredth rounded up.
 * A choice that is not in the key is wrong, also one that the question does not have.
 */
export function gradeResponse(question: GradedQuestion, response: Response | null, severalScoring: SeveralScoring): ResponseGrade {
  const chosen = new Set(response?.choiceIds ?? []);
  const key = new Set(question.answerKey);
  const right = [...chosen].filter((choice) => key.has(choice)).length;
  const wrong = chosen.size - right;
  const isCorrect = right === key.size && wrong === 0 && key.size > 0;
  const isProportional = question.type === "several" && severalScoring === "proportional" && key.size > 0;
  const partial = isProportional ? shareOf(question.points, Math.max(0, right - wrong), key.size) : 0;
  return { points: isCorrect ? question.points : partial, isCorrect, isAnswered: isAnswered(response) };
}

/** points × part ÷ whole in integers, half rounded up (nothing here is negative). */
function shareOf(points: Points, part: number, whole: number): Points {
  return Math.floor((2 * points * part + whole) / (2 * whole));
}
