/**
 * A prediction about the whole contest is measured by the attempts of all its official rounds: no trials, no cancelled ones. The number is
 * known once each of them is closed for everybody and graded; a draft is waited for, since it may become one. What closes after the
 * results of the asking round were published, whenever it says it opened, changes them no more.
 */
import { type PhasedRound, phaseAt } from "../contest/phase";
import type { Round, RoundRules } from "../contest/round";
import { effectiveKeys } from "../contest/visibility";
import type { Instant } from "../shared/time";
import { isContestWide } from "./prediction";

export function isMeasured({ isTrial, state, closesAt }: PhasedRound, publishedAt: Instant | null): boolean {
  return !isTrial && (publishedAt === null ? state !== "cancelled" : state === "ready" && closesAt <= publishedAt);
}

/** `unsettled` as in `resultStageAt`. */
export function isAwaited(round: PhasedRound & { readonly unsettled: number }, now: Instant): boolean {
  return phaseAt(round, now) !== "closed" || round.unsettled > 0;
}

/** Whether ranks depend on a number of the whole contest. */
export function ranksByContest({ prediction, tieBreak }: Pick<RoundRules, "prediction" | "tieBreak">): boolean {
  return prediction !== null && isContestWide(prediction) && tieBreak.includes("prediction");
}

/** What people see only after publishing, which here waits for the last official round of the contest. */
export function shownAfterContest({ isTrial, rules }: Pick<Round, "isTrial" | "rules">): ("score" | "keys")[] {
  if (isTrial || !ranksByContest(rules)) return [];
  return [...(rules.show.score === "after-publishing" ? ["score" as const] : []), ...(effectiveKeys(rules.show) === "after-publishing" ? ["keys" as const] : [])];
}
