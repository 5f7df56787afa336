import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDatabase, type Database, type Handle } from "~db/client.server";
import { createTestDatabase, type TestDatabase } from "../support/database";

let home: TestDatabase;
/** One connection, so that what is prepared can be looked up. */
let database: Database;
beforeAll(async () => {
  home = await createTestDatabase();
  database = createDatabase(home.appUrl, { max: 1 });
});
afterAll(async () => {
  await database.close();
  await home.drop();
});

const ask = async (handle: Handle, value: number) => Number((await handle.execute<{ doubled: number }>(sql`select ${value}::int * 2 as doubled`))[0]?.doubled);
const preparedTexts = async () => Number((await database.db.execute<{ count: number }>(sql`select count(*) from pg_prepared_statements where statement like 'select $1::int * 2%'`))[0]?.count);

it("prepares a statement that repeats once per connection, and answers as before", async () => {
  for (let value = 0; value < 7; value += 1) expect(await ask(database.db, value)).toBe(2 * value);
  expect(await preparedTexts()).toBe(0);
  for (let value = 7; value < 20; value += 1) expect(await ask(database.db, value)).toBe(2 * value);
  expect(await preparedTexts()).toBe(1);
});

it("so also inside a transaction, and anew on the connection that follows a lost one", async () => {
  const [backend] = await database.db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  await home.sql`select pg_terminate_backend(${backend!.pid})`;
  await expect.poll(() => ask(database.db, 1).catch(() => "lost"), { timeout: 20_000 }).toBe(2);
  expect(await database.transaction((tx) => ask(tx, 21))).toBe(42);
  expect(await preparedTexts()).toBe(1);
});
