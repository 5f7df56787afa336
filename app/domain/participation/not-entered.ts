/**
 * Who has not entered yet: the named people of the roster, and how many more eligible people there are. A person who entered counts
 * where the figures count them, though they have moved, retired or been erased since; so entered, named and unnamed together are
 * the eligible, unless a unit's names are more than its count says.
 */
import { compareVietnameseNames } from "../shared/name-order";
import type { Figures, RosterPerson } from "./participation";

export type UnitNotEntered<Person> = {
  readonly unitId: string;
  /** By given name. */
  readonly people: readonly Person[];
  /**
   * “n người chưa có tên trong danh sách”: eligible − entered − named, per unit and never below 0, so a unit with too long a roster
   * hides nobody of another unit; null when the unit's eligible count is not known.
   */
  readonly unnamed: number | null;
};

export type NotEnteredQuestion<Person> = {
  /** The units asked about, in the order wanted (a subtree in pre-order, say). */
  readonly unitIds: readonly string[];
  /** One bloc only, or null for everybody. */
  readonly blocId: string | null;
  readonly roster: readonly Person[];
  readonly enteredPersonIds: { readonly has: (personId: string) => boolean };
  /** Of the unit alone, in that bloc. */
  readonly figuresOf: (unitId: string) => Pick<Figures, "eligible" | "entered">;
};

export function listNotEntered<Person extends RosterPerson & { readonly fullName: string }>(
  { unitIds, blocId, roster, enteredPersonIds, figuresOf }: NotEnteredQuestion<Person>,
): UnitNotEntered<Person>[] {
  const namedIn = new Map<string, Person[]>(unitIds.map((unitId) => [unitId, []]));
  for (const person of roster) {
    if ((blocId === null || person.blocIds.includes(blocId)) && !enteredPersonIds.has(person.personId)) namedIn.get(person.unitId)?.push(person);
  }
  return unitIds.map((unitId) => {
    const named = namedIn.get(unitId) ?? [];
    const { eligible, entered } = figuresOf(unitId);
    return { unitId, people: named.sort(byName), unnamed: eligible === null ? null : Math.max(0, eligible - entered - named.length) };
  });
}

function byName(left: RosterPerson & { fullName: string }, right: RosterPerson & { fullName: string }): number {
  return compareVietnameseNames(left.fullName, right.fullName) || (left.personId < right.personId ? -1 : 1);
}
