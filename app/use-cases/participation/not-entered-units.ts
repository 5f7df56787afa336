/** Who has not entered, by unit: the domain's rule fed with the roster and the denominators of a round. */
import { listNotEntered, type UnitNotEntered, unnamedCount } from "~/domain/participation/not-entered";
import type { Figures } from "~/domain/participation/participation";
import type { RosterRow } from "~db/read-models/participation-people.server";
import { figuresOf } from "./figures";
import type { RoundFacts } from "./round-facts.server";

type Counted = Pick<RoundFacts, "round" | "participation">;

export function notEnteredUnits(facts: Counted, roster: readonly RosterRow[], unitIds: readonly string[], blocId: string | null): UnitNotEntered<RosterRow>[] {
  return listNotEntered({
    unitIds,
    roster,
    blocId: blocId ?? (facts.round.audience.length === 1 ? facts.round.audience[0]! : null),
    enteredPersonIds: new Set(roster.filter((person) => person.hasEntered).map((person) => person.personId)),
    figuresOf: (unitId) => declaredFigures(facts, unitId, blocId),
  });
}

/** Of all the units together, by how many of each are named; null where the count of a unit with named people is missing. */
export function totalUnnamed(facts: Counted, namedIn: ReadonlyMap<string, number>, unitIds: readonly string[], blocId: string | null): number | null {
  return unitIds.reduce<number | null>((sum, unitId) => {
    const named = namedIn.get(unitId) ?? 0;
    const unnamed = unnamedCount(declaredFigures(facts, unitId, blocId), named);
    if (unnamed === null) return named === 0 ? sum : null;
    return sum === null ? null : sum + unnamed;
  }, 0);
}

/** Of the unit alone; without an eligible count where the names themselves are the count, so that nobody is missing without a name. */
function declaredFigures({ participation }: Counted, unitId: string, blocId: string | null): Pick<Figures, "eligible" | "entered"> {
  const { basis, eligible, entered } = figuresOf(participation.byUnit.get(unitId)!.own, blocId);
  return { eligible: basis === "roster" ? null : eligible, entered };
}
