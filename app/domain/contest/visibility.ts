/**
 * When score, answer keys and board show. Keys never before the round has closed for everybody; neither keys nor a board
 * show what the score rule still hides; a draft or cancelled round shows nothing.
 */
import { type Instant, minuteMs } from "../shared/time";
import { type PhasedRound, phaseAt } from "./phase";
import { ranksByContest, type Round, type RoundRules } from "./round";

export type BoardView =
  | { readonly kind: "hidden" }
  /** Counts everything that is closed by now; the prediction is not known yet. */
  | { readonly kind: "live" }
  /** Counts only attempts closed before `at`. */
  | { readonly kind: "frozen"; readonly at: Instant }
  /** The round has closed for everybody: all attempts, prediction included. */
  | { readonly kind: "final" };

/** Whether a participant may see the own score; `publishedAt` is when the results were published, or null. */
export function mayShowScore(round: PhasedRound, now: Instant, publishedAt: Instant | null): boolean {
  const phase = phaseAt(round, now);
  if (phase === "draft" || phase === "cancelled") return false;
  const rule = round.rules.show.score;
  return rule === "at-once" ? phase !== "before" : isReached(rule, phase === "closed", now, publishedAt);
}

export function mayShowKeys(round: PhasedRound, now: Instant, publishedAt: Instant | null): boolean {
  const rule = effectiveKeys(round.rules.show);
  return rule !== "never" && isReached(rule, phaseAt(round, now) === "closed", now, publishedAt);
}

export function boardView(round: PhasedRound, now: Instant, publishedAt: Instant | null): BoardView {
  const phase = phaseAt(round, now);
  if (phase === "draft" || phase === "cancelled" || phase === "before") return { kind: "hidden" };
  const rule = effectiveBoard(round.rules.show);
  if (rule === "after-closing" || rule === "after-publishing") {
    return { kind: isReached(rule, phase === "closed", now, publishedAt) ? "final" : "hidden" };
  }
  if (phase === "closed") return { kind: "final" };
  const at = freezesAt(round);
  return rule === "frozen" && now >= at ? { kind: "frozen", at } : { kind: "live" };
}

/** The keys' rule, put off to when scores show if it were earlier: who sees the keys can reckon the own score. */
export function effectiveKeys(show: Pick<RoundRules["show"], "score" | "keys">): RoundRules["show"]["keys"] {
  return show.score === "after-publishing" && show.keys === "after-closing" ? "after-publishing" : show.keys;
}

/** The board's rule, put off to when scores show if it were earlier. */
export function effectiveBoard(show: RoundRules["show"]): RoundRules["show"]["board"] {
  if (show.score === "after-publishing") return "after-publishing";
  const isEarly = show.board === "live" || show.board === "frozen";
  return show.score === "after-closing" && isEarly ? "after-closing" : show.board;
}

/** What people see only after publishing, where that waits for the last official round of the contest. */
export function shownAfterContest({ isTrial, rules }: Pick<Round, "isTrial" | "rules">): ("score" | "keys")[] {
  if (isTrial || !ranksByContest(rules)) return [];
  return [...(rules.show.score === "after-publishing" ? ["score" as const] : []), ...(effectiveKeys(rules.show) === "after-publishing" ? ["keys" as const] : [])];
}

/** The moment from which a `frozen` board stands still; not before the round opens. */
export function freezesAt(round: { readonly opensAt: Instant; readonly closesAt: Instant; readonly rules: Pick<RoundRules, "show"> }): Instant {
  return Math.max(round.opensAt, round.closesAt - round.rules.show.freezeMinutes * minuteMs);
}

function isReached(rule: "after-closing" | "after-publishing", isClosed: boolean, now: Instant, publishedAt: Instant | null): boolean {
  return isClosed && (rule === "after-closing" || (publishedAt !== null && publishedAt <= now));
}
