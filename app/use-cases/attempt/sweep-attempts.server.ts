import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { expireAttempts } from "~db/repositories/attempt.server";
import { gradeUngraded } from "../grading/grade-attempts.server";

/**
 * Closes attempts whose deadline and grace are over and grades every closed attempt that has no grade. Any number of
 * processes may sweep at once, and sweeping twice changes nothing.
 */
const batch = 200;

export async function sweepAttempts({ database }: { database: Pick<Database, "db" | "sql"> }, input: { now?: Instant } = {}): Promise<{ expired: number; graded: number }> {
  const expired = await untilShort(() => expireAttempts(database.sql, batch, input.now));
  const graded = await untilShort(() => gradeUngraded({ database }, batch, input.now));
  return { expired, graded };
}

/** Repeats a batch until one comes back short; the sum. */
async function untilShort(run: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const count = await run();
    sum += count;
    if (count < batch) return sum;
  }
}
