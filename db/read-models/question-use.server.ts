import { and, asc, count, countDistinct, eq, or, isNull, sql } from "drizzle-orm";
import type { QuestionState } from "~/domain/question/question";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, attemptItems, attempts, auditLog, blueprintLines, questionRevisions, questions, rounds } from "../schema";

/** Where a question has been used, where it may be drawn, who changed its state, and what of a change can be undone. */
export type QuestionUse = { roundId: string; attempts: number; persons: number };

/** Rounds in whose attempts some revision of the question occurs; void attempts are left out. */
export async function listQuestionUse(handle: Handle, questionId: string): Promise<QuestionUse[]> {
  return handle
    .select({ roundId: attempts.roundId, attempts: count(), persons: countDistinct(attempts.personId) })
    .from(attemptItems)
    .innerJoin(questionRevisions, eq(questionRevisions.id, attemptItems.revisionId))
    .innerJoin(attempts, eq(attempts.id, attemptItems.attemptId))
    .where(and(eq(questionRevisions.questionId, questionId), sql`${attempts.state} <> 'void'`))
    .groupBy(attempts.roundId);
}

/** Rounds with a line that the question fits as it is now, approved or not. */
export async function listRoundsThatFit(handle: Handle, questionId: string): Promise<string[]> {
  const rows = await handle
    .selectDistinct({ roundId: rounds.id })
    .from(questions)
    .innerJoin(questionRevisions, eq(questionRevisions.id, questions.currentRevisionId))
    .innerJoin(blueprintLines, and(
      eq(blueprintLines.type, questionRevisions.type),
      or(isNull(blueprintLines.topicId), eq(blueprintLines.topicId, questions.topicId)),
      or(isNull(blueprintLines.levelId), eq(blueprintLines.levelId, questions.levelId)),
    ))
    .innerJoin(rounds, eq(rounds.id, blueprintLines.roundId))
    .where(eq(questions.id, questionId));
  return rows.map((row) => row.roundId);
}

export type StateStep = { at: Instant; by: string | null; from: QuestionState | null; to: QuestionState };

/** Changes of state, oldest first, out of the audit. */
export async function listStateSteps(handle: Handle, questionId: string): Promise<StateStep[]> {
  return handle
    .select({
      at: auditLog.at, by: accounts.displayName,
      from: sql<QuestionState | null>`${auditLog.before} ->> 'state'`,
      to: sql<QuestionState>`${auditLog.after} ->> 'state'`,
    })
    .from(auditLog)
    .leftJoin(accounts, eq(accounts.id, auditLog.accountId))
    .where(and(eq(auditLog.subjectType, "question"), eq(auditLog.subjectId, questionId), sql`${auditLog.after} ->> 'state' is distinct from ${auditLog.before} ->> 'state'`, sql`${auditLog.after} ->> 'state' is not null`))
    .orderBy(asc(auditLog.id));
}

export type UndoableState = { questionId: string; before: QuestionState; after: QuestionState };

/** Questions whose last change of state is this one, by the audit. */
export async function listUndoable(handle: Handle, batchId: string): Promise<UndoableState[]> {
  const rows = await handle.execute<{ question_id: string; before: QuestionState; after: QuestionState }>(sql`
    select a.subject_id as question_id, a.before ->> 'state' as before, a.after ->> 'state' as after
    from audit_log a join questions q on q.id::text = a.subject_id
    where a.subject_type = 'question' and a.action = 'question.state' and a.after ->> 'batchId' = ${batchId} and q.state = a.after ->> 'state'
      and not exists (
        select from audit_log later
        where later.subject_type = 'question' and later.subject_id = a.subject_id and later.id > a.id
          and later.after ->> 'state' is distinct from later.before ->> 'state' and later.after ->> 'state' is not null)
    order by a.subject_id`);
  return rows.map(({ question_id, before, after }) => ({ questionId: question_id, before, after }));
}
