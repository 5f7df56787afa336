import type { Points } from "../shared/points";
import type { Day } from "../shared/time";

/**
 * A question is an identity with immutable revisions; attempts point to revisions. Choices carry random ids, so that
 * neither their order nor their name tells which one is right.
 */
export type QuestionType = "single" | "several" | "true-false";
export type QuestionState = "pending" | "approved" | "retired";
export type ChoiceId = string;
/** Whether a text can be the id of a choice, as forms and saves name it. */
export const isChoiceId = (text: string): boolean => /^[\w-]{1,64}$/.test(text);
export type Choice = { readonly id: ChoiceId; readonly text: string };

export type QuestionRevision = {
  readonly type: QuestionType;
  readonly content: string;
  readonly choices: readonly Choice[];
  /** Sorted ids of the right choices; exactly one unless the type is `several`. */
  readonly answerKey: readonly ChoiceId[];
  readonly points: Points;
  readonly explanation: string;
  readonly citation: string;
  /** First and last day in force, both included; null is unbounded. */
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
};

export const questionTypeLabels: Record<QuestionType, string> = {
  single: "Một lựa chọn",
  several: "Nhiều lựa chọn",
  "true-false": "Đúng/Sai",
};

export const questionStateLabels: Record<QuestionState, string> = {
  pending: "Chờ duyệt",
  approved: "Đã duyệt",
  retired: "Ngừng dùng",
};

/** In force by `from ≤ day ≤ to`, whole days, missing bounds open. */
export function isInForce(question: Pick<QuestionRevision, "effectiveFrom" | "effectiveTo">, day: Day): boolean {
  return (question.effectiveFrom === null || question.effectiveFrom <= day) && (question.effectiveTo === null || day <= question.effectiveTo);
}
