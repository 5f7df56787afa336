import { and, asc, eq, ilike, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { compareVietnameseNames } from "~/domain/shared/name-order";
import type { Day } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { blocs, people, personBlocs, units, unitTypes } from "../schema";
import { searchWords } from "./question-bank.server";

/** Units and people as the organisers' lists show them. */
export type UnitRow = {
  unitId: string;
  code: string;
  name: string;
  parentId: string | null;
  typeId: string;
  typeName: string;
  position: number;
  validFrom: Day | null;
  validTo: Day | null;
  /** People of the roster in the unit itself, without those below it. */
  rosterCount: number;
};

/** In the committee's order among siblings. */
export async function listUnits(handle: Handle): Promise<UnitRow[]> {
  const rosterCount = sql<number>`${sql`(select count(*) from ${people} where ${people.unitId} = ${units.id} and ${people.retiredAt} is null)`}::int`;
  return handle
    .select({ unitId: units.id, code: units.code, name: units.name, parentId: units.parentId, typeId: units.typeId, typeName: unitTypes.name, position: units.position, validFrom: units.validFrom, validTo: units.validTo, rosterCount })
    .from(units)
    .innerJoin(unitTypes, eq(unitTypes.id, units.typeId))
    .orderBy(asc(units.position), asc(units.code));
}

export type PeopleFilter = {
  /** As typed: words of the name, or the beginning of a code; diacritics do not count. */
  readonly search: string;
  /** People of these units; null is everybody. */
  readonly unitIds: readonly string[] | null;
  readonly blocId: string | null;
  /** People who have been taken off the roster, instead of those on it. */
  readonly isRetired: boolean;
};

export type PersonRow = {
  personId: string;
  code: string;
  fullName: string;
  birthDate: Day | null;
  gender: "male" | "female" | null;
  rank: string;
  jobTitle: string;
  unitId: string;
  blocs: string[];
  isCommitteeMember: boolean;
};

/** Everybody the filter finds, units in the order of `unitOrder`, then by Vietnamese name order, then by code. */
export async function listPeople(handle: Handle, filter: PeopleFilter, unitOrder: readonly string[]): Promise<PersonRow[]> {
  const rows = await handle
    .select({
      personId: people.id,
      code: people.code,
      fullName: people.fullName,
      birthDate: people.birthDate,
      gender: people.gender,
      rank: people.rank,
      jobTitle: people.jobTitle,
      unitId: people.unitId,
      blocs: sql<string[]>`${sql`coalesce((select jsonb_agg(${blocs.name} order by ${blocs.position}) from ${personBlocs} join ${blocs} on ${blocs.id} = ${personBlocs.blocId} where ${personBlocs.personId} = ${people.id}), '[]'::jsonb)`}`,
      isCommitteeMember: people.isCommitteeMember,
    })
    .from(people)
    .where(matchingPeople(filter));
  const place = new Map(unitOrder.map((unitId, index) => [unitId, index]));
  const placeOf = (unitId: string) => place.get(unitId) ?? unitOrder.length;
  return rows.sort((a, b) => placeOf(a.unitId) - placeOf(b.unitId) || compareVietnameseNames(a.fullName, b.fullName) || (a.code < b.code ? -1 : 1));
}

function matchingPeople(filter: PeopleFilter): SQL | undefined {
  const words = searchWords(filter.search);
  return and(
    filter.isRetired ? isNotNull(people.retiredAt) : isNull(people.retiredAt),
    ...words.map((word) => sql`(${ilike(people.searchName, `%${word}%`)} or ${ilike(people.code, `${word}%`)})`),
    filter.unitIds === null ? undefined : inArray(people.unitId, [...filter.unitIds]),
    filter.blocId === null ? undefined : sql`exists (select 1 from ${personBlocs} where ${personBlocs.personId} = ${people.id} and ${personBlocs.blocId} = ${filter.blocId})`,
  );
}

export async function countPeople(handle: Handle): Promise<number> {
  const [row] = await handle.select({ count: sql<number>`count(*)::int` }).from(people).where(isNull(people.retiredAt));
  return row!.count;
}
