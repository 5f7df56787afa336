/**
 * Who has not entered yet: the named people of the roster, and how many eligible people the roster does not name
 * (eligible − roster, per unit and never below 0, so a unit with too long a roster hides nobody of another unit).
 */
import { compareVietnameseNames } from "../shared/name-order";
import type { EligibleCount, RosterPerson } from "./participation";
import { isAdmitted } from "./unit-tree";

export type UnitNotEntered<Person> = {
  readonly unitId: string;
  /** By given name. */
  readonly people: readonly Person[];
  /** “n người chưa có tên trong danh sách”; null when the unit's eligible count is not known. */
  readonly unnamed: number | null;
};

export type NotEnteredQuestion<Person> = {
  /** The units asked about, in the order wanted (a subtree in pre-order, say). */
  readonly unitIds: readonly string[];
  /** One bloc only, or null for everybody. */
  readonly blocId: string | null;
  readonly roster: readonly Person[];
  readonly enteredPersonIds: { readonly has: (personId: string) => boolean };
  readonly eligibleCounts: readonly EligibleCount[];
  /** As for participation: elsewhere nobody is eligible, so nobody is unnamed. */
  readonly admittedUnitIds?: ReadonlySet<string> | null;
  readonly outOfForceUnitIds?: ReadonlySet<string>;
};

export function listNotEntered<Person extends RosterPerson & { readonly fullName: string }>(
  question: NotEnteredQuestion<Person>,
): UnitNotEntered<Person>[] {
  const { unitIds, blocId, eligibleCounts, enteredPersonIds, admittedUnitIds, outOfForceUnitIds } = question;
  const rosterOf = new Map<string, Person[]>(unitIds.map((unitId) => [unitId, []]));
  for (const person of question.roster) {
    if (blocId === null || person.blocIds.includes(blocId)) rosterOf.get(person.unitId)?.push(person);
  }
  const countOf = new Map(eligibleCounts.filter((row) => row.blocId === blocId).map((row) => [row.unitId, row.count]));
  return unitIds.map((unitId) => {
    const named = rosterOf.get(unitId) ?? [];
    const eligible = isAdmitted(admittedUnitIds, unitId) && !outOfForceUnitIds?.has(unitId) ? countOf.get(unitId) : 0;
    return {
      unitId,
      people: named.filter((person) => !enteredPersonIds.has(person.personId)).sort(byName),
      unnamed: eligible === undefined ? null : Math.max(0, eligible - named.length),
    };
  });
}

function byName(left: RosterPerson & { fullName: string }, right: RosterPerson & { fullName: string }): number {
  return compareVietnameseNames(left.fullName, right.fullName) || (left.personId < right.personId ? -1 : 1);
}
