import { sql, type SQL } from "drizzle-orm";
import type { SeatState } from "~/domain/attempt/presence";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { people } from "../schema";
import { answeredCount, questionCount } from "./answered.server";
import { epochMs } from "./epoch-ms.server";
import { isOnRoster } from "./participation-counts.server";
import { searchWords } from "./question-bank.server";
import type { ResultRound } from "./report-round.server";

/**
 * Who sits a round now: every person of the audience (of a cancelled round only who has begun) with the latest attempt of the round, counted and paged by PostgreSQL. The
 * attempts come in one ordered walk over the index (round, person, number), those in progress from their own index; a state that
 * only attempts have is looked for among the attempts, not among all people; responses are counted for the shown page only.
 */
export type SeatFilter = {
  /** Words of the name or the beginning of a code; diacritics do not count. */
  readonly search: string;
  /** People who belong to these units now; null is everybody. */
  readonly unitIds: readonly string[] | null;
};

export type SeatCounts = Record<SeatState, number> & {
  /** In progress and silent. */
  silent: number;
  /** With a void attempt, whatever the latest one is. */
  voided: number;
};

/** `silentBefore`: an attempt in progress last seen earlier than this is silent. */
export async function countSeats(handle: Handle, round: ResultRound, filter: SeatFilter, silentBefore: Instant): Promise<SeatCounts> {
  const rows = await handle.execute<{ state: SeatState; count: number; silent: number; voided: number }>(sql`
    with ${latest(round)}
    select coalesce(latest.state, 'not-started') as state, count(*)::int as count, (count(*) filter (where ${isSilent(silentBefore)}))::int as silent,
      (count(*) filter (where ${hasVoidAttempt(round)}))::int as voided
    from people left join latest on latest.person_id = people.id
    where ${isShown(round)} and ${matching(filter)} group by 1`);
  const counts: SeatCounts = { "not-started": 0, "in-progress": 0, submitted: 0, expired: 0, void: 0, silent: 0, voided: 0 };
  for (const row of rows) {
    counts[row.state] = row.count;
    counts.silent += row.silent;
    counts.voided += row.voided;
  }
  return counts;
}

export type SeatRow = {
  personId: string;
  code: string;
  fullName: string;
  unitId: string;
  state: SeatState;
  /** Null while nothing is started. */
  number: number | null;
  deadlineAt: Instant | null;
  submittedAt: Instant | null;
  lastSeenAt: Instant | null;
  /** Of the latest attempt, by the committee. */
  isReopened: boolean;
  hasExtraTime: boolean;
  /** Void attempts before the latest. */
  voidedBefore: number;
  answered: number | null;
  questions: number | null;
};

/** By the latest attempt, or by what `SeatCounts` adds to it; a void attempt is looked for among all, not the latest only. */
export type SeatListState = Exclude<keyof SeatCounts, "void">;

export type SeatPart = SeatFilter & { readonly state: SeatListState | null; readonly offset: number; readonly limit: number };

/** One page; without a state who sits comes first, then the last to have ended; units in the order of `unitOrder`, people by code. */
export async function listSeats(handle: Handle, round: ResultRound, part: SeatPart, unitOrder: readonly string[], silentBefore: Instant): Promise<SeatRow[]> {
  const places = JSON.stringify(Object.fromEntries(unitOrder.map((unitId, index) => [unitId, index])));
  const order = sql`${part.state === null ? sql`${attention}, ` : sql``}${place} nulls last, people.code`;
  const rows = await handle.execute<SeatRow>(sql`
    with ${isSitting(part.state) ? latestOpen(round) : latest(round)},
    place as materialized (select ${places}::text::jsonb as of_unit),
    page as (
      select people.id, people.code, people.full_name, people.unit_id, latest.attempt_id, latest.state, latest.number, latest.deadline_at, latest.submitted_at,
        latest.last_seen_at, latest.reopened_at, row_number() over (order by ${order}) as nr
      from ${seats(round, part.state, silentBefore)} and ${matching(part)}
      order by ${order} limit ${part.limit} offset ${part.offset}
    )
    select page.id as "personId", page.code, page.full_name as "fullName", page.unit_id as "unitId", coalesce(page.state, 'not-started') as state, page.number,
      ${epochMs(sql`page.deadline_at`)} as "deadlineAt", ${epochMs(sql`page.submitted_at`)} as "submittedAt", ${epochMs(sql`page.last_seen_at`)} as "lastSeenAt",
      page.reopened_at is not null as "isReopened", ${hasExtraTime(sql`page.attempt_id`)} as "hasExtraTime",
      (select count(*)::int from attempts v where v.round_id = ${round.id} and v.person_id = page.id and v.number < page.number and v.state = 'void') as "voidedBefore",
      case when page.attempt_id is not null then ${answeredCount(sql`page.attempt_id`)} end as answered,
      case when page.attempt_id is not null then ${questionCount(sql`page.attempt_id`)} end as questions
    from page order by page.nr`);
  return [...rows];
}

