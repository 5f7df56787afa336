import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "~db/connection.server";
import { isCurrent, migrate } from "~db/migrate.server";
import { rounds } from "../faults/form";
import { createEmptyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database";

const times = rounds(1, 50);
describe("eight migrations of one empty database at once", () => {
  it.each(Array.from({ length: times }, (_, index) => index + 1))(`all succeed; each migration is applied once (%i of ${times})`, async () => {
    const database = await createEmptyTestDatabase();
    const { appUrl, ownerUrl } = database;
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => migrate({ appUrl, ownerUrl })));
    const known = (JSON.parse(readFileSync("drizzle/meta/_journal.json", "utf8")) as { entries: unknown[] }).entries.length;
    expect(outcomes.map(({ applied }) => applied).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 0, 0, known]);
    const owner = connect(ownerUrl, 1);
    const [row] = await owner`select count(*)::int as rows, count(distinct hash)::int as hashes from drizzle.__drizzle_migrations`;
    await owner.end();
    expect(row).toEqual({ rows: known, hashes: known });
    expect(await isCurrent(database.sql)).toBe(true);
    await database.drop();
  });
});

describe("rights after a migration", () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(path.join(os.tmpdir(), "cchc-drizzle-"));
    cpSync("drizzle", folder, { recursive: true });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  it("reach tables that came later, and a newer journal makes the database not current", async () => {
    const journalFile = path.join(folder, "meta/_journal.json");
    const journal = JSON.parse(readFileSync(journalFile, "utf8")) as { entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[] };
    const last = journal.entries[journal.entries.length - 1];
    if (last === undefined) throw new Error("There is no migration yet.");
    journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1_000, tag: "9999_later" });
    writeFileSync(journalFile, JSON.stringify(journal));
    writeFileSync(path.join(folder, "9999_later.sql"), "create table later (id int primary key);");
    expect(await isCurrent(database.sql, folder)).toBe(false);
    expect(await migrate({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, folder })).toEqual({ applied: 1, warnings: [] });
    expect(await isCurrent(database.sql, folder)).toBe(true);
    await database.sql`insert into later values (1)`;
    await expect(database.sql`drop table later`).rejects.toMatchObject({ code: "42501" });
  });

  it("are left alone, with a warning, when owner and app are one role", async () => {
    const outcome = await migrate({ appUrl: database.ownerUrl, ownerUrl: database.ownerUrl });
    expect(outcome.warnings).toEqual([expect.stringContaining("same database role")]);
  });
});
