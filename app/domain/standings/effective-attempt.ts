/** Which of a person's valid entries counts. The caller passes valid entries only. */
import type { CountedAttempt, TieBreakStep } from "../contest/round";
import type { Points } from "../shared/points";
import { type Instant, secondMs } from "../shared/time";

export type RankedAttempt = {
  readonly score: Points;
  readonly startedAt: Instant;
  readonly submittedAt: Instant;
  /** Between an end and a reopening by the committee; none where it is missing. */
  readonly awaySeconds?: number;
};
type Candidate = RankedAttempt & { readonly number: number };

/** Whole seconds, cut as they are shown: a duration nobody can see decides nothing. Time away before a reopening is nobody's fault and left out. */
export function durationSeconds(attempt: Pick<RankedAttempt, "startedAt" | "submittedAt" | "awaySeconds">): number {
  return Math.max(0, Math.trunc((attempt.submittedAt - attempt.startedAt) / secondMs) - (attempt.awaySeconds ?? 0));
}

/**
 * The first, the last, or the best: highest score, then the round's chain (prediction and lots are the same for all of
 * a person's attempts and decide nothing here), then the lower number. Null when there is none.
 */
export function effectiveAttempt<Attempt extends Candidate>(
  attempts: readonly Attempt[],
  counts: CountedAttempt,
  chain: readonly TieBreakStep[],
): Attempt | null {
  const byNumber = [...attempts].sort((a, b) => a.number - b.number);
  if (counts === "first") return byNumber[0] ?? null;
  if (counts === "last") return byNumber.at(-1) ?? null;
  return byNumber.sort((a, b) => compareOwn(a, b, chain))[0] ?? null;
}

function compareOwn(a: Candidate, b: Candidate, chain: readonly TieBreakStep[]): number {
  const byStep = (step: TieBreakStep): number => {
    if (step === "duration") return durationSeconds(a) - durationSeconds(b);
    return step === "submitted-earlier" ? a.submittedAt - b.submittedAt : 0;
  };
  return b.score - a.score || chain.map(byStep).find((order) => order !== 0) || a.number - b.number;
}
