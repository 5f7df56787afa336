import { isCountedAttempt, isValidEntry } from "~/domain/participation/valid-entry";
import { dailyTrend, type TrendDay } from "~/domain/participation/trend";
import type { Points } from "~/domain/shared/points";
import { averagePoints } from "~/domain/sheets/report";
import { dayOf, type Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import type { AttemptFacts, BlocName } from "~db/read-models/participation.server";
import { findResultRound, listResultRounds } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { figuresOf, type ShownFigures, shownFigures, sumFigures } from "./figures";
import { loadRoundFacts, type RoundFacts } from "./round-facts.server";
import { hasResults, type RoundView, roundView } from "./round-view";
import { type Scope, scopeRoots, scopeUnits } from "./scope";
import { groupByClass, levelLines, type UnitClass } from "./unit-classes";

/** Participation of a round as one page shows it: figures, units by class, days. Derived at each call, from one moment. */
export type ParticipationView = {
  readonly asOf: Instant;
  readonly round: RoundView;
  readonly otherRounds: readonly RoundView[];
  readonly blocs: readonly BlocName[];
  readonly blocId: string | null;
  /** Names of the units whose subtrees are shown; empty for the whole contest. */
  readonly scopeNames: readonly string[];
  /** Where the list of people who have not entered begins: the one unit of the scope; null when there are several or none. */
  readonly rootUnitId: string | null;
  readonly figures: ShownFigures;
  readonly attemptsToday: number;
  readonly scores: ScoreFigures;
  readonly classes: readonly UnitClass[];
  readonly days: readonly TrendDay[];
};

/** Of all valid entries; null and 0 while there is none. `maxScore` is null where sets differ in total. */
export type ScoreFigures = { readonly average: Points | null; readonly maxScore: Points | null; readonly perfect: number };

type Input = { roundId: string; blocId?: string | null; scope: Scope };

/** Units below it stand out. */
export const lowRatePercent = 50;

/** Null for a round that has no results to look at, or a bloc outside its audience. */
export async function loadParticipation({ database }: { database: Database }, input: Input): Promise<ParticipationView | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, input.roundId);
    if (!round || !hasResults(round)) return null;
    const [facts, rounds] = [await loadRoundFacts(handle, round), await listResultRounds(handle, round.contestId)];
    const blocId = input.blocId ?? null;
    if (blocId !== null && !facts.blocs.some((bloc) => bloc.blocId === blocId)) return null;
    const others = rounds.filter((other) => other.id !== round.id && hasResults(other)).map((other) => roundView(other, now));
    return { ...participationView(facts, input.scope, blocId, now), asOf: now, round: roundView(round, now), otherRounds: others };
  });
}

function participationView(facts: RoundFacts, scope: Scope, blocId: string | null, now: Instant) {
  const { tree, byUnit } = facts.participation;
  const roots = scopeRoots(tree, scope);
  const attempts = attemptsIn(facts, new Set(scopeUnits(tree, scope)), blocId);
  const days = roundDays(facts, attempts, now);
  return {
    blocs: facts.blocs,
    blocId,
    scopeNames: scope === "all" ? [] : roots.map((root) => facts.unitOf.get(root)!.name),
    rootUnitId: roots.length === 1 ? roots[0]! : null,
    figures: sumFigures(roots.map((root) => shownFigures(figuresOf(byUnit.get(root)!.subtree, blocId)))),
    attemptsToday: days.find(({ day }) => day === dayOf(now))?.attempts ?? 0,
    scores: scoreFigures(attempts),
    classes: groupByClass(facts, levelLines(facts, roots, blocId)),
    days,
  };
}

export function attemptsIn(facts: RoundFacts, unitIds: { has(unitId: string): boolean }, blocId: string | null): AttemptFacts[] {
  const isInBloc = (personId: string) => blocId === null || (facts.blocsOf.get(personId)?.includes(blocId) ?? false);
  return facts.attempts.filter((attempt) => isCountedAttempt(attempt) && unitIds.has(attempt.unitId) && isInBloc(attempt.personId));
}

/** From the opening day to today or the last day of the round; nothing before it opens. */
export function roundDays({ round }: Pick<RoundFacts, "round">, attempts: readonly AttemptFacts[], now: Instant): TrendDay[] {
  if (now < round.opensAt) return [];
  return dailyTrend(attempts, dayOf(round.opensAt), dayOf(Math.min(now, round.closesAt - 1)));
}

export function scoreFigures(attempts: readonly AttemptFacts[]): ScoreFigures {
  const graded = attempts.filter((attempt) => isValidEntry(attempt) && attempt.score !== null);
  const totals = new Set(graded.map((attempt) => attempt.maxScore));
  const [maxScore = null] = totals;
  return {
    average: averagePoints(graded.map((attempt) => attempt.score!)),
    maxScore: totals.size === 1 ? maxScore : null,
    perfect: graded.filter((attempt) => attempt.maxScore !== 0 && attempt.score === attempt.maxScore).length,
  };
}
