/** The prediction question: one number per person and round, compared with what really happened after closing. */
import { countOf, type PredictionSubject } from "../contest/round";
import { isCountedAttempt, isValidEntry, type EntryFacts } from "../participation/valid-entry";
import type { Points } from "../shared/points";

export type PredictedAttempt = EntryFacts & { readonly personId: string; readonly score: Points | null; readonly maxScore: Points | null };

/**
 * What really happened, out of all attempts of the round or of the rounds measured: persons with a valid entry, attempts made (not void, not a trial), or
 * persons with at least one valid entry of full score. Committee members who took part are counted too.
 */
export function actualFor(subject: PredictionSubject, attempts: readonly PredictedAttempt[]): number {
  switch (countOf(subject)) {
    case "attempts":
      return attempts.filter(isCountedAttempt).length;
    case "persons":
      return countPersons(attempts.filter(isValidEntry));
    case "perfect-persons":
      return countPersons(attempts.filter((attempt) => isValidEntry(attempt) && isPerfect(attempt)));
  }
}

/** |predicted − actual|; null when the person predicted nothing, which ranks after every distance. */
export function predictionDistance(predicted: number | null, actual: number): number | null {
  return predicted === null ? null : Math.abs(predicted - actual);
}

function isPerfect({ score, maxScore }: PredictedAttempt): boolean {
  return score !== null && maxScore !== null && maxScore > 0 && score === maxScore;
}

function countPersons(attempts: readonly PredictedAttempt[]): number {
  return new Set(attempts.map((attempt) => attempt.personId)).size;
}
