/** The score of an attempt: the sum of its graded items. The same items and responses always give the same score. */
import type { Response } from "../attempt/response";
import type { SeveralScoring } from "../contest/round";
import type { Points } from "../shared/points";
import { type GradedQuestion, gradeResponse } from "./grade-response";

/** An item of the set with its revision's key; `points` are the item's, not the question's. */
export type ScoredItem = GradedQuestion & { readonly position: number };

export type ItemGrade = {
  readonly position: number;
  readonly points: Points;
  readonly maxPoints: Points;
  readonly isCorrect: boolean;
  readonly isAnswered: boolean;
};

export type AttemptScore = {
  readonly score: Points;
  readonly maxScore: Points;
  readonly perItem: readonly ItemGrade[];
  readonly correctCount: number;
  readonly answeredCount: number;
};

/** `responses` by position of the item; positions without one are unanswered, positions outside the set are ignored. */
export function scoreAttempt(
  items: readonly ScoredItem[],
  responses: ReadonlyMap<number, Response>,
  severalScoring: SeveralScoring,
): AttemptScore {
  const perItem = items.map((item) => ({
    position: item.position,
    maxPoints: item.points,
    ...gradeResponse(item, responses.get(item.position) ?? null, severalScoring),
  }));
  return {
    score: perItem.reduce((sum, item) => sum + item.points, 0),
    maxScore: perItem.reduce((sum, item) => sum + item.maxPoints, 0),
    perItem,
    correctCount: perItem.filter((item) => item.isCorrect).length,
    answeredCount: perItem.filter((item) => item.isAnswered).length,
  };
}
