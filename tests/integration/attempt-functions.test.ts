import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "~db/connection.server";
import { createTestDatabase, type TestDatabase } from "../support/database";

/** The migrations bring the functions; db/functions is where one reads and changes them. */
const folder = path.resolve("db/functions");
const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const nameOf = (file: string) => path.basename(file, ".sql").replaceAll("-", "_");

test("there are functions, one a file, named like the file", () => {
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) expect(readFileSync(path.join(folder, file), "utf8").match(/create or replace function (\w+)/g)).toEqual([`create or replace function ${nameOf(file)}`]);
});

test.each(files)("%s is what the migrations have installed", async (file) => {
  const sql = connect(database.ownerUrl, 1);
  try {
    const installed = await definition(sql, nameOf(file));
    expect(installed).toHaveLength(1);
    const [fromFile] = await sql.begin(async (tx) => {
      await tx.unsafe(`drop function ${nameOf(file)}; ${readFileSync(path.join(folder, file), "utf8")}`);
      return definition(tx, nameOf(file));
    });
    expect(installed).toEqual([fromFile]);
  } finally {
    await sql.end();
  }
});

async function definition(sql: postgres.ISql, name: string): Promise<string[]> {
  const rows = await sql<{ text: string }[]>`select pg_get_functiondef(oid) as text from pg_proc where proname = ${name} and pronamespace = 'public'::regnamespace`;
  return rows.map((row) => row.text);
}
