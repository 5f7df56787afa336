/**
 * Participation: persons with a valid entry ÷ eligible count, per unit and bloc. A person counts once, in the unit of
 * the latest valid entry, and once in each bloc; so sums over a subtree count nobody twice. Attempts and valid entries
 * stay with the unit in which they were made. Derived data: the same input always gives the same figures.
 */
import type { Basis } from "./basis";
import { buildUnitTree, isAdmitted, type UnitNode, type UnitTree } from "./unit-tree";
import { countByUnit } from "./count-by-unit";
import type { ParticipationAttempt } from "./valid-entry";

/** `unitId`: on the last day of the round, of an open one today. */
export type RosterPerson = { readonly personId: string; readonly unitId: string; readonly blocIds: readonly string[] };

/** `blocId` null: all blocs together. Blocs overlap, so their counts need not add up to it. */
export type EligibleCount = { readonly unitId: string; readonly blocId: string | null; readonly count: number };

export type ParticipationInput = {
  readonly units: readonly UnitNode[];
  readonly blocIds: readonly string[];
  /** Blocs that may take part; none means everybody. Figures by bloc are given for these only. */
  readonly audience: readonly string[];
  /** Units whose people may take part, those below them named too; left out or null means all. Nobody is eligible elsewhere. */
  readonly admittedUnitIds?: ReadonlySet<string> | null;
  /** Units that are no more, or not yet, while the round runs; left out means none. Nobody is eligible there, whatever count is still given. */
  readonly outOfForceUnitIds?: ReadonlySet<string>;
  readonly roster: readonly RosterPerson[];
  readonly eligibleCounts: readonly EligibleCount[];
  readonly attempts: readonly ParticipationAttempt[];
};

export type Figures = {
  /** Null when somebody's count is missing: then there is no honest rate. */
  readonly eligible: number | null;
  /** Several blocs overlap, so an audience of several has no entered count: then the roster is counted, and labelled so. */
  readonly basis: Basis;
  readonly entered: number;
  /** entered ÷ eligible, not rounded, may exceed 1 where counts are out of date; null without a positive denominator. */
  readonly rate: number | null;
  readonly attempts: number;
  readonly validEntries: number;
  readonly onRoster: number;
};

export type FiguresByBloc = { readonly all: Figures; readonly byBloc: ReadonlyMap<string, Figures> };

export type UnitParticipation = {
  readonly unitId: string;
  readonly depth: number;
  /** The unit alone, and the unit with everything below it. */
  readonly own: FiguresByBloc;
  readonly subtree: FiguresByBloc;
};

export type Participation = {
  readonly tree: UnitTree;
  /** In pre-order. */
  readonly units: readonly UnitParticipation[];
  readonly byUnit: ReadonlyMap<string, UnitParticipation>;
  readonly total: FiguresByBloc;
};

/** Throws RangeError when an attempt, person or count names a unit that is not among `units`. */
export function computeParticipation(input: ParticipationInput): Participation {
  return participationFromCounts({ ...input, counts: countByUnit(input) });
}

/** What was counted of one unit alone, in one bloc or (null) in all together. Missing rows are zeros. */
export type UnitCounts = {
  readonly unitId: string;
  readonly blocId: string | null;
  readonly entered: number;
  readonly attempts: number;
  readonly validEntries: number;
  /** People of the audience only. */
  readonly onRoster: number;
};

export type CountedInput = Omit<ParticipationInput, "roster" | "attempts"> & { readonly counts: readonly UnitCounts[] };

/** A unit without anybody only holds others, or is over: no list names it. A missing count is somebody not counted yet. */
export function hasAnybody({ eligible, onRoster, attempts }: Pick<Figures, "eligible" | "onRoster" | "attempts">): boolean {
  return eligible === null || eligible > 0 || onRoster > 0 || attempts > 0;
}

/** The same as `computeParticipation`, from counts that somebody else (a database) has made by the rules of `countByUnit`. */
export function participationFromCounts(input: CountedInput): Participation {
  const tree = buildUnitTree(input.units);
  const blocIds = input.audience.length === 0 ? input.blocIds : input.blocIds.filter((bloc) => input.audience.includes(bloc));
  const scoped = { ...input, blocIds };
  const own = ownTallies(tree, scoped);
  const summed = (unitIds: readonly string[]) => figuresByBloc(scoped, sumTallies(unitIds.map((unitId) => own.get(unitId)!)));
  const units = tree.preOrder.map((unitId) => ({
    unitId,
    depth: tree.depthOf(unitId),
    own: summed([unitId]),
    subtree: summed(tree.subtreeOf(unitId)),
  }));
  return { tree, units, byUnit: new Map(units.map((unit) => [unit.unitId, unit])), total: summed(tree.preOrder) };
}

