/**
 * What a committee may do about an attempt when something went wrong, as decisions over facts: extra time, reopening, void,
 * responses handed in from a file. An incident names its reason and keeps what was before. Three rules hold for all of them:
 * time given is counted from the deadline that held, nothing ends before it did, and running past `closesAt` is allowed only
 * when the organiser says so, because then the round is closed for everybody only after that (phase.ts).
 */
import { mayShowKeys } from "../contest/visibility";
import type { PhasedRound } from "../contest/phase";
import type { Points } from "../shared/points";
import { ok, refuse, type Result } from "../shared/result";
import { type Instant, minuteMs, secondMs } from "../shared/time";
import { type AttemptState, deadlineAt } from "./attempt";

export type IncidentKind = "extra-time" | "reopening" | "void" | "hand-in";

export const incidentLabels: Record<IncidentKind, string> = {
  "extra-time": "Cho thêm giờ",
  reopening: "Mở lại lượt thi",
  void: "Hủy lượt thi",
  "hand-in": "Nhận câu trả lời từ tệp",
};

/** Minutes of extra time, or from now on for a reopened attempt. */
export type TimeTerms = { readonly minutes: number; readonly mayPassClosing: boolean };
/** `leftAtClosing`: attempts of the unit that got nothing, because they end with the round or after it; left out where there are none. */
export type IncidentTerms = (TimeTerms & { readonly leftAtClosing?: number }) | { readonly positions: readonly number[]; readonly fileMadeAt: Instant; readonly despiteKeys?: true } | Record<string, never>;

export function isTimed(terms: IncidentTerms): terms is Extract<IncidentTerms, TimeTerms> {
  return "minutes" in terms;
}

export function withLeftAtClosing(terms: IncidentTerms, leftAtClosing: number): IncidentTerms {
  return isTimed(terms) && leftAtClosing > 0 ? { ...terms, leftAtClosing } : terms;
}

/** What an incident keeps of an attempt. `score` in hundredths of a point, null where there was no grade. */
export type IncidentFacts = {
  readonly state: AttemptState;
  readonly deadlineAt: Instant;
  readonly submittedAt: Instant | null;
  readonly score: Points | null;
};

/** What a decision made of an attempt. `deadlineAt`: what became of the decision's since, see `untilNextDecision`. */
export type DecidedAttempt = { readonly before: IncidentFacts; readonly after: IncidentFacts; readonly deadlineAt: Instant };

/** A decision about one attempt, as the person may know it: what, why, when; not by whom. */
export type ToldIncident = DecidedAttempt & { readonly kind: IncidentKind; readonly reason: string; readonly at: Instant };

export type IncidentAttempt = {
  readonly state: AttemptState;
  readonly startedAt: Instant;
  readonly deadlineAt: Instant;
  readonly submittedAt: Instant | null;
  readonly extraSeconds: number;
  readonly awaySeconds: number;
  readonly writerEpoch: number;
};

export type IncidentGround = {
  readonly round: PhasedRound & { readonly publishedAt: Instant | null };
  /** Other rounds whose published ranks count the attempts of this one. */
  readonly countedBy: readonly { readonly name: string }[];
  readonly now: Instant;
};

/** The attempt as it is to be stored. `isToGrade`: its grade no longer holds and is taken away. */
export type AttemptChange = IncidentAttempt & { readonly reopenedAt?: Instant; readonly isToGrade?: true };

export type IncidentRefusal =
  | "not-running" | "running" | "void" | "cancelled" | "published"
  /** Not the round's own results, but ranks of another round that count its attempts. */
  | "published-elsewhere"
  /** Results are published, and changing them was not agreed to. */
  | "published-to-void"
  /** Everybody may have seen the keys by now. */
  | "keys-shown" | "keys-shown-to-file"
  /** The person has another attempt that is not closed. */
  | "open-attempt"
  /** No time is left before `closesAt`, and running past it was not allowed. */
  | "at-closing";

/** Until deadline and grace are over: the sweeper may come at any moment after that, and then it takes a reopening. */
export function giveExtraTime(attempt: IncidentAttempt, { round, now }: IncidentGround, { minutes, mayPassClosing }: TimeTerms): Result<AttemptChange, IncidentRefusal> {
  if (round.state === "cancelled") return refuse("cancelled");
  if (attempt.state === "void") return refuse("void");
  if (attempt.state !== "in-progress" || now >= attempt.deadlineAt + round.rules.graceSeconds * secondMs) return refuse("not-running");
  const extended = latest(attempt.deadlineAt + minutes * minuteMs, round, mayPassClosing);
  if (extended <= attempt.deadlineAt) return refuse("at-closing");
  return ok({ ...attempt, deadlineAt: extended, extraSeconds: extraSeconds(attempt, round, extended) });
}

