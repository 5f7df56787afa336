import type postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "~db/connection.server";
import { isConnectionFailure } from "~db/errors.server";
import { type CuttingWire, type Ending, layCuttingWire, messageStarts } from "../support/cutting-wire";
import { createTestDatabase, type TestDatabase } from "../support/database";

/**
 * A connection that ends at any byte of the answers to several statements sent at once: each statement has exactly its own rows, its own
 * error or the connection's; and so have the first ones on the next connection.
 */
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const lanes = 8;
const divisionByZero = "22012";

type Statement = { name: string; send(sql: postgres.Sql): PromiseLike<unknown>; rows: unknown[] | null };

const rowsNamed = (name: string, count: number): Statement => ({
  name,
  send: (sql) => sql`select ${name} || n as row from generate_series(1, ${count}::int) n`,
  rows: Array.from({ length: count }, (_, index) => ({ row: `${name}${index + 1}` })),
});
const failsAfterTwoRows: Statement = { name: "fails", send: (sql) => sql`select 1 / (3 - n) as row from generate_series(1, 3) n`, rows: null };
const fresh: Statement = { name: "fresh", send: (sql) => sql.unsafe("select $1 || 'x' as row", ["fresh"]), rows: [{ row: "freshx" }] };
const freshFailing: Statement = { name: "unknown", send: (sql) => sql.unsafe("select $1 from nowhere", ["x"]), rows: null };

const courses: [string, Statement[]][] = [
  ["rows", [rowsNamed("a", 2), rowsNamed("b", 1), rowsNamed("c", 3)]],
  ["an error behind rows", [rowsNamed("a", 1), failsAfterTwoRows, rowsNamed("b", 1)]],
  ["a statement never seen before", [rowsNamed("a", 1), fresh]],
  ["a statement never seen before that is wrong", [rowsNamed("a", 1), freshFailing]],
];

async function problemsOf(sql: postgres.Sql, statements: Statement[], mayBeCut: boolean): Promise<string[]> {
  const outcomes = await Promise.allSettled(statements.map((statement) => statement.send(sql)));
  return outcomes.flatMap((outcome, index) => {
    const { name, rows } = statements[index]!;
    if (outcome.status === "fulfilled") return JSON.stringify(outcome.value) === JSON.stringify(rows) ? [] : [`${name} got ${JSON.stringify(outcome.value)}`];
    if (mayBeCut && isConnectionFailure(outcome.reason)) return [];
    const code = (outcome.reason as { code?: string }).code;
    return rows === null && (code === divisionByZero || code === "42P01") ? [] : [`${name} failed by ${String(outcome.reason)}`];
  });
}

async function openLane(sslmode?: string): Promise<{ wire: CuttingWire; sql: postgres.Sql }> {
  const wire = await layCuttingWire(database.appUrl, sslmode);
  return { wire, sql: connect(wire.url, 1, "test") };
}

async function answerOf(statements: Statement[]): Promise<Buffer> {
  const { wire, sql } = await openLane();
  await problemsOf(sql, statements, false);
  const before = wire.heard().length;
  await problemsOf(sql, statements, false);
  const answer = wire.heard().subarray(before);
  await sql.end({ timeout: 1 });
  await wire.close();
  return answer;
}

const endings: Record<Ending, (answer: Buffer) => number[]> = {
  end: (answer) => Array.from({ length: answer.length + 1 }, (_, offset) => offset),
  reset: (answer) => Array.from({ length: Math.ceil(answer.length / 7) }, (_, index) => index * 7),
  "last word": messageStarts,
};

const plain = courses.flatMap(([course, statements]) => (Object.keys(endings) as Ending[]).map((ending) => [course, ending, undefined, statements] as const));
const overTls = courses.slice(0, 2).flatMap(([course, statements]) => (["end", "last word"] as const).map((ending) => [course, ending, "require", statements] as const));

it.each([...plain, ...overTls])("%s, %s, sslmode %s", async (_course, ending, sslmode, statements) => {
  const answer = await answerOf(statements);
  const offsets = endings[ending](answer);
  const problems: string[] = [];
  await Promise.all(Array.from({ length: lanes }, async () => {
    const { wire, sql } = await openLane(sslmode);
    for (let offset = offsets.shift(); offset !== undefined; offset = offsets.shift()) {
      await problemsOf(sql, statements, false);
      wire.cutAfter(offset, ending);
      const tell = (when: string) => (problem: string) => `${when} after ${offset} of ${answer.length} bytes: ${problem}`;
      problems.push(...(await problemsOf(sql, statements, true)).map(tell("cut")));
      problems.push(...(await problemsOf(sql, statements.toReversed(), true)).map(tell("next")));
      problems.push(...(await problemsOf(sql, statements, false)).map(tell("later")));
    }
    await sql.end({ timeout: 1 });
    await wire.close();
  }));
  expect(problems).toEqual([]);
});

it("over TLS believes any certificate only where the address says so, and says when the database speaks no TLS", async () => {
  const ask = async (sslmode: string) => {
    const { wire, sql } = await openLane(sslmode);
    const outcome = await sql`select 1 as one`.then((rows) => JSON.stringify(rows), (error: { code?: string }) => error.code);
    await sql.end({ timeout: 1 });
    await wire.close();
    return outcome;
  };
  expect(await ask("require")).toBe('[{"one":1}]');
  expect(await ask("prefer")).toBe('[{"one":1}]');
  expect(await ask("verify-full")).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
  const url = new URL(database.appUrl);
  url.searchParams.set("sslmode", "require");
  // why: no cluster of the tests speaks TLS by itself.
  const sql = connect(url.href, 1, "test");
  await expect(sql`select 1`).rejects.toSatisfy(isConnectionFailure);
  await sql.end({ timeout: 1 });
});
