import { and, asc, count, desc, eq, inArray, ne } from "drizzle-orm";
import type { QuestionState } from "~/domain/question/question";
import type { Handle } from "../client.server";
import { questionRevisions, questions, topics } from "../schema";

/** Questions and their immutable revisions: a revision is only ever inserted, a question points to its current one. */
export type QuestionRow = typeof questions.$inferSelect;
export type RevisionRow = typeof questionRevisions.$inferSelect;
export type QuestionWithRevision = { question: QuestionRow; revision: RevisionRow };

export async function findQuestion(handle: Handle, questionId: string): Promise<QuestionWithRevision | null> {
  const [row] = await handle
    .select({ question: questions, revision: questionRevisions })
    .from(questions)
    .innerJoin(questionRevisions, eq(questionRevisions.id, questions.currentRevisionId))
    .where(eq(questions.id, questionId));
  return row ?? null;
}

/** As `findQuestion`, and nobody else changes the question until the transaction ends. */
export async function lockQuestion(handle: Handle, questionId: string): Promise<QuestionWithRevision | null> {
  const locked = await handle.select({ id: questions.id }).from(questions).where(eq(questions.id, questionId)).for("update");
  return locked.length === 0 ? null : findQuestion(handle, questionId);
}

/** Newest first. */
export async function listRevisions(handle: Handle, questionId: string): Promise<RevisionRow[]> {
  return handle.select().from(questionRevisions).where(eq(questionRevisions.questionId, questionId)).orderBy(desc(questionRevisions.number));
}

export async function insertQuestion(handle: Handle, question: typeof questions.$inferInsert, revision: typeof questionRevisions.$inferInsert): Promise<void> {
  await handle.insert(questions).values(question);
  await handle.insert(questionRevisions).values(revision);
}

export async function insertRevision(handle: Handle, revision: typeof questionRevisions.$inferInsert): Promise<void> {
  await handle.insert(questionRevisions).values(revision);
}

export type QuestionChange = Partial<Pick<QuestionRow, "contentKey" | "searchText" | "topicId" | "levelId" | "state" | "currentRevisionId">>;

export async function updateQuestion(handle: Handle, questionId: string, change: QuestionChange): Promise<void> {
  await handle.update(questions).set(change).where(eq(questions.id, questionId));
}

/** Locks the questions in the order of their ids and gives those whose state differs from `state`. */
export async function lockQuestionsNotIn(handle: Handle, questionIds: readonly string[], state: QuestionState): Promise<Pick<QuestionRow, "id" | "state">[]> {
  if (questionIds.length === 0) return [];
  return handle
    .select({ id: questions.id, state: questions.state })
    .from(questions)
    .where(and(inArray(questions.id, [...questionIds]), ne(questions.state, state)))
    .orderBy(asc(questions.id))
    .for("update");
}

/** Names of their topics with how many are about each, in the committee's order. */
export async function countByTopic(handle: Handle, questionIds: readonly string[]): Promise<{ name: string; count: number }[]> {
  if (questionIds.length === 0) return [];
  return handle
    .select({ name: topics.name, count: count() })
    .from(questions)
    .innerJoin(topics, eq(topics.id, questions.topicId))
    .where(inArray(questions.id, [...questionIds]))
    .groupBy(topics.id)
    .orderBy(asc(topics.position));
}

export async function updateQuestionStates(handle: Handle, questionIds: readonly string[], state: QuestionState): Promise<void> {
  if (questionIds.length === 0) return;
  await handle.update(questions).set({ state }).where(inArray(questions.id, [...questionIds]));
}

