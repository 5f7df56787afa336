import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDatabase } from "~db/client.server";
import { connect } from "~db/connection.server";
import { isConnectionFailure } from "~db/errors.server";
import { createTestDatabase, type TestDatabase } from "../support/database";

/** Many statements on one connection, among them one that the driver by itself would give the answers of others: each has its own. */
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Outcome = "own" | "lost" | string;

const outcomeOf = (rows: PromiseLike<readonly unknown[]>, own: unknown[]): Promise<Outcome> =>
  Promise.resolve(rows).then(
    (found) => (JSON.stringify(found) === JSON.stringify(own) ? "own" : `${JSON.stringify(own)} got ${JSON.stringify(found)}`),
    (error: unknown) => (isConnectionFailure(error) ? "lost" : String(error)),
  );
const numberOf = (sql: postgres.ISql, number: number) => outcomeOf(sql`select ${number}::int as number`, [{ number }]);

it("of a statement whose plan is gone: the connection ends, and the next one serves all", async () => {
  const owner = connect(database.ownerUrl, 1, "test");
  await owner`create table plans (n integer)`;
  await owner.unsafe(`grant select on plans to ${new URL(database.appUrl).username}`);
  const sql = connect(database.appUrl, 1, "test");
  const askPlans = () => outcomeOf(sql`select * from plans where n < ${5}`, []);
  const outcomes = [await askPlans()];
  let isOver = false;
  const lanes = Array.from({ length: 10 }, async (_, lane) => {
    for (let turn = 0; !isOver; turn++) outcomes.push(await numberOf(sql, lane * 1_000_000 + turn));
  });
  for (let round = 0; round < 5; round++) {
    await owner.unsafe(`alter table plans add column c${round} text`);
    outcomes.push(await askPlans());
    await pause(50);
    expect(await askPlans()).toBe("own");
  }
  isOver = true;
  await Promise.all(lanes);
  expect(outcomes.filter((outcome) => outcome !== "own" && outcome !== "lost")).toEqual([]);
  expect(outcomes.filter((outcome) => outcome === "own").length).toBeGreaterThan(outcomes.length / 2);
  await sql.end({ timeout: 1 });
  await owner.end({ timeout: 1 });
});

it.each([
  ["undefined", [undefined], "TypeError"],
  ["more values than a statement can have", Array.from({ length: 65_534 }, () => 1), "RangeError"],
])("of a statement with %s: it alone fails", async (_what, values, name) => {
  const { sql, close } = createDatabase(database.appUrl, { rawMax: 1 });
  const built = async (handle: postgres.ISql) => handle`select 1 where 1 in ${handle(values as number[])}`;
  const sent = async (handle: postgres.ISql) => handle.unsafe("select $1::int", values as number[]);
  const failureOf = (statement: Promise<unknown>) => statement.then(() => "answered", (error: Error) => error.name);
  const around = (handle: postgres.ISql) => Promise.all([numberOf(handle, 1), failureOf(built(handle)), numberOf(handle, 2), failureOf(sent(handle)), numberOf(handle, 3)]);
  for (let round = 0; round < 2; round++) expect(await around(sql)).toEqual(["own", name, "own", name, "own"]);
  expect(await sql.begin(around)).toEqual(["own", name, "own", name, "own"]);
  await close(1);
});
