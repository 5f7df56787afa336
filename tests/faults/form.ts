import { expect } from "vitest";
import type { Ground } from "./ground";
import type { Outcome } from "./exam-day";

/** `npm run test:faults` is the full form; inside `npm test` the same scenarios run for a few rounds each. */
const isFull = process.env["FAULTS"] === "full";
export const rounds = (short: number, full: number) => (isFull ? full : short);

/** Decides edits, pauses and the moments of the faults; what the scheduler of the machine adds is not in it. */
export const seed = process.env["FAULTS_SEED"] ?? "faults";

/** Returns how many saves were acknowledged. */
export function expectNothingLost(ground: Ground, outcome: Outcome, leastSaves: number): number {
  console.log(`seed ${seed}: ${outcome.summary}`);
  const { violations, complaints, unfinished, ledger } = outcome;
  const withoutWord = [...ledger.answers.keys()].filter((answer) => answer.endsWith(" 500"));
  expect({ violations, complaints, unfinished, withoutWord, crashes: ground.app.crashes })
    .toEqual({ violations: [], complaints: [], unfinished: 0, withoutWord: [], crashes: [] });
  expect(ledger.saved()).toBeGreaterThanOrEqual(leastSaves);
  ledger.discard();
  return ledger.saved();
}
