/**
 * Three different numbers, never mixed up: persons (with a valid entry), attempts (started, not void, not a trial) and
 * valid entries (attempts that also ended and hold at least one response).
 */
import type { AttemptState } from "../attempt/attempt";
import type { Instant } from "../shared/time";

export type EntryFacts = { readonly state: AttemptState; readonly isTrial: boolean; readonly answeredCount: number };

/** An attempt as participation counts it; `unitId` is the person's unit at that time. */
export type ParticipationAttempt = EntryFacts & {
  readonly attemptId: string;
  readonly personId: string;
  readonly unitId: string;
  readonly startedAt: Instant;
  readonly submittedAt: Instant | null;
};

export function isCountedAttempt(attempt: Pick<EntryFacts, "state" | "isTrial">): boolean {
  return attempt.state !== "void" && !attempt.isTrial;
}

export function isValidEntry(attempt: EntryFacts): boolean {
  return (attempt.state === "submitted" || attempt.state === "expired") && !attempt.isTrial && attempt.answeredCount > 0;
}

/** The latest valid entry of every person who has one: the one that says to which unit the person counts. */
export function latestValidEntries(attempts: readonly ParticipationAttempt[]): ReadonlyMap<string, ParticipationAttempt> {
  const latest = new Map<string, ParticipationAttempt>();
  for (const attempt of attempts) {
    if (!isValidEntry(attempt)) continue;
    const known = latest.get(attempt.personId);
    if (known === undefined || isLater(attempt, known)) latest.set(attempt.personId, attempt);
  }
  return latest;
}

/** By end, then start, then id, so that the order in which attempts are given does not matter. */
function isLater(left: ParticipationAttempt, right: ParticipationAttempt): boolean {
  const byEnd = (left.submittedAt ?? left.startedAt) - (right.submittedAt ?? right.startedAt);
  const byStart = left.startedAt - right.startedAt;
  return byEnd !== 0 ? byEnd > 0 : byStart !== 0 ? byStart > 0 : left.attemptId > right.attemptId;
}
