import { and, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import type { RosterPerson } from "~/domain/participation/participation";
import type { Handle } from "../client.server";
import { attempts, grades, people, personBlocs, rounds } from "../schema";
import { isInAudience } from "./audience.server";
import { currentGrade, isValidEntry } from "./figures.server";
import type { RosterRound } from "./participation-counts.server";
import { unitAtClosing } from "./unit-at-closing.server";

/** People of the roster who may take part and have not retired, with what a list may show of them and whether they have entered. */
export type RosterRow = RosterPerson & {
  readonly code: string;
  readonly fullName: string;
  readonly rank: string;
  readonly jobTitle: string;
  /** Only for readers who remind people. */
  readonly phone: string | null;
  readonly hasEntered: boolean;
  /** An attempt of theirs runs at this moment. */
  readonly isSitting: boolean;
};

/** Of these units (null: all of them), by the unit at the closing. */
export async function listRosterRows(handle: Handle, round: RosterRound, unitIds: readonly string[] | null): Promise<RosterRow[]> {
  return handle
    .select({
      personId: people.id, unitId: sql<string>`${unitAtClosing(round)}`, code: people.code, fullName: people.fullName, rank: people.rank, jobTitle: people.jobTitle, phone: people.phone,
      blocIds: sql<string[]>`(select coalesce(json_agg(${personBlocs.blocId}), '[]') from ${personBlocs} where ${personBlocs.personId} = ${people.id})`,
      hasEntered: sql<boolean>`${hasEntered(round.id)}`,
      isSitting: sql<boolean>`${isSitting(round.id)}`,
    })
    .from(people)
    .where(isRemindable(round, unitIds));
}

/** How many of them have not entered, by unit, in one bloc or (null) in all; units without any are left out. */
export async function countNotEntered(handle: Handle, round: RosterRound, unitIds: readonly string[], blocId: string | null): Promise<Map<string, number>> {
  const isInBloc = blocId === null ? undefined : sql`exists (select 1 from ${personBlocs} where ${personBlocs.personId} = ${people.id} and ${personBlocs.blocId} = ${blocId})`;
  const rows = await handle
    .select({ unitId: sql<string>`${unitAtClosing(round)}`, count: sql<number>`count(*)::int` })
    .from(people)
    .where(and(isRemindable(round, unitIds), isInBloc, sql`not ${hasEntered(round.id)}`))
    .groupBy(sql`1`);
  return new Map(rows.map(({ unitId, count }) => [unitId, count]));
}

function isRemindable(round: RosterRound, unitIds: readonly string[] | null): SQL {
  const unit = unitAtClosing(round);
  const isInUnits = unitIds === null ? undefined : unitIds.length === 0 ? sql`false` : inArray(unit, [...unitIds]);
  return and(isNull(people.retiredAt), isInAudience({ blocIds: round.audience, unitIds: round.audienceUnits }, unit), isInUnits)!;
}

function isSitting(roundId: string): SQL {
  return sql`exists (
    select 1 from ${attempts}
    where ${eq(attempts.roundId, roundId)} and ${attempts.personId} = ${people.id} and ${attempts.state} = 'in-progress' and ${attempts.deadlineAt} > clock_timestamp())`;
}

function hasEntered(roundId: string): SQL {
  return sql`exists (
    select 1 from ${attempts} join ${rounds} on ${rounds.id} = ${attempts.roundId} join ${grades} on ${currentGrade}
    where ${eq(attempts.roundId, roundId)} and ${attempts.personId} = ${people.id} and ${isValidEntry})`;
}