/** The attempt goes on with what it holds; its grade is taken away until it ends again. Writers of before have to take over anew. */
export function reopenAttempt(
  attempt: IncidentAttempt,
  { round, countedBy, now }: IncidentGround,
  { minutes, mayPassClosing, hasOpenAttempt }: TimeTerms & { readonly hasOpenAttempt: boolean },
): Result<AttemptChange, IncidentRefusal> {
  const { publishedAt } = round;
  if (round.state === "cancelled") return refuse("cancelled");
  if (attempt.state === "void") return refuse("void");
  if (attempt.state === "in-progress" || attempt.submittedAt === null) return refuse("running");
  if (publishedAt !== null) return refuse("published");
  if (countedBy.length > 0) return refuse("published-elsewhere");
  if (mayShowKeys(round, now, publishedAt)) return refuse("keys-shown");
  if (hasOpenAttempt) return refuse("open-attempt");
  const until = latest(now + minutes * minuteMs, round, mayPassClosing);
  if (until <= now) return refuse("at-closing");
  return ok({
    ...attempt, state: "in-progress", submittedAt: null, reopenedAt: now, isToGrade: true, writerEpoch: attempt.writerEpoch + 1,
    deadlineAt: until,
    extraSeconds: extraSeconds(attempt, round, until),
    awaySeconds: attempt.awaySeconds + Math.max(0, Math.trunc((now - attempt.submittedAt) / secondMs)),
  });
}

/** At any time; after publishing only when the organiser agrees that published results change (late-change.ts). The number stays taken, the attempt is not used up. */
export function voidAttempt(attempt: IncidentAttempt, { round, countedBy }: IncidentGround, { despitePublished }: { readonly despitePublished: boolean }): Result<AttemptChange, IncidentRefusal> {
  if (round.state === "cancelled") return refuse("cancelled");
  if (attempt.state === "void") return refuse("void");
  if ((round.publishedAt !== null || countedBy.length > 0) && !despitePublished) return refuse("published-to-void");
  return ok({ ...attempt, state: "void" });
}

/** Only into a closed attempt: while it runs the person answers on the page itself. Once the keys show, only when the organiser says so. */
export function handIn(attempt: IncidentAttempt, { round, countedBy, now }: IncidentGround, { despiteKeys }: { readonly despiteKeys: boolean }): Result<AttemptChange, IncidentRefusal> {
  if (round.state === "cancelled") return refuse("cancelled");
  if (attempt.state === "void") return refuse("void");
  if (attempt.state === "in-progress") return refuse("running");
  if (round.publishedAt !== null) return refuse("published");
  if (countedBy.length > 0) return refuse("published-elsewhere");
  if (!despiteKeys && mayShowKeys(round, now, round.publishedAt)) return refuse("keys-shown-to-file");
  return ok({ ...attempt, isToGrade: true, writerEpoch: attempt.writerEpoch + 1 });
}

export type Withholding = Extract<IncidentRefusal, "cancelled" | "published" | "published-elsewhere" | "keys-shown">;

/** What an organiser may be offered for an attempt, and why something else is not. What depends on the moment is decided when it is asked for. */
export function offeredIncidents(state: AttemptState, { round, countedBy, now }: IncidentGround): { readonly kinds: readonly IncidentKind[]; readonly withheld: Withholding | null } {
  if (state === "void") return { kinds: [], withheld: null };
  if (round.state === "cancelled") return { kinds: [], withheld: "cancelled" };
  if (state === "in-progress") return { kinds: ["extra-time", "void"], withheld: null };
  if (round.publishedAt !== null) return { kinds: ["void"], withheld: "published" };
  if (countedBy.length > 0) return { kinds: ["void"], withheld: "published-elsewhere" };
  return mayShowKeys(round, now, null) ? { kinds: ["hand-in", "void"], withheld: "keys-shown" } : { kinds: ["reopening", "hand-in", "void"], withheld: null };
}

function latest(wished: Instant, round: Pick<PhasedRound, "closesAt">, mayPassClosing: boolean): Instant {
  return mayPassClosing ? wished : Math.min(wished, round.closesAt);
}

function extraSeconds(attempt: Pick<IncidentAttempt, "startedAt">, round: PhasedRound, deadline: Instant): number {
  const byRule = deadlineAt(attempt.startedAt, { minutes: round.rules.minutes, closesAt: round.closesAt });
  return Math.max(0, Math.ceil((deadline - byRule) / secondMs));
}
