/**
 * Individual standings by the tie-break chain. The order is total and does not depend on the order of the input; a rank
 * is shared only where the whole chain finds no difference. Committee members who take part stand apart, without a rank,
 * and move nobody down.
 */
import type { TieBreakStep } from "../contest/round";
import { durationSeconds, type RankedAttempt } from "./effective-attempt";
import { lotOf } from "./lots";
import { predictionDistance } from "./prediction";

/** A person with the attempt that counts. Callers add what they show (name, unit); it comes back untouched. */
export type StandingEntry = RankedAttempt & {
  readonly personId: string;
  /** What lots are drawn by; unique and known to the person. */
  readonly personCode: string;
  readonly isCommitteeMember: boolean;
  readonly prediction: number | null;
};

export type Standing<Entry> = {
  readonly rank: number;
  readonly entry: Entry;
  /** Null without a prediction, or while the step is not applied. */
  readonly predictionDistance: number | null;
  /** The step that put it below the one above; “shared” when none did, null for the first. */
  readonly decidedBy: TieBreakStep | "shared" | null;
  /** The drawn lot where lots decided against the one above or below. */
  readonly lot: string | null;
};

export type Standings<Entry> = {
  readonly ranked: readonly Standing<Entry>[];
  readonly apart: readonly Pick<Standing<Entry>, "entry" | "predictionDistance">[];
  /** The chain without the steps that cannot be taken yet. */
  readonly appliedChain: readonly TieBreakStep[];
};

export type RankingRules = {
  readonly chain: readonly TieBreakStep[];
  /** What the prediction is measured by; null while it is not known: then the step is left out. */
  readonly actual: number | null;
  /** Null leaves lots out. */
  readonly lotsSeed: string | null;
};

type Measured<Entry> = { readonly entry: Entry; readonly duration: number; readonly distance: number | null; readonly lot: () => string };
type Decision = { readonly order: number; readonly step: TieBreakStep | "shared" };

export function rankStandings<Entry extends StandingEntry>(entries: readonly Entry[], rules: RankingRules): Standings<Entry> {
  const appliedChain = rules.chain.filter((step) => isApplicable(step, rules));
  const ordered = entries
    .map((entry) => measure(entry, appliedChain, rules))
    .sort((a, b) => decide(a, b, appliedChain).order || compareIds(a.entry, b.entry));
  return {
    ranked: withRanks(ordered.filter(({ entry }) => !entry.isCommitteeMember), appliedChain),
    apart: ordered.filter(({ entry }) => entry.isCommitteeMember).map(({ entry, distance }) => ({ entry, predictionDistance: distance })),
    appliedChain,
  };
}

/**
 * The rank that an entry has in a ranking made by the same rules before it was there. `earlierIndex`: where the ranking lists the
 * same person with another entry, which gives way; null where it does not.
 */
export function rankOfNewcomer<Entry extends StandingEntry>(ranked: readonly Pick<Standing<Entry>, "entry">[], entry: Entry, earlierIndex: number | null, rules: RankingRules): number {
  const chain = rules.chain.filter((step) => isApplicable(step, rules));
  const newcomer = measure(entry, chain, rules);
  let [low, high] = [0, ranked.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (decide(measure(ranked[middle]!.entry, chain, rules), newcomer, chain).order < 0) low = middle + 1;
    else high = middle;
  }
  return low + 1 - Number(earlierIndex !== null && earlierIndex < low);
}

function isApplicable(step: TieBreakStep, { actual, lotsSeed }: RankingRules): boolean {
  return (step !== "prediction" || actual !== null) && (step !== "lots" || lotsSeed !== null);
}

function measure<Entry extends StandingEntry>(entry: Entry, chain: readonly TieBreakStep[], rules: RankingRules): Measured<Entry> {
  const distance = rules.actual !== null && chain.includes("prediction") ? predictionDistance(entry.prediction, rules.actual) : null;
  let lot: string | null = null;
  return { entry, duration: durationSeconds(entry), distance, lot: () => (lot ??= lotOf(rules.lotsSeed ?? "", entry.personCode)) };
}

/** The first step of the chain that tells two entries apart; a negative order puts `a` higher. */
function decide(a: Measured<StandingEntry>, b: Measured<StandingEntry>, chain: readonly TieBreakStep[]): Decision {
  for (const step of chain) {
    const order = compareByStep[step](a, b);
    if (order !== 0) return { order, step };
  }
  return { order: 0, step: "shared" };
}

const compareByStep: Record<TieBreakStep, (a: Measured<StandingEntry>, b: Measured<StandingEntry>) => number> = {
  score: (a, b) => b.entry.score - a.entry.score,
  prediction: (a, b) => compareDistances(a.distance, b.distance),
  duration: (a, b) => a.duration - b.duration,
  "submitted-earlier": (a, b) => a.entry.submittedAt - b.entry.submittedAt,
  lots: (a, b) => compareText(a.lot(), b.lot()),
};

function compareDistances(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a - b;
}

function compareIds(a: StandingEntry, b: StandingEntry): number {
  return compareText(a.personId, b.personId);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withRanks<Entry extends StandingEntry>(ordered: readonly Measured<Entry>[], chain: readonly TieBreakStep[]): Standing<Entry>[] {
  const decisions = ordered.map((measured, index) => (index === 0 ? null : decide(ordered[index - 1]!, measured, chain).step));
  let rank = 0;
  return ordered.map(({ entry, distance, lot }, index) => {
    const decidedBy = decisions[index]!;
    if (decidedBy !== "shared") rank = index + 1;
    const hasLot = decidedBy === "lots" || decisions[index + 1] === "lots";
    return { rank, entry, predictionDistance: distance, decidedBy, lot: hasLot ? lot() : null };
  });
}
