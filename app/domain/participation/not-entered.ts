/**
 * Who has not entered yet: the named people of the roster, and how many more eligible people there are. A person who entered counts
 * where the figures count them, though they have moved, retired or been erased since; so entered, named and unnamed together are
 * the eligible, unless a unit's names are more than its count says.
 */
import { compareVietnameseNames } from "../shared/name-order";
import type { Basis } from "./basis";
import type { Figures, RosterPerson } from "./participation";

export type UnitNotEntered<Person> = {
  readonly unitId: string;
  /** By given name. */
  readonly people: readonly Person[];
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

/**
 * “n người chưa có tên trong danh sách” of one unit: eligible − entered − named, never below 0, so a unit with too long a roster
 * hides nobody of another unit; null when its eligible count is not known.
 */
export function unnamedCount({ eligible, entered }: Pick<Figures, "eligible" | "entered">, named: number): number | null {
  return eligible === null ? null : Math.max(0, eligible - entered - named);
}

/** Whether more people are missing unit by unit than eligible − entered says of all: the people of some unit are more than its count. The roster has no count to be looked over. */
export function isBeyondCount(missing: number, { basis, notEntered }: { readonly basis: Basis; readonly notEntered: number | null }): boolean {
  return basis === "eligible-count" && notEntered !== null && missing > notEntered;
}

export function listNotEntered<Person extends RosterPerson & { readonly fullName: string }>(
  { unitIds, blocId, roster, enteredPersonIds, figuresOf }: NotEnteredQuestion<Person>,
): UnitNotEntered<Person>[] {
  const namedIn = new Map<string, Person[]>(unitIds.map((unitId) => [unitId, []]));
  for (const person of roster) {
    if ((blocId === null || person.blocIds.includes(blocId)) && !enteredPersonIds.has(person.personId)) namedIn.get(person.unitId)?.push(person);
  }
  return unitIds.map((unitId) => {
    const named = namedIn.get(unitId) ?? [];
    return { unitId, people: named.sort(byName), unnamed: unnamedCount(figuresOf(unitId), named.length) };
  });
}

function byName(left: RosterPerson & { fullName: string }, right: RosterPerson & { fullName: string }): number {
  return compareVietnameseNames(left.fullName, right.fullName) || (left.personId < right.personId ? -1 : 1);
}
