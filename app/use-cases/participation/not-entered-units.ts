/** Who has not entered, by unit: the domain's rule fed with the roster and the denominators of a round. */
import { listNotEntered, type UnitNotEntered } from "~/domain/participation/not-entered";
import type { RosterRow } from "~db/read-models/participation-people.server";
import { figuresOf } from "./figures";
import type { RoundFacts } from "./round-facts.server";

export function notEnteredUnits({ round: { audience }, participation }: Pick<RoundFacts, "round" | "participation">, roster: readonly RosterRow[], unitIds: readonly string[], blocId: string | null): UnitNotEntered<RosterRow>[] {
  return listNotEntered({
    unitIds,
    roster,
    blocId: blocId ?? (audience.length === 1 ? audience[0]! : null),
    enteredPersonIds: new Set(roster.filter((person) => person.hasEntered).map((person) => person.personId)),
    figuresOf: (unitId) => {
      const { basis, eligible, entered } = figuresOf(participation.byUnit.get(unitId)!.own, blocId);
      // why: nobody is eligible without a name where the names themselves are the count.
      return { eligible: basis === "roster" ? null : eligible, entered };
    },
  });
}

/** Of all the units together; null where the count of a unit with people is missing. */
export function totalUnnamed(units: readonly UnitNotEntered<unknown>[]): number | null {
  return units.reduce<number | null>((sum, { unnamed, people }) => {
    if (unnamed === null) return people.length === 0 ? sum : null;
    return sum === null ? null : sum + unnamed;
  }, 0);
}
