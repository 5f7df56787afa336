/**
 * What a round is at a moment, as a partition of the time line: before | open | finishing | grace | closed, boundaries
 * belonging to the later part. Nobody may start after `closesAt`; where an incident or an early closing lets people sit
 * beyond it the round is finishing until the last deadline. It is closed for everybody only when that and the grace are
 * over; answer keys never show earlier.
 */
import type { AttemptState } from "../attempt/attempt";
import { ok, refuse, type Result } from "../shared/result";
import { addDays, dayOf, type Instant, minuteMs, mondayOf, secondMs, startOfDay } from "../shared/time";
import type { Round, RoundRules, RoundState } from "./round";

export type RoundPhase = "draft" | "cancelled" | "before" | "open" | "finishing" | "grace" | "closed";

export type PhasedRound = Round & {
  readonly state: RoundState;
  /** The latest deadline of the attempts in progress, which an incident may have moved beyond `closesAt`; null when nobody sits. */
  readonly lastDeadlineAt: Instant | null;
};

export function closedForEverybodyAt(round: PhasedRound): Instant {
  return nobodySitsAt(round) + round.rules.graceSeconds * secondMs;
}

function nobodySitsAt({ closesAt, lastDeadlineAt }: PhasedRound): Instant {
  return Math.max(closesAt, lastDeadlineAt ?? closesAt);
}

export function phaseAt(round: PhasedRound, now: Instant): RoundPhase {
  if (round.state !== "ready") return round.state;
  if (now < round.opensAt) return "before";
  if (now < round.closesAt) return "open";
  if (now < nobodySitsAt(round)) return "finishing";
  return now < closedForEverybodyAt(round) ? "grace" : "closed";
}

/** People sit it, or their work is being collected. */
export function isGoingOn(phase: RoundPhase): boolean {
  return phase === "open" || phase === "finishing" || phase === "grace";
}

export function hasOpened(phase: RoundPhase): boolean {
  return isGoingOn(phase) || phase === "closed";
}

/** Somebody can start, now or once it opens. */
export function isBeforeClosing(phase: RoundPhase): boolean {
  return phase === "before" || phase === "open";
}

/** Nobody can start any more, though some may still sit. */
export function isPastClosing(phase: RoundPhase): boolean {
  return hasOpened(phase) && phase !== "open";
}

/** Whether somebody may still be given a set from the bank. Unlike the phase it does not depend on who sits: nobody starts after `closesAt`. */
export function mayStillDraw(round: Pick<PhasedRound, "state" | "closesAt">, now: Instant): boolean {
  return round.state === "draft" || (round.state === "ready" && now < round.closesAt);
}

/** An attempt of the person in this round, as far as starting another depends on it. */
export type PastAttempt = {
  readonly attemptId: string;
  readonly number: number;
  readonly state: AttemptState;
  readonly startedAt: Instant;
  readonly deadlineAt: Instant;
  readonly submittedAt: Instant | null;
};

export type StartRefusal =
  | { readonly reason: "not-in-audience" }
  | { readonly reason: "off-roster"; readonly since: Instant }
  | { readonly reason: "cancelled" }
  /** `opensAt` is null while the round is a draft. */
  | { readonly reason: "not-open"; readonly opensAt: Instant | null }
  | { readonly reason: "closed" }
  | { readonly reason: "open-attempt"; readonly attemptId: string }
  /** `againAt`: when the next day or week begins, null when that is not inside the round any more. */
  | { readonly reason: "no-attempts-left"; readonly per: RoundRules["attempts"]["per"]; readonly againAt: Instant | null }
  | { readonly reason: "pause"; readonly until: Instant };

export type StartQuestion = {
  readonly round: PhasedRound;
  readonly now: Instant;
  readonly isInAudience: boolean;
  /** When the person was taken off the roster; null while they are on it. */
  readonly retiredAt: Instant | null;
  /** All attempts of this person in this round, void ones too. */
  readonly attempts: readonly PastAttempt[];
};

/** Whether a person may start now, and then the number of the new attempt. Whoever is off the roster reads of a round that is over just that. Void attempts keep their number but use nothing up. */
export function mayStart({ round, now, isInAudience, retiredAt, attempts }: StartQuestion): Result<{ readonly number: number }, StartRefusal> {
  const phase = phaseAt(round, now);
  if (retiredAt !== null && isBeforeClosing(phase)) return refuse({ reason: "off-roster", since: retiredAt });
  if (retiredAt === null && !isInAudience) return refuse({ reason: "not-in-audience" });
  if (phase === "cancelled") return refuse({ reason: "cancelled" });
  if (phase === "draft" || phase === "before") return refuse({ reason: "not-open", opensAt: phase === "draft" ? null : round.opensAt });
  if (phase !== "open") return refuse({ reason: "closed" });
  const open = attempts.find((attempt) => isStillOpen(attempt, round.rules, now));
  if (open) return refuse({ reason: "open-attempt", attemptId: open.attemptId });
  if (attemptsLeft(round.rules, attempts, now) === 0) {
    const againAt = nextPeriodAt(round.rules.attempts.per, now);
    return refuse({ reason: "no-attempts-left", per: round.rules.attempts.per, againAt: againAt !== null && againAt < round.closesAt ? againAt : null });
  }
  const until = pauseEndsAt(round.rules, attempts);
  if (until !== null && now < until) return refuse({ reason: "pause", until });
  return ok({ number: Math.max(0, ...attempts.map((attempt) => attempt.number)) + 1 });
}

/** In progress, and not past its deadline and grace: from then on it has expired, whether or not the sweeper has come by. */
function isStillOpen(attempt: PastAttempt, rules: Pick<RoundRules, "graceSeconds">, now: Instant): boolean {
  return attempt.state === "in-progress" && now < attempt.deadlineAt + rules.graceSeconds * secondMs;
}

/** Attempts that can still be started in the current round, day or week; null is unlimited. An open attempt is used up. */
export function attemptsLeft(rules: Pick<RoundRules, "attempts">, attempts: readonly PastAttempt[], now: Instant): number | null {
  const { allowed, per } = rules.attempts;
  if (allowed === null) return null;
  const since = periodStart(per, now);
  const used = attempts.filter((attempt) => attempt.state !== "void" && attempt.startedAt >= since).length;
  return Math.max(0, allowed - used);
}

function periodStart(per: RoundRules["attempts"]["per"], now: Instant): Instant {
  if (per === "round") return -Infinity;
  return startOfDay(per === "day" ? dayOf(now) : mondayOf(dayOf(now)));
}

function nextPeriodAt(per: RoundRules["attempts"]["per"], now: Instant): Instant | null {
  if (per === "round") return null;
  const today = dayOf(now);
  return startOfDay(per === "day" ? addDays(today, 1) : addDays(mondayOf(today), 7));
}

/** The pause runs from when the last attempt that was not voided ended. */
function pauseEndsAt(rules: RoundRules, attempts: readonly PastAttempt[]): Instant | null {
  const ended = attempts.filter((attempt) => attempt.state !== "void").map((attempt) => attempt.submittedAt ?? attempt.deadlineAt);
  return ended.length === 0 ? null : Math.max(...ended) + rules.attempts.pauseMinutes * minuteMs;
}
