import { asc, eq, inArray, sql } from "drizzle-orm";
import type { EligibleCount, RosterPerson } from "~/domain/participation/participation";
import type { UnitNode } from "~/domain/participation/unit-tree";
import type { ParticipationAttempt } from "~/domain/participation/valid-entry";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { attempts, blocs, eligibleCounts, grades, people, personBlocs, rounds, units, unitTypes } from "../schema";
import { currentGrade } from "./figures.server";

/** The facts from which the domain counts participation: one statement per kind of thing, nothing stored, nothing summed here. */
export type UnitRow = UnitNode & { readonly code: string; readonly name: string; readonly typeName: string; readonly typePosition: number };

/** Siblings in the committee's order. */
export async function listUnitRows(handle: Handle): Promise<UnitRow[]> {
  return handle
    .select({
      unitId: units.id, parentId: units.parentId, typeId: units.typeId, code: units.code, name: units.name,
      typeName: unitTypes.name, typePosition: unitTypes.position,
    })
    .from(units)
    .innerJoin(unitTypes, eq(unitTypes.id, units.typeId))
    .orderBy(asc(units.position), asc(units.code));
}

export type BlocName = { readonly blocId: string; readonly name: string };

export async function listBlocNames(handle: Handle): Promise<BlocName[]> {
  return handle.select({ blocId: blocs.id, name: blocs.name }).from(blocs).orderBy(asc(blocs.position), asc(blocs.name));
}

export async function listEligibleCounts(handle: Handle, contestId: string): Promise<EligibleCount[]> {
  return handle
    .select({ unitId: eligibleCounts.unitId, blocId: eligibleCounts.blocId, count: eligibleCounts.count })
    .from(eligibleCounts)
    .where(eq(eligibleCounts.contestId, contestId));
}

/** `isRetired`: left the roster, but has an attempt in the round, so that the attempt keeps its blocs. */
export type RosterRow = RosterPerson & { readonly isRetired: boolean };

export async function listRosterRows(handle: Handle, roundId: string): Promise<RosterRow[]> {
  const membership = handle
    .select({ personId: personBlocs.personId, blocIds: sql<string[]>`array_agg(${personBlocs.blocId}::text)`.as("bloc_ids") })
    .from(personBlocs)
    .groupBy(personBlocs.personId)
    .as("membership");
  const hasAttempt = sql`exists (select 1 from ${attempts} where ${attempts.roundId} = ${roundId} and ${attempts.personId} = ${people.id})`;
  return handle
    .select({
      personId: people.id,
      unitId: people.unitId,
      blocIds: sql<string[]>`coalesce(${membership.blocIds}, '{}')`,
      isRetired: sql<boolean>`${people.retiredAt} is not null`,
    })
    .from(people)
    .leftJoin(membership, eq(membership.personId, people.id))
    .where(sql`${people.retiredAt} is null or ${hasAttempt}`);
}

export type AttemptFacts = ParticipationAttempt & {
  readonly number: number;
  /** Null while there is no grade of the current version. */
  readonly score: Points | null;
  readonly maxScore: Points | null;
};

const epochMs = (column: unknown) => sql<Instant>`(extract(epoch from ${column}) * 1000)::float8`;

/** Every attempt of the round, void ones too. An attempt without a grade counts no response yet. */
export async function listAttemptFacts(handle: Handle, roundId: string): Promise<AttemptFacts[]> {
  return handle
    .select({
      attemptId: attempts.id, personId: attempts.personId, unitId: attempts.unitId, number: attempts.number, state: attempts.state,
      isTrial: rounds.isTrial,
      startedAt: epochMs(attempts.startedAt),
      submittedAt: sql<Instant | null>`${epochMs(attempts.submittedAt)}`,
      answeredCount: sql<number>`coalesce(${grades.answeredCount}, 0)`,
      score: grades.score, maxScore: grades.maxScore,
    })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .leftJoin(grades, currentGrade)
    .where(eq(attempts.roundId, roundId));
}

/** What a list of people may show of a person; the phone only where the reader reminds people. */
export type PersonRow = {
  readonly personId: string;
  readonly code: string;
  readonly fullName: string;
  readonly rank: string;
  readonly jobTitle: string;
  readonly phone: string | null;
};

const personColumns = {
  personId: people.id, code: people.code, fullName: people.fullName, rank: people.rank, jobTitle: people.jobTitle, phone: people.phone,
};

export async function listPeopleOfUnits(handle: Handle, unitIds: readonly string[]): Promise<PersonRow[]> {
  if (unitIds.length === 0) return [];
  return handle.select(personColumns).from(people).where(inArray(people.unitId, [...unitIds]));
}

export async function listAllPeople(handle: Handle): Promise<PersonRow[]> {
  return handle.select(personColumns).from(people);
}
