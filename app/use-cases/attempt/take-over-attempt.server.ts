import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { raiseWriterEpoch } from "~db/repositories/attempt.server";

/** Makes the asking page the one writer of its attempt; every older page gets 409 with its next save. */
export type TakeOverResult = { outcome: "taken-over"; epoch: number } | { outcome: "no-session" | "not-found" | "closed" };

export async function takeOverAttempt(
  { database }: { database: Pick<Database, "sql"> },
  input: { sessionId: string; attemptId: string; now?: Instant },
): Promise<TakeOverResult> {
  const { outcome, epoch } = await raiseWriterEpoch(database.sql, input);
  return outcome === "taken-over" ? { outcome, epoch: epoch! } : { outcome };
}
