import type { Instant } from "~/domain/shared/time";
import type { Database, Handle } from "~db/client.server";
import type { BlocName } from "~db/read-models/participation.server";
import { countNotEntered, listRosterRows, type RosterRow } from "~db/read-models/participation-people.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { type EnteredPerson, listEnteredPeople } from "./entered-people.server";
import { figuresOf, type ShownFigures, shownFigures } from "./figures";
import { loadRoundFacts, type RoundFacts } from "./round-facts.server";
import { hasResults, type RoundView, roundView } from "./round-view";
import { isInScope, type Scope } from "./scope";
import { notEnteredUnits, totalUnnamed } from "./not-entered-units";
import { groupByClass, levelLines, type UnitClass } from "./unit-classes";

/** Drill-down: a unit with everything below it → each bloc → the people who have not entered, by name. */
export type UnitParticipationView = {
  readonly asOf: Instant;
  readonly round: RoundView;
  readonly unit: { readonly unitId: string; readonly name: string; readonly typeName: string };
  /** From the top of the reader's scope down to the parent. */
  readonly above: readonly { readonly unitId: string; readonly name: string }[];
  readonly blocId: string | null;
  /** Figures and people of the unit itself, without the units below it; false where there are none. */
  readonly isOwnOnly: boolean;
  readonly figures: ShownFigures;
  readonly blocs: readonly (BlocName & { readonly figures: ShownFigures })[];
  /** Empty for a unit that has nothing below it. */
  readonly classes: readonly UnitClass[];
  readonly notEntered: NotEnteredView;
  /** Of the same units as the names of `notEntered`. */
  readonly entered: readonly EnteredPerson[];
};

export type NotEnteredView = {
  readonly named: number;
  /** Eligible people the roster does not name; null where a count is missing. */
  readonly unnamed: number | null;
  /** True when there are more names than one page can show: then `units` has only those of the unit itself. */
  readonly isCut: boolean;
  readonly units: readonly NotEnteredUnit[];
};
export type NotEnteredUnit = { readonly unitId: string; readonly name: string; readonly unnamed: number | null; readonly people: readonly NotEnteredPerson[] };
export type NotEnteredPerson = Pick<RosterRow, "personId" | "code" | "fullName" | "rank" | "jobTitle" | "isSitting"> & { readonly blocNames: readonly string[] };

const longestList = 1_000;

type Input = {
  roundId: string;
  unitId: string;
  blocId?: string | null;
  isOwnOnly?: boolean;
  scope: Scope;
  /** Where the reader may see scores before everybody does. */
  scoreScope: Scope;
};

/** Null for a round without results and for a unit that is missing or outside the scope: both look the same. */
export async function loadUnitParticipation({ database }: { database: Database }, input: Input): Promise<UnitParticipationView | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, input.roundId);
    if (!round || !hasResults(round)) return null;
    const facts = await loadRoundFacts(handle, round);
    const blocId = input.blocId ?? null;
    const isKnownBloc = blocId === null || facts.blocs.some((bloc) => bloc.blocId === blocId);
    if (!isKnownBloc || !isInScope(facts.participation.tree, input.scope, input.unitId)) return null;
    return { asOf: now, round: roundView(round, now), ...(await unitView(handle, facts, { ...input, blocId, now })) };
  });
}

async function unitView(handle: Handle, facts: RoundFacts, { unitId, blocId, scope, scoreScope, now, ...input }: Input & { blocId: string | null; now: Instant }) {
  const { tree, byUnit } = facts.participation;
  const { name, typeName } = facts.unitOf.get(unitId)!;
  const hasChildren = tree.childrenOf(unitId).length > 0;
  const isOwnOnly = hasChildren && input.isOwnOnly === true;
  const counted = byUnit.get(unitId)![isOwnOnly ? "own" : "subtree"];
  const unitIds = isOwnOnly ? [unitId] : tree.subtreeOf(unitId);
  const notEntered = await notEnteredView(handle, facts, unitId, unitIds, blocId);
  return {
    unit: { unitId, name, typeName },
    above: tree.ancestorsOf(unitId).filter((above) => isInScope(tree, scope, above)).toReversed().map((above) => ({ unitId: above, name: facts.unitOf.get(above)!.name })),
    blocId, isOwnOnly,
    figures: shownFigures(figuresOf(counted, blocId)),
    blocs: facts.blocs.map((bloc) => ({ ...bloc, figures: shownFigures(figuresOf(counted, bloc.blocId)) })),
    classes: hasChildren && !isOwnOnly ? groupByClass(facts, levelLines(facts, [unitId], blocId)) : [],
    notEntered,
    entered: await listEnteredPeople(handle, facts, { unitIds: notEntered.isCut ? [unitId] : unitIds, blocId, scoreScope, now }),
  };
}

async function notEnteredView(handle: Handle, facts: RoundFacts, unitId: string, unitIds: readonly string[], blocId: string | null): Promise<NotEnteredView> {
  const namedIn = await countNotEntered(handle, facts.round, unitIds, blocId);
  const named = [...namedIn.values()].reduce((sum, count) => sum + count, 0);
  const isCut = named > longestList && unitIds.length > 1;
  const shownUnits = isCut ? [unitId] : unitIds;
  const units = notEnteredUnits(facts, await listRosterRows(handle, facts.round, shownUnits), shownUnits, blocId);
  return {
    isCut,
    named,
    unnamed: totalUnnamed(facts, namedIn, unitIds, blocId),
    units: units
      .filter((unit) => unit.people.length > 0 || (unit.unnamed ?? 0) > 0)
      .map((unit) => ({
        unitId: unit.unitId,
        name: facts.unitOf.get(unit.unitId)!.name,
        unnamed: unit.unnamed,
        people: unit.people.map((person) => personView(facts, person)),
      })),
  };
}

function personView(facts: RoundFacts, { personId, code, fullName, rank, jobTitle, isSitting, blocIds }: RosterRow): NotEnteredPerson {
  return { personId, code, fullName, rank, jobTitle, isSitting, blocNames: facts.blocs.filter((bloc) => blocIds.includes(bloc.blocId)).map((bloc) => bloc.name) };
}
