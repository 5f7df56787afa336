import net from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { connect } from "~db/connection.server";
import { isConnectionFailure } from "~db/errors.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { takeDatabaseAway } from "../support/outage";

/** A database that lets nobody in, as while it starts or stops: every statement hears so soon, and nobody hammers at its door. */
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const connections = 5;
const realConnect = net.Socket.prototype.connect;

it("refuses statements one by one, dials with pauses, and serves again by itself", async () => {
  const sql = connect(database.appUrl, connections, "test");
  const running = Array.from({ length: connections }, () => sql`select pg_sleep(60)`.catch((error: unknown) => error));
  await vi.waitUntil(async () => (await database.sql`select 1 from pg_stat_activity where query like 'select pg_sleep%' and datname = current_database() and state = 'active'`).length === connections, { timeout: 30_000 });
  await database.close(0);
  const bringBack = await takeDatabaseAway(database);
  for (const error of await Promise.all(running)) expect(isConnectionFailure(error)).toBe(true);

  const dials = vi.spyOn(net.Socket.prototype, "connect");
  const answers = [];
  for (let round = 0; round < 4; round++) answers.push(...(await Promise.all(Array.from({ length: connections }, () => sql`select 1`.then(() => "answered", (error: unknown) => error)))));
  const dialled = dials.mock.calls.length;
  dials.mockRestore();
  for (const answer of answers) expect(answer).toMatchObject({ code: "55000", severity: "FATAL" });
  expect(dialled).toBeLessThanOrEqual(answers.length);

  await bringBack();
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end({ timeout: 1 });
});

it("names a wrong password and a database that is not there as before", async () => {
  for (const [change, code] of [[(url: URL) => (url.password = "wrong"), "28P01"], [(url: URL) => (url.pathname = "/nowhere"), "3D000"]] as const) {
    const url = new URL(database.appUrl);
    change(url);
    const sql = connect(url.href, 1, "test");
    await expect(sql`select 1`).rejects.toMatchObject({ code });
    await sql.end({ timeout: 1 });
  }
});

it.each([["a few bytes", ""], ["more than the driver holds back", "x".repeat(950)]])("answers at once on the connection after one that ended before a statement was written: %s", async (_what, padding) => {
  const sockets: net.Socket[] = [];
  const dials = vi.spyOn(net.Socket.prototype, "connect").mockImplementation(function (this: net.Socket, ...address: unknown[]) {
    sockets.push(this);
    return (realConnect as (...all: unknown[]) => net.Socket).apply(this, address);
  });
  const sql = connect(database.appUrl, 1, "test");
  const one = () => sql`select 1 as one`;
  expect(await one()).toEqual([{ one: 1 }]);
  // why: a socket tells of its end right after the immediates, among which the driver would have written this statement a turn later.
  sockets.at(-1)!.destroy();
  await new Promise(setImmediate);
  const lost = sql.unsafe(`select 1 as one /* ${padding} */`, []).execute().catch((error: unknown) => error);
  expect(isConnectionFailure(await lost)).toBe(true);
  const wait = new Promise((resolve) => setTimeout(resolve, 3_000, "still waiting"));
  expect(await Promise.race([one(), wait])).toEqual([{ one: 1 }]);
  dials.mockRestore();
  await sql.end({ timeout: 1 });
});
