import type { Database } from "~db/client.server";
import { claimReopened } from "~db/repositories/attempt.server";

/** The epoch for whoever opens a reopened attempt first; null when somebody has, or when it was never reopened. */
export async function claimReopenedAttempt({ database }: { database: Pick<Database, "sql"> }, input: { personId: string | null; attemptId: string }): Promise<number | null> {
  const { personId, attemptId } = input;
  return personId === null ? null : claimReopened(database.sql, { personId, attemptId });
}
