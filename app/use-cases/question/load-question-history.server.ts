import { compareRevisions, type RevisionDifference } from "~/domain/question/compare-revisions";
import { type QuestionState, questionStateLabels } from "~/domain/question/question";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listAccountNames } from "~db/read-models/organiser.server";
import { listStateSteps } from "~db/read-models/question-use.server";
import { findQuestion, listRevisions } from "~db/repositories/question.server";

/** What has happened to a question, newest first: each revision with what it changed, each change of state. */
export type HistoryStep = { at: Instant; by: string | null } & (
  | { kind: "revision"; number: number; isCurrent: boolean; differences: RevisionDifference[] }
  | { kind: "state"; from: string | null; to: string }
);
export type QuestionHistory = { questionId: string; code: string | null; content: string; state: QuestionState; steps: HistoryStep[] };

/** Null when there is no such question. */
export async function loadQuestionHistory({ database: { db } }: { database: Database }, questionId: string): Promise<QuestionHistory | null> {
  const found = await findQuestion(db, questionId);
  if (found === null) return null;
  const [revisions, stateSteps] = await Promise.all([listRevisions(db, questionId), listStateSteps(db, questionId)]);
  const names = await listAccountNames(db, revisions.flatMap(({ createdBy }) => createdBy ?? []));
  const steps = [
    ...revisions.map(({ id, number, createdAt, createdBy }, index): HistoryStep => ({
      kind: "revision", number,
      at: createdAt,
      by: createdBy === null ? null : (names.get(createdBy) ?? null),
      isCurrent: id === found.revision.id,
      differences: revisions[index + 1] === undefined ? [] : compareRevisions(revisions[index + 1]!, revisions[index]!),
    })),
    ...stateSteps.map(({ at, by, from, to }): HistoryStep => ({ kind: "state", at, by, from: from && questionStateLabels[from], to: questionStateLabels[to] })),
  ];
  return { questionId, code: found.question.code, content: found.revision.content, state: found.question.state, steps: steps.sort((a, b) => b.at - a.at) };
}
