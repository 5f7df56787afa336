import { and, count, countDistinct, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, attemptItems, attempts, committeeNotes, questionRevisions } from "../schema";

/** Figures the organisers' pages count up: notes that wait, what a round has received so far, questions already used. */
export async function countPendingNotes(handle: Handle): Promise<number> {
  const [row] = await handle.select({ count: count() }).from(committeeNotes).where(isNull(committeeNotes.handledAt));
  return row!.count;
}

export type RoundActivity = { roundId: string; persons: number; attempts: number; lastDeadlineAt: Instant | null };

const lastDeadline = sql<Instant | null>`max(${attempts.deadlineAt}) filter (where ${attempts.state} = 'in-progress')`.mapWith(attempts.deadlineAt);

/** Persons who have started and attempts that are not void; rounds without any attempt are left out. */
export async function listRoundActivity(handle: Handle, roundIds: readonly string[]): Promise<RoundActivity[]> {
  if (roundIds.length === 0) return [];
  return handle
    .select({ roundId: attempts.roundId, persons: countDistinct(attempts.personId), attempts: count(), lastDeadlineAt: lastDeadline })
    .from(attempts)
    .where(and(inArray(attempts.roundId, [...roundIds]), ne(attempts.state, "void")))
    .groupBy(attempts.roundId);
}

/** Questions that some attempt of these rounds has held. */
export async function listQuestionsUsedIn(handle: Handle, roundIds: readonly string[]): Promise<string[]> {
  if (roundIds.length === 0) return [];
  const rows = await handle
    .selectDistinct({ questionId: questionRevisions.questionId })
    .from(attemptItems)
    .innerJoin(attempts, eq(attempts.id, attemptItems.attemptId))
    .innerJoin(questionRevisions, eq(questionRevisions.id, attemptItems.revisionId))
    .where(inArray(attempts.roundId, [...roundIds]));
  return rows.map((row) => row.questionId);
}

export async function listAccountNames(handle: Handle, accountIds: readonly string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await handle.select({ id: accounts.id, displayName: accounts.displayName }).from(accounts).where(inArray(accounts.id, [...accountIds]));
  return new Map(rows.map((row) => [row.id, row.displayName]));
}
