import type { AttemptState } from "~/domain/attempt/attempt";
import { hasMovedDeadline } from "~/domain/attempt/deadline-news";
import type { Choice, ChoiceId, QuestionType } from "~/domain/question/question";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { loadQuestionTexts } from "~db/read-models/attempt-questions.server";
import { findAttemptOf } from "~db/read-models/attempt.server";

/** An open attempt as its person sees it. Nothing here tells which choice is right. */
export type ExamItem = {
  position: number;
  type: QuestionType;
  content: string;
  /** In the order drawn for this attempt. */
  choices: Choice[];
  points: Points;
  choiceIds: ChoiceId[];
  isFlagged: boolean;
  /** Immutable: the key for cached markup. */
  revisionId: string;
};

export type Exam = {
  attemptId: string;
  roundId: string;
  roundName: string;
  isTrial: boolean;
  number: number;
  state: "in-progress";
  startedAt: Instant;
  deadlineAt: Instant;
  /** It is not the start and the minutes of the rules: decided by the committee, or cut by the closing. */
  hasMovedDeadline: boolean;
  graceSeconds: number;
  serverNow: Instant;
  epoch: number;
  lastSavedAt: Instant | null;
  lastSequence: number;
  items: ExamItem[];
};

export type ClosedExam = { attemptId: string; roundId: string; state: Exclude<AttemptState, "in-progress"> };

/** Null for foreign and missing attempts; a closed one has nothing to sit any more, only a result. */
export async function loadExam(
  { database }: { database: Pick<Database, "db" | "lookUps"> },
  input: { personId: string | null; attemptId: string; now?: Instant },
): Promise<Exam | ClosedExam | null> {
  const row = input.personId === null ? null : await findAttemptOf(database.lookUps, input.personId, input.attemptId);
  if (row === null) return null;
  const { attemptId, roundId, state } = row;
  if (state !== "in-progress") return { attemptId, roundId, state };
  const texts = await loadQuestionTexts(database.db, row.items.map((item) => item.revisionId));
  const items = row.items.map(({ position, revisionId, choiceOrder, points, choiceIds, isFlagged }): ExamItem => {
    const { type, content, choices } = texts.get(revisionId)!;
    return { position, type, content, choices: inOrder(choices, choiceOrder), points, choiceIds, isFlagged, revisionId };
  });
  const { roundName, isTrial, number, startedAt, deadlineAt, epoch, lastSequence, lastSavedAt, rules } = row;
  const serverNow = input.now ?? row.now;
  return { attemptId, roundId, roundName, isTrial, number, state, startedAt, deadlineAt, hasMovedDeadline: hasMovedDeadline(row, rules.minutes), graceSeconds: rules.graceSeconds, serverNow, epoch, lastSavedAt, lastSequence, items };
}

export function inOrder(choices: readonly Choice[], order: readonly ChoiceId[]): Choice[] {
  return order.flatMap((id) => choices.find((choice) => choice.id === id) ?? []);
}
