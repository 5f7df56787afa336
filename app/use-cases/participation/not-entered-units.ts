/** Who has not entered, by unit: the domain's rule fed with the roster and the denominators of a round. */
import { listNotEntered, type UnitNotEntered } from "~/domain/participation/not-entered";
import type { RosterRow } from "~db/read-models/participation-people.server";
import type { RoundFacts } from "./round-facts.server";

export function notEnteredUnits(
  { round: { audience }, eligibleCounts, admittedUnitIds, outOfForceUnitIds }: Pick<RoundFacts, "round" | "eligibleCounts" | "admittedUnitIds" | "outOfForceUnitIds">,
  roster: readonly RosterRow[],
  unitIds: readonly string[],
  blocId: string | null,
): UnitNotEntered<RosterRow>[] {
  // why: an audience of several blocs has no count of its own, since blocs overlap (docs: decisions on counting).
  const hasNoCount = blocId === null && audience.length > 1;
  return listNotEntered({
    unitIds,
    roster,
    blocId: blocId ?? (audience.length === 1 ? audience[0]! : null),
    enteredPersonIds: new Set(roster.filter((person) => person.hasEntered).map((person) => person.personId)),
    eligibleCounts: hasNoCount ? [] : eligibleCounts,
    admittedUnitIds,
    outOfForceUnitIds,
  });
}

/** Of all the units together; null where the count of a unit with people is missing. */
export function totalUnnamed(units: readonly UnitNotEntered<unknown>[]): number | null {
  return units.reduce<number | null>((sum, { unnamed, people }) => {
    if (unnamed === null) return people.length === 0 ? sum : null;
    return sum === null ? null : sum + unnamed;
  }, 0);
}
