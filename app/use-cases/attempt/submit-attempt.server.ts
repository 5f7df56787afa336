import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { closeAttempt } from "~db/repositories/attempt.server";
import { gradeClosedAttempts } from "../grading/grade-attempts.server";

/**
 * Hands an attempt in: closes it, grades what was settled, and may be repeated; then the stored result comes back. A
 * process that dies between closing and grading leaves the grade to the sweeper. What the person may see of it is
 * `loadResult`'s decision.
 */
export type SubmitAttemptInput = {
  sessionId: string;
  attemptId: string;
  /** Of the page that submits: an older writer may not close the attempt. Null or missing: not checked. */
  epoch?: number | null;
  now?: Instant | undefined;
};

/** `closed`: submitted now or before, expired, or void; its receipt is on the result page. */
export type SubmitAttemptResult = { outcome: "closed" | "no-session" | "not-found" | "stale-writer" };

export async function submitAttempt({ database }: { database: Database }, input: SubmitAttemptInput): Promise<SubmitAttemptResult> {
  const { sessionId, attemptId, epoch = null, now } = input;
  const closed = await closeAttempt(database.sql, { sessionId, attemptId, epoch, now });
  if (closed.outcome === "closed" && !closed.isGraded) await gradeClosedAttempts({ database }, [closed.attempt], now);
  return { outcome: closed.outcome };
}
