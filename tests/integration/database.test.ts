import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "~db/connection.server";
import { createTestDatabase, type TestDatabase } from "../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const appendOnly = ["audit_log", "save_log", "incidents", "incident_attempts"];

describe("the app's role", () => {
  it("owns nothing: dropping, altering and truncating tables is refused", async () => {
    for (const statement of ["drop table people", "alter table people add column x int", "truncate people", "create table x (y int)"]) {
      await expect(database.sql.unsafe(statement), statement).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("may add to and read append-only tables, but neither change nor delete", async () => {
    for (const table of appendOnly) {
      await expect(database.sql.unsafe(`select 1 from ${table}`)).resolves.toEqual([]);
      await expect(database.sql.unsafe(`delete from ${table}`), table).rejects.toMatchObject({ code: "42501" });
      const [may] = await database.sql`select has_table_privilege(${table}, 'update') or has_table_privilege(${table}, 'truncate') as may`;
      expect(may, table).toEqual({ may: false });
    }
  });

  it("reads and writes the other tables", async () => {
    const missing = await database.sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename not in ${database.sql(appendOnly)}
      and not (select bool_and(has_table_privilege('public.' || tablename, p)) from unnest(array['select', 'insert', 'update', 'delete']) p)`;
    expect(missing).toEqual([]);
  });
});

describe("a test database", () => {
  it("is cloned from the template", async () => {
    const clone = await createTestDatabase();
    const [row] = await clone.sql`select current_database() as name`;
    await clone.drop();
    expect(row?.["name"]).toBe(clone.name);
  });

  it("is gone after drop", async () => {
    const clone = await createTestDatabase();
    await clone.drop();
    const sql = connect(clone.appUrl, 1);
    await expect(sql`select 1`).rejects.toMatchObject({ code: "3D000" });
    await sql.end();
  });
});
