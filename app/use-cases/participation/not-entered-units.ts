/** Who has not entered, by unit: the domain's rule fed with the facts of a round and the names of its people. */
import { listNotEntered, type UnitNotEntered } from "~/domain/participation/not-entered";
import { latestValidEntries } from "~/domain/participation/valid-entry";
import type { PersonRow, RosterRow } from "~db/read-models/participation.server";
import type { RoundFacts } from "./round-facts.server";

export type NamedRosterPerson = RosterRow & { readonly fullName: string };

/** `people` may hold only some of them: whoever is not in it is counted, under an empty name. */
export function notEnteredUnits(
  facts: RoundFacts,
  people: ReadonlyMap<string, PersonRow>,
  unitIds: readonly string[],
  blocId: string | null,
): UnitNotEntered<NamedRosterPerson>[] {
  const { audience } = facts.round;
  const hasNoCount = blocId === null && audience.length > 1;
  return listNotEntered({
    unitIds,
    blocId: blocId ?? (audience.length === 1 ? audience[0]! : null),
    roster: facts.roster.filter((person) => !person.isRetired).map((person) => ({ ...person, fullName: people.get(person.personId)?.fullName ?? "" })),
    enteredPersonIds: latestValidEntries(facts.attempts),
    eligibleCounts: hasNoCount ? [] : facts.eligibleCounts,
  });
}

/** Of all the units together; null where the count of one of them is missing. */
export function totalUnnamed(units: readonly UnitNotEntered<unknown>[]): number | null {
  return units.reduce<number | null>((sum, { unnamed, people }) => {
    if (unnamed === null) return people.length === 0 ? sum : null;
    return sum === null ? null : sum + unnamed;
  }, 0);
}
