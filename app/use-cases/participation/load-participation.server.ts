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
import { isInScope, type Scope, scopeRoots, scopeUnits } from "./scope";
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
  /** Null for a reader whose results cover none of these units. */
  readonly scores: ScopedScores | null;
  readonly classes: readonly UnitClass[];
  readonly days: readonly TrendDay[];
};

export type ScopedScores = ScoreFigures & {
  /** The units whose subtrees the scores are of, where those are fewer than the page shows; empty for the same units. */
  readonly scopeNames: readonly string[];
};

type Input = {
  roundId: string;
  blocId?: string | null;
  scope: Scope;
  /** Where the reader may see results, which may be less than where participation is seen. */
  scoreScope: Scope;
};

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
    const days = await loadDailyTrend(handle, round, { unitIds: unitsOf(facts, input.scope), blocId }, now);
    const others = rounds.filter((other) => other.id !== round.id && hasResults(other));
    return {
      ...scopedView(facts, input.scope, blocId),
      asOf: now,
      round: roundView(round, now),
      otherRounds: others.map((other) => roundView(other, now)),
      scores: await loadScores(handle, facts, { ...input, blocId }),
      days,
      attemptsToday: days.find(({ day }) => day === dayOf(now))?.attempts ?? 0,
    };
  });
}

/** Null is all of them, as read models take it. */
function unitsOf({ participation: { tree } }: RoundFacts, scope: Scope): readonly string[] | null {
  return scope === "all" ? null : scopeUnits(tree, scope);
}

async function loadScores(handle: Handle, facts: RoundFacts, { scope, scoreScope, blocId }: Input & { blocId: string | null }): Promise<ScopedScores | null> {
  const { tree } = facts.participation;
  const unitIds = scopeUnits(tree, scoreScope).filter((unitId) => isInScope(tree, scope, unitId));
  if (unitIds.length === 0) return null;
  const isWhole = unitIds.length === scopeUnits(tree, scope).length;
  const scores = await loadScoreFigures(handle, facts.round.id, { unitIds: isWhole ? unitsOf(facts, scope) : unitIds, blocId });
  return { ...scores, scopeNames: isWhole ? [] : scopeRoots(tree, unitIds).map((root) => facts.unitOf.get(root)!.name) };
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
