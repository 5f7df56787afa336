import type { QuestionType } from "~/domain/question/question";
import type { Points } from "~/domain/shared/points";
import type { Day } from "~/domain/shared/time";

/** A question as the editor hands it over: every text normalised, blank choices left out. */
export type QuestionInput = {
  readonly topicId: string;
  readonly levelId: string;
  readonly type: QuestionType;
  readonly content: string;
  /** `id` of a choice that the current revision has; anything else gets a new random one. */
  readonly choices: readonly { readonly id: string | null; readonly text: string; readonly isCorrect: boolean }[];
  readonly points: Points;
  readonly explanation: string;
  readonly citation: string;
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
};

/** One message per field of the form; `form` is about the whole. */
export type FieldErrors = Readonly<Record<string, string>>;
