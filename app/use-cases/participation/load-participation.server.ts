import { type TrendDay, trendFromCounts } from "~/domain/participation/trend";
import { dayOf, type Instant } from "~/domain/shared/time";
import type { Database, Handle } from "~db/client.server";
import type { BlocName } from "~db/read-models/participation.server";
import { listDayCounts, loadScoreFigures, type Part, type ScoreFigures } from "~db/read-models/participation-counts.server";
import { findResultRound, listResultRounds, type ResultRound } from "~db/read-models/report-round.server";
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
    const unitIds = input.scope === "all" ? null : scopeUnits(facts.participation.tree, input.scope);
    const days = await loadDailyTrend(handle, round, { unitIds, blocId }, now);
    const others = rounds.filter((other) => other.id !== round.id && hasResults(other));
    return {
      ...scopedView(facts, input.scope, blocId),
      asOf: now,
      round: roundView(round, now),
      otherRounds: others.map((other) => roundView(other, now)),
      scores: await loadScoreFigures(handle, round.id, { unitIds, blocId }),
      days,
      attemptsToday: days.find(({ day }) => day === dayOf(now))?.attempts ?? 0,
    };
  });
}

function scopedView(facts: RoundFacts, scope: Scope, blocId: string | null) {
  const { tree, byUnit } = facts.participation;
  const roots = scopeRoots(tree, scope);
  return {
    blocs: facts.blocs,
    blocId,
    scopeNames: scope === "all" ? [] : roots.map((root) => facts.unitOf.get(root)!.name),
    rootUnitId: roots.length === 1 ? roots[0]! : null,
    figures: sumFigures(roots.map((root) => shownFigures(figuresOf(byUnit.get(root)!.subtree, blocId)))),
    classes: groupByClass(facts, levelLines(facts, roots, blocId)),
  };
}

/** From the opening day to today or the last day of the round; nothing before it opens. */
async function loadDailyTrend(handle: Handle, round: ResultRound, part: Part, now: Instant): Promise<TrendDay[]> {
  if (now < round.opensAt) return [];
  return trendFromCounts(await listDayCounts(handle, round.id, part), dayOf(round.opensAt), dayOf(Math.min(now, round.closesAt - 1)));
}
