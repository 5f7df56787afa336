/**
 * A prediction about the whole contest is measured by the attempts of all its official rounds: no trials, no cancelled ones. The number is
 * known once each of them is closed for everybody and graded; a draft is waited for, since it may become one. What closes after the
 * results of the asking round were published, whenever it says it opened, changes them no more.
 */
import { type PhasedRound, phaseAt } from "../contest/phase";
import { ranksByContest, type Round } from "../contest/round";
import type { Instant } from "../shared/time";

export function isMeasured({ isTrial, state, closesAt }: PhasedRound, publishedAt: Instant | null): boolean {
  return !isTrial && (publishedAt === null ? state !== "cancelled" : state === "ready" && closesAt <= publishedAt);
}

/** `unsettled` as in `resultStageAt`. */
export function isAwaited(round: PhasedRound & { readonly unsettled: number }, now: Instant): boolean {
  return phaseAt(round, now) !== "closed" || round.unsettled > 0;
}

/** Whether published ranks of another round count the attempts of this one, so that a change of these is a change of published results. */
export function isCountedBy(round: PhasedRound, { rules, publishedAt }: Pick<Round, "rules"> & { readonly publishedAt: Instant | null }): boolean {
  return publishedAt !== null && ranksByContest(rules) && isMeasured(round, publishedAt);
}
