import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { ToldChanges } from "~/domain/contest/round-change";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { newId } from "../new-id.server";
import { accounts, attempts, roundChanges } from "../schema";

/** Changes of rounds that people knew about, and the attempts such a change touches. */
export type RoundChangeEntry = Omit<typeof roundChanges.$inferInsert, "id">;

export async function insertRoundChange(handle: Handle, entry: RoundChangeEntry): Promise<void> {
  await handle.insert(roundChanges).values({ ...entry, id: newId() });
}

/** Newest first. */
export async function listRoundChanges(handle: Handle, roundId: string): Promise<ToldChanges[]> {
  return handle
    .select({ at: roundChanges.at, changes: roundChanges.changes, reason: roundChanges.reason, changedBy: accounts.displayName })
    .from(roundChanges)
    .leftJoin(accounts, eq(accounts.id, roundChanges.accountId))
    .where(eq(roundChanges.roundId, roundId))
    .orderBy(desc(roundChanges.at), desc(roundChanges.id));
}

export type RunningAttempt = { attemptId: string; startedAt: Instant; deadlineAt: Instant; extraSeconds: number };

/** Attempts of a round whose deadline is not over, locked in the order of their ids, the order of every batch of saves. */
export async function lockRunningAttempts(handle: Handle, roundId: string): Promise<RunningAttempt[]> {
  return handle
    .select({ attemptId: attempts.id, startedAt: attempts.startedAt, deadlineAt: attempts.deadlineAt, extraSeconds: attempts.extraSeconds })
    .from(attempts)
    .where(isRunning(roundId))
    .orderBy(asc(attempts.id))
    .for("no key update");
}

export async function countRunningAttempts(handle: Handle, roundId: string): Promise<number> {
  return handle.$count(attempts, isRunning(roundId));
}

const isRunning = (roundId: string) => and(eq(attempts.roundId, roundId), eq(attempts.state, "in-progress"), sql`${attempts.deadlineAt} > clock_timestamp()`);

export async function updateDeadlines(handle: Handle, deadlines: readonly { attemptId: string; deadlineAt: Instant }[]): Promise<void> {
  if (deadlines.length === 0) return;
  const rows = JSON.stringify(deadlines.map(({ attemptId, deadlineAt }) => ({ id: attemptId, deadline_at: new Date(deadlineAt).toISOString() })));
  await handle.execute(sql`
    update ${attempts} set deadline_at = d.deadline_at
    from jsonb_to_recordset(${rows}::text::jsonb) as d (id uuid, deadline_at timestamptz) where ${attempts.id} = d.id`);
}
