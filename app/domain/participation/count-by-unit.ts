/**
 * Counting people and attempts of each unit alone, by bloc and for all blocs together: a person on the roster in the unit of
 * the round's last day (of an open round: today's), an attempt in the unit in which it was made, a person who entered in the
 * unit of the latest valid entry.
 */
import type { ParticipationInput, UnitCounts } from "./participation";
import { isAdmitted } from "./unit-tree";
import { isCountedAttempt, isValidEntry, latestValidEntries } from "./valid-entry";

type Counted = "entered" | "attempts" | "validEntries" | "onRoster";

export function countByUnit(input: Pick<ParticipationInput, "roster" | "attempts" | "audience" | "admittedUnitIds">): UnitCounts[] {
  const counts = new Map<string, { -readonly [Key in keyof UnitCounts]: UnitCounts[Key] }>();
  const blocsOf = new Map(input.roster.map((person) => [person.personId, person.blocIds]));
  const add = (unitId: string, personId: string, counted: Counted) => {
    for (const blocId of [null, ...new Set(blocsOf.get(personId) ?? [])]) {
      const key = JSON.stringify([unitId, blocId]);
      const row = counts.get(key) ?? { unitId, blocId, entered: 0, attempts: 0, validEntries: 0, onRoster: 0 };
      row[counted] += 1;
      counts.set(key, row);
    }
  };
  for (const person of input.roster) if (isInAudience(person, input)) add(person.unitId, person.personId, "onRoster");
  for (const attempt of input.attempts) {
    if (isCountedAttempt(attempt)) add(attempt.unitId, attempt.personId, "attempts");
    if (isValidEntry(attempt)) add(attempt.unitId, attempt.personId, "validEntries");
  }
  for (const entry of latestValidEntries(input.attempts).values()) add(entry.unitId, entry.personId, "entered");
  return [...counts.values()];
}

function isInAudience(person: ParticipationInput["roster"][number], { audience, admittedUnitIds }: Pick<ParticipationInput, "audience" | "admittedUnitIds">): boolean {
  return isAdmitted(admittedUnitIds, person.unitId) && (audience.length === 0 || person.blocIds.some((bloc) => audience.includes(bloc)));
}
