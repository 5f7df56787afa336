import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { minuteMs } from "~/domain/shared/time";
import { savePrediction } from "~/use-cases/attempt/save-prediction.server";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { createDatabase, type Database } from "~db/client.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createSitting, monday, type Participant, type Sitting } from "../support/sitting";

/**
 * A connection plans its statements once, in the morning, when nobody sits; PostgreSQL learns only minutes later that
 * thousands do. What starting and handing in read must not grow with how many sit or have handed in.
 */
const crowd = 400;
let database: TestDatabase;
let sitting: Sitting;
let roundId: string;
/** One connection of each pool, so that all plans are those of the morning. */
let morning: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  sitting = await createSitting(database);
  roundId = await sitting.createRound();
  morning = createDatabase(database.appUrl, { max: 1, rawMax: 1, applicationName: "morning" });
  for (let count = 0; count < 8; count++) await sit(await sitting.createParticipant());
  await fillRound();
});
afterAll(async () => {
  await morning.close();
  await database.drop();
});

async function sit({ sessionId }: Participant): Promise<void> {
  await savePrediction({ database: morning }, { sessionId, roundId, value: 7, now: monday });
  const started = await startAttempt({ database: morning }, { sessionId, roundId, number: 1, now: monday });
  if (!started.ok) throw new Error(started.refusal.reason);
  const { attemptId } = started.value;
  expect(await submitAttempt({ database: morning }, { sessionId, attemptId, epoch: 1, now: monday + minuteMs })).toEqual({ outcome: "closed" });
}

/** Half of them sit, half have handed in and are graded. */
async function fillRound(): Promise<void> {
  await database.db.execute(sql`
    insert into people (id, code, full_name, search_name, unit_id, created_at)
    select gen_random_uuid(), 'dong' || n, 'Người thứ ' || n, 'nguoi thu ' || n, ${sitting.unitId}::uuid, now() from generate_series(1, ${crowd}::int) n`);
  await database.db.execute(sql`
    insert into attempts (id, round_id, person_id, unit_id, number, state, started_at, deadline_at, submitted_at, last_seen_at, seed, graded_at)
    select gen_random_uuid(), ${roundId}::uuid, p.id, p.unit_id, 1, case when n % 2 = 0 then 'in-progress' else 'submitted' end, now(), now() + interval '1 hour',
      case when n % 2 = 1 then now() end, now(), 'ab', case when n % 2 = 1 then now() end
    from people p cross join lateral (select substr(p.code, 5)::int as n) c where p.code like 'dong%'`);
}

/** Rows of attempts that are read for `work`, by scans of the table and of its indexes. */
async function rowsRead(work: () => Promise<void>): Promise<number> {
  const counted = async () => {
    await Promise.all([morning.sql`select pg_stat_force_next_flush()`, morning.db.execute(sql`select pg_stat_force_next_flush()`)]);
    const [row] = await morning.sql<{ rows: number }[]>`
      select (select seq_tup_read from pg_stat_user_tables where relname = 'attempts')::int
        + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'attempts')::int as rows`;
    return row!.rows;
  };
  const before = await counted();
  await work();
  return (await counted()) - before;
}

it(`a person predicts, starts and hands in without ${crowd} others being read`, async () => {
  const participant = await sitting.createParticipant();
  expect(await rowsRead(() => sit(participant))).toBeLessThan(60);
});
