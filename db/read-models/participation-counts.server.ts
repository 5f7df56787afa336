import { and, eq, inArray, ne, sql, type SQL } from "drizzle-orm";
import type { UnitCounts } from "~/domain/participation/participation";
import type { DayCounts } from "~/domain/participation/trend";
import type { Points } from "~/domain/shared/points";
import type { Handle } from "../client.server";
import { attempts, grades, people, personBlocs, rounds } from "../schema";
import { isInAudience } from "./audience.server";
import { currentGrade, isValidEntry } from "./figures.server";
import type { ResultRound } from "./report-round.server";
import { unitAtClosing } from "./unit-at-closing.server";

/**
 * Participation counted by PostgreSQL, so that a page costs the same work here for 400 people and for 50,000. The rules are
 * those of the domain (`countByUnit`, `dailyTrend`), which remain the definition: tests compare the two over random rounds.
 */
const fact = sql`
  entry as (
    select ${attempts.personId} as person_id, ${attempts.unitId} as unit_id, ${isValidEntry} is true as is_valid,
      ${attempts.submittedAt} as submitted_at, ${attempts.startedAt} as started_at, ${attempts.id} as id
    from ${attempts} join ${rounds} on ${rounds.id} = ${attempts.roundId} left join ${grades} on ${currentGrade}
    where ${attempts.state} <> 'void' and not ${rounds.isTrial}`;

export async function listUnitCounts(handle: Handle, round: RosterRound): Promise<UnitCounts[]> {
  const rows = await handle.execute<UnitCountRow>(sql`
    with ${fact} and ${attempts.roundId} = ${round.id}),
    latest as (
      select distinct on (person_id) person_id, unit_id from entry where is_valid order by person_id, submitted_at desc, started_at desc, id desc
    ),
    fact as (
      select person_id, unit_id, 0 as entered, 1 as attempts, is_valid::int as valid_entries, 0 as on_roster from entry
      union all select person_id, unit_id, 1, 0, 0, 0 from latest
      union all select ${people.id}, ${unitAtClosing(round)}, 0, 0, 0, 1 from ${people} where ${isOnRoster(round)}
    ),
    person as (
      select person_id, unit_id, sum(entered) as entered, sum(attempts) as attempts, sum(valid_entries) as valid_entries, sum(on_roster) as on_roster
      from fact group by person_id, unit_id
    )
    select unit_id, null as bloc_id, ${sums} from person group by unit_id
    union all
    select unit_id, ${personBlocs.blocId} as bloc_id, ${sums} from person join ${personBlocs} on ${personBlocs.personId} = person.person_id group by unit_id, ${personBlocs.blocId}`);
  return rows.map((row) => ({
    unitId: row.unit_id, blocId: row.bloc_id, entered: row.entered, attempts: row.attempts, validEntries: row.valid_entries, onRoster: row.on_roster,
  }));
}

type UnitCountRow = { unit_id: string; bloc_id: string | null; entered: number; attempts: number; valid_entries: number; on_roster: number };

const sums = sql`sum(entered)::int as entered, sum(attempts)::int as attempts, sum(valid_entries)::int as valid_entries, sum(on_roster)::int as on_roster`;

/** What says who belongs to a round, and in which unit. */
export type RosterRound = Pick<ResultRound, "id" | "audience" | "audienceUnits" | "opensAt" | "closesAt">;

/** People of the audience; somebody who has retired stays on it as long as an attempt of the round is theirs. */
export function isOnRoster(round: RosterRound): SQL {
  const { id, audience, audienceUnits } = round;
  const hasAttempt = sql`exists (select 1 from ${attempts} where ${attempts.roundId} = ${id} and ${attempts.personId} = ${people.id})`;
  return and(sql`(${people.retiredAt} is null or ${hasAttempt})`, isInAudience({ blocIds: audience, unitIds: audienceUnits }, unitAtClosing(round)))!;
}

/** A part of a round: attempts made in these units (null: all of them) by people of this bloc (null: all). */
export type Part = { readonly unitIds: readonly string[] | null; readonly blocId: string | null };

function isInPart({ unitIds, blocId }: Part): SQL | undefined {
  const isInBloc = sql`exists (select 1 from ${personBlocs} where ${personBlocs.personId} = ${attempts.personId} and ${personBlocs.blocId} = ${blocId})`;
  return and(unitIds === null ? undefined : unitIds.length === 0 ? sql`false` : inArray(attempts.unitId, [...unitIds]), blocId === null ? undefined : isInBloc);
}

/** By the day in Vietnam on which an attempt was started. */
export async function listDayCounts(handle: Handle, roundId: string, part: Part): Promise<DayCounts[]> {
  const rows = await handle.execute<{ day: string; new_persons: number; attempts: number; valid_entries: number }>(sql`
    with ${fact} and ${attempts.roundId} = ${roundId} and ${isInPart(part) ?? sql`true`}),
    dated as (
      select to_char(started_at at time zone 'UTC' + interval '7 hours', 'YYYY-MM-DD') as day, is_valid,
        is_valid and row_number() over (partition by person_id, is_valid order by started_at, id) = 1 as is_first
      from entry
    )
    select day, count(*) filter (where is_first)::int as new_persons, count(*)::int as attempts, count(*) filter (where is_valid)::int as valid_entries
    from dated group by day order by day`);
  return rows.map((row) => ({ day: row.day, newPersons: row.new_persons, attempts: row.attempts, validEntries: row.valid_entries }));
}

/** Of all valid entries of the part; null and 0 while there is none. `maxScore` is null where sets differ in total. */
export type ScoreFigures = { readonly average: Points | null; readonly maxScore: Points | null; readonly perfect: number };

/** The mean is rounded as reports round it: to the hundredth of a point, halves up. */
export async function loadScoreFigures(handle: Handle, roundId: string, part: Part): Promise<ScoreFigures> {
  const [row] = await handle
    .select({
      average: sql<number | null>`floor(avg(${grades.score}) + 0.5)::int`,
      maxScore: sql<number | null>`case when min(${grades.maxScore}) = max(${grades.maxScore}) then max(${grades.maxScore}) end`,
      perfect: sql<number>`(count(*) filter (where ${grades.maxScore} > 0 and ${grades.score} = ${grades.maxScore}))::int`,
    })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .innerJoin(grades, currentGrade)
    .where(and(eq(attempts.roundId, roundId), ne(attempts.state, "void"), isValidEntry, isInPart(part)));
  return row!;
}
