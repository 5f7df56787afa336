import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { type PredictionOutcome, upsertPrediction } from "~db/repositories/attempt.server";

export type { PredictionOutcome };

export const greatestPrediction = 10_000_000;

/** Stores the person's one prediction of a round, a whole number 0 … `greatestPrediction` (checked by the form); until the first attempt is closed. */
export async function savePrediction(
  { database }: { database: Pick<Database, "sql"> },
  input: { sessionId: string; roundId: string; value: number; now?: Instant },
): Promise<{ outcome: PredictionOutcome }> {
  if (!Number.isInteger(input.value) || input.value < 0 || input.value > greatestPrediction) throw new RangeError("A prediction is a whole number.");
  return { outcome: await upsertPrediction(database.sql, input) };
}