/** Figures of each unit type: its units alone, without what is below them. In the order in which types first appear. */
export function classTotals(participation: Participation): ReadonlyMap<string, FiguresByBloc> {
  const { tree, units } = participation;
  const byType = new Map<string, FiguresByBloc[]>();
  for (const { unitId, own } of units) {
    const type = tree.typeOf(unitId);
    byType.set(type, [...(byType.get(type) ?? []), own]);
  }
  return new Map([...byType].map(([type, list]) => [type, addFiguresByBloc(list)]));
}

type Tally = { eligible: number | null; entered: number; attempts: number; validEntries: number; onRoster: number };
/** Key null: all blocs together. */
type TalliesByBloc = ReadonlyMap<string | null, Tally>;

function ownTallies(tree: UnitTree, input: CountedInput): ReadonlyMap<string, TalliesByBloc> {
  const scopes = [null, ...input.blocIds];
  const tallies = new Map(tree.preOrder.map((unitId) => [unitId, new Map(scopes.map((scope) => [scope, emptyTally()]))]));
  for (const { unitId, blocId, entered, attempts, validEntries, onRoster } of input.counts) {
    const byBloc = tallies.get(unitId);
    if (!byBloc) throw new RangeError(`Unit ${unitId} is not in the tree`);
    const tally = byBloc.get(blocId);
    if (tally) Object.assign(tally, { entered, attempts, validEntries, onRoster });
  }
  setEligible(tallies, input);
  return tallies;
}

/** A missing count is 0 for a unit that nobody belongs to (it only holds others), otherwise unknown. */
function setEligible(tallies: ReadonlyMap<string, TalliesByBloc>, input: CountedInput): void {
  const counts = new Map(input.eligibleCounts.map(({ unitId, blocId, count }) => [countKey(unitId, blocId), count]));
  for (const { unitId } of input.eligibleCounts) if (!tallies.has(unitId)) throw new RangeError(`Unit ${unitId} is not in the tree`);
  for (const [unitId, byBloc] of tallies) {
    for (const [scope, tally] of byBloc) {
      const bloc = scope === null && input.audience.length === 1 ? input.audience[0]! : scope;
      if (!isAdmitted(input.admittedUnitIds, unitId) || input.outOfForceUnitIds?.has(unitId)) {
        tally.eligible = 0;
        continue;
      }
      const entered = counts.get(countKey(unitId, bloc)) ?? (tally.onRoster === 0 && tally.entered === 0 ? 0 : null);
      tally.eligible = basisOf(scope, input.audience) === "roster" ? tally.onRoster : entered;
    }
  }
}

function basisOf(scope: string | null, audience: readonly string[]): Basis {
  return scope === null && audience.length > 1 ? "roster" : "eligible-count";
}

function countKey(unitId: string, blocId: string | null): string {
  return JSON.stringify([unitId, blocId]);
}

function emptyTally(): Tally {
  return { eligible: 0, entered: 0, attempts: 0, validEntries: 0, onRoster: 0 };
}

function addTally(left: Tally, right: Tally): Tally {
  return {
    eligible: left.eligible === null || right.eligible === null ? null : left.eligible + right.eligible,
    entered: left.entered + right.entered,
    attempts: left.attempts + right.attempts,
    validEntries: left.validEntries + right.validEntries,
    onRoster: left.onRoster + right.onRoster,
  };
}

function sumTallies(list: readonly TalliesByBloc[]): TalliesByBloc {
  const sums = new Map<string | null, Tally>();
  for (const byBloc of list) for (const [scope, tally] of byBloc) sums.set(scope, addTally(sums.get(scope) ?? emptyTally(), tally));
  return sums;
}

function figuresByBloc(input: Pick<ParticipationInput, "blocIds" | "audience">, tallies: TalliesByBloc): FiguresByBloc {
  const figures = (scope: string | null) => figuresOf(tallies.get(scope) ?? emptyTally(), basisOf(scope, input.audience));
  return { all: figures(null), byBloc: new Map(input.blocIds.map((bloc) => [bloc, figures(bloc)])) };
}

function figuresOf(tally: Tally, basis: Basis): Figures {
  return { ...tally, basis, rate: tally.eligible === null || tally.eligible <= 0 ? null : tally.entered / tally.eligible };
}

function addFiguresByBloc(list: readonly FiguresByBloc[]): FiguresByBloc {
  const first = list[0]!;
  const add = (figures: readonly Figures[]) => figuresOf(figures.reduce<Tally>(addTally, emptyTally()), figures[0]!.basis);
  const blocs = [...first.byBloc.keys()].map((bloc) => [bloc, add(list.map(({ byBloc }) => byBloc.get(bloc)!))] as const);
  return { all: add(list.map(({ all }) => all)), byBloc: new Map(blocs) };
}