/** why not a join: the planner expects few seats and would walk all units for each. */
const place = sql`((select of_unit from place) ->> people.unit_id::text)::int`;

/** In progress, ended, not started; among those who have ended the last first. */
const attention = sql`case when latest.state = 'in-progress' then 0 when latest.state is not null then 1 else 2 end, case when latest.state <> 'in-progress' then latest.submitted_at end desc nulls last`;

const latest = ({ id }: ResultRound): SQL => sql`
  latest as (
    select distinct on (a.person_id) a.person_id, a.id as attempt_id, a.state, a.number, a.deadline_at, a.submitted_at, a.last_seen_at, a.reopened_at
    from attempts a where a.round_id = ${id} order by a.person_id, a.number desc
  )`;

/** The same, of those in progress only. */
const latestOpen = ({ id }: ResultRound): SQL => sql`
  latest as (
    select a.person_id, a.id as attempt_id, a.state, a.number, a.deadline_at, a.submitted_at, a.last_seen_at, a.reopened_at
    from attempts a where a.round_id = ${id} and a.state = 'in-progress'
      and not exists (select from attempts later where later.round_id = a.round_id and later.person_id = a.person_id and later.number > a.number)
  )`;

/** Uncorrelated, so that the round's attempts are read once. */
const hasVoidAttempt = ({ id }: ResultRound): SQL => sql`people.id in (select person_id from attempts where round_id = ${id} and state = 'void')`;

/** By an incident: a reopening moves the deadline too and is no extra time. */
const hasExtraTime = (attemptId: SQL): SQL => sql`exists (
  select from incident_attempts given join incidents on incidents.id = given.incident_id
  where given.attempt_id = ${attemptId} and incidents.kind = 'extra-time')`;

const isSilent = (before: Instant): SQL => sql`(latest.state = 'in-progress' and latest.last_seen_at < ${new Date(before).toISOString()}::timestamptz)`;

function isSitting(state: SeatPart["state"]): boolean {
  return state === "in-progress" || state === "silent";
}

/** Tables and condition: `people`, and `latest` where they have an attempt. */
function seats(round: ResultRound, state: SeatPart["state"], silentBefore: Instant): SQL {
  if (state === null) return sql`people left join latest on latest.person_id = people.id where ${isShown(round)}`;
  if (state === "not-started") return sql`people left join latest on latest.person_id = people.id where latest.person_id is null and ${isExpected(round)}`;
  if (state === "voided") return sql`latest join people on people.id = latest.person_id where ${hasVoidAttempt(round)}`;
  return sql`latest join people on people.id = latest.person_id where ${state === "silent" ? isSilent(silentBefore) : sql`latest.state = ${state}`}`;
}

/** Whoever has an attempt is shown, also one who has left the audience since. */
const isShown = (round: ResultRound): SQL => sql`((${isExpected(round)}) or latest.person_id is not null)`;

/** Nobody is expected to begin a cancelled round. */
const isExpected = (round: ResultRound): SQL => (round.state === "cancelled" ? sql`false` : isOnRoster(round));

function matching({ search, unitIds }: SeatFilter): SQL {
  const parts = [
    sql`true`,
    ...searchWords(search).map((word) => sql`(${people.searchName} ilike ${`%${word}%`} or ${people.code} ilike ${`${word}%`})`),
    ...(unitIds === null ? [] : [sql`${people.unitId} = any (${`{${unitIds.join(",")}}`}::uuid[])`]),
  ];
  return sql.join(parts, sql` and `);
}
