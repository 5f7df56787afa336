import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hourMs } from "~/domain/shared/time";
import { listTables } from "~db/backup/tables.server";
import { migrate, newestMigration } from "~db/migrate.server";
import { backupCheckCommand } from "../../server/cli/backup-check";
import { backupCommand } from "../../server/cli/backup";
import type { Command } from "../../server/cli/command";
import { restoreCommand } from "../../server/cli/restore";
import { createEmptyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database";
import { prepareDemo } from "../support/demo";

/** `npm run backup`, `backup:check`, `restore` on the demo contest: what is restored is compared by PostgreSQL, not by the code under test. */
const folder = mkdtempSync(path.join(os.tmpdir(), "cchc-backup-"));
const file = path.join(folder, "demo.sql.gz");
let demo: TestDatabase;

async function run(command: Command, database: TestDatabase, ...parameters: string[]) {
  const [printed, complaints]: [string[], string[]] = [[], []];
  const exitCode = await command({
    database, urls: database, parameters, callerFolder: folder, dataDirectory: folder, workersDirectory: "",
    print: (text) => printed.push(text), complain: (text) => complaints.push(text),
  });
  return { exitCode, printed: printed.join("\n"), complaints: complaints.join("\n") };
}

async function sumsOf(database: TestDatabase): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const { name } of await listTables(database.sql)) {
    const [row] = await database.sql.unsafe<{ sum: string }[]>(`select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from "${name}" t`);
    sums[name] = row!.sum;
  }
  return sums;
}

async function withDatabase(create: () => Promise<TestDatabase>, use: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await create();
  try {
    await use(database);
  } finally {
    await database.drop();
  }
}

/** The demo's backup with its text changed, as another file. */
function changedBackup(name: string, change: (text: string) => string): string {
  const text = gunzipSync(readFileSync(file)).toString("utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(path.join(folder, name), gzipSync(changed));
  return name;
}

beforeAll(async () => {
  demo = await createTestDatabase();
  await prepareDemo(demo);
  expect(await run(backupCommand, demo, "demo.sql.gz")).toMatchObject({ exitCode: 0, complaints: "" });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await demo.drop();
});

describe("a backup", () => {
  it("is for its owner's eyes only, overwrites nothing, and leaves no half-written file", async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const size = statSync(file).size;
    expect(await run(backupCommand, demo, "demo.sql.gz")).toMatchObject({ exitCode: 1, complaints: expect.stringContaining("đã có") });
    expect(statSync(file).size).toBe(size);
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it("goes to DATA_DIR/sao-luu when no file is named, under the moment in Vietnam, whatever the machine's zone", async () => {
    const nameAt = (moment: number) => `${new Date(moment + 7 * hourMs).toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "")}.sql.gz`;
    const before = Date.now();
    expect(await run(backupCommand, demo)).toMatchObject({ exitCode: 0 });
    const [name, ...others] = readdirSync(path.join(folder, "sao-luu"));
    expect([others, nameAt(before) <= name!, name! <= nameAt(Date.now())]).toEqual([[], true, true]);
  });

  it("holds one moment, whatever is written meanwhile", async () => {
    const before = await sumsOf(demo);
    let isOver = false;
    const writing = (async () => {
      while (!isOver) await demo.sql`insert into audit_log (at, action, subject_type, subject_id) values (now(), 'backup-test', 'x', 'x')`;
    })();
    const { exitCode } = await run(backupCommand, demo, "moment.sql.gz");
    isOver = true;
    await writing;
    expect(exitCode).toBe(0);
    expect((await sumsOf(demo))["audit_log"]).not.toBe(before["audit_log"]);
    await withDatabase(createTestDatabase, async (target) => {
      expect(await run(restoreCommand, target, "moment.sql.gz")).toMatchObject({ exitCode: 0 });
      expect({ ...(await sumsOf(target)), audit_log: null }).toEqual({ ...before, audit_log: null });
    });
  });
});

describe("restoring", () => {
  it.each([
    ["migrated", createTestDatabase],
    ["new", createEmptyTestDatabase],
  ])("into a %s database gives the same rows in every table, the same rights, and ids that go on", async (_, create) => {
    await withDatabase(create, async (target) => {
      expect(await run(restoreCommand, target, "demo.sql.gz")).toMatchObject({ exitCode: 0, complaints: "", printed: expect.stringContaining("khớp") });
      const [last] = await target.sql<{ id: number }[]>`select max(id)::int as id from audit_log`;
      const [next] = await target.sql<{ id: number }[]>`insert into audit_log (at, action, subject_type, subject_id) values (now(), 'backup-test', 'x', 'x') returning id::int`;
      expect(next!.id).toBe(last!.id + 1);
      await expect(target.sql`delete from audit_log`).rejects.toMatchObject({ code: "42501" });
    });
    await withDatabase(create, async (target) => {
      expect(await run(restoreCommand, target, "demo.sql.gz")).toMatchObject({ exitCode: 0 });
      const sums = await sumsOf(target);
      expect(Object.keys(sums).length).toBeGreaterThan(30);
      expect(sums["save_log"]).not.toMatch(/^0 /);
      expect({ ...sums, audit_log: null }).toEqual({ ...(await sumsOf(demo)), audit_log: null });
    });
  });

  it("refuses a database that holds something, and leaves it as it is", async () => {
    const before = await sumsOf(demo);
    expect(await run(restoreCommand, demo, "demo.sql.gz")).toMatchObject({ exitCode: 1, complaints: expect.stringContaining("đã có dữ liệu") });
    expect(await sumsOf(demo)).toEqual(before);
  });

  it.each([
    ["cut off", () => {
      writeFileSync(path.join(folder, "cut.sql.gz"), readFileSync(file).subarray(0, -2_000));
      return "cut.sql.gz";
    }],
    ["flipped in one bit", () => {
      const bytes = readFileSync(file);
      bytes[Math.floor(bytes.length / 2)]! ^= 4;
      writeFileSync(path.join(folder, "bit.sql.gz"), bytes);
      return "bit.sql.gz";
    }],
    ["not a backup", () => {
      writeFileSync(path.join(folder, "anh.png"), "PNG");
      return "anh.png";
    }],
    ["changed in one cell", () => changedBackup("cell.sql.gz", (text) => text.replace("Nguyễn", "Nguyen"))],
    ["without the parents of its rows", () => changedBackup("parent.sql.gz", (text) => text.replace(/(COPY "people"[^\n]*\n)[^\n]*\n/, "$1"))],
    ["holding a row twice", () => changedBackup("twice.sql.gz", (text) => text.replace(/(COPY "units"[^\n]*\n)([^\n]*\n)/, "$1$2$2"))],
    ["short of a row", () => changedBackup("row.sql.gz", (text) => text.replace(/(COPY "save_log"[^\n]*\n)[^\n]*\n/, "$1"))],
    ["short of a table", () => changedBackup("table.sql.gz", (text) => text.replace(/COPY "save_log"[\s\S]*?\n\\\.\n[^\n]*\n/, ""))],
  ])("of a file that is %s writes nothing", async (_, make) => {
    const name = make();
    await withDatabase(createTestDatabase, async (target) => {
      const before = await sumsOf(target);
      expect(await run(restoreCommand, target, name)).toMatchObject({ exitCode: 1, printed: "", complaints: expect.stringContaining("Chưa khôi phục gì") });
      expect(await sumsOf(target)).toEqual(before);
    });
  });

  it("takes a backup of an older version and brings it up to date; refuses one of a newer", async () => {
    const journal = (JSON.parse(readFileSync("drizzle/meta/_journal.json", "utf8")) as { entries: { when: number }[] }).entries;
    const older = journal.at(-3)!.when;
    await withDatabase(createEmptyTestDatabase, async (old) => {
      await migrate({ ...old, upTo: older });
      await old.sql`insert into blocs (id, name, position) values (gen_random_uuid(), 'Phụ nữ', 1)`;
      expect(await run(backupCommand, old, "older.sql.gz")).toMatchObject({ exitCode: 0 });
    });
    await withDatabase(createTestDatabase, async (target) => {
      expect(await run(restoreCommand, target, "older.sql.gz")).toMatchObject({ exitCode: 0 });
      expect(await target.sql`select name from blocs`).toEqual([{ name: "Phụ nữ" }]);
      expect(await migrate(target)).toMatchObject({ applied: 0 });
    });
    const newer = changedBackup("newer.sql.gz", (text) => text.replace(`"migratedAt":${newestMigration()}`, `"migratedAt":${newestMigration() + 1}`));
    await withDatabase(createTestDatabase, async (target) => {
      expect(await run(restoreCommand, target, newer)).toMatchObject({ exitCode: 1, complaints: expect.stringContaining("mới hơn") });
    });
  });
});

describe("the drill", () => {
  const databases = async () => (await demo.sql<{ name: string }[]>`select datname as name from pg_database where datname like 'cchc_backup_check_%'`).map(({ name }) => name);

  it("restores into a database of its own beside a running one, compares, and takes it away again", async () => {
    const asAdmin = { ...demo, ownerUrl: demo.adminUrl };
    expect(await run(backupCheckCommand, asAdmin, "demo.sql.gz")).toMatchObject({ exitCode: 0, printed: expect.stringMatching(/^Khôi phục thử được .* khớp\.$/) });
    writeFileSync(path.join(folder, "half.sql.gz"), readFileSync(file).subarray(0, statSync(file).size / 2));
    expect(await run(backupCheckCommand, asAdmin, "half.sql.gz")).toMatchObject({ exitCode: 1, complaints: expect.stringContaining("bị cắt cụt") });
    expect(await databases()).toEqual([]);
  });

  it("says which right is missing", async () => {
    expect(await run(backupCheckCommand, demo, "demo.sql.gz")).toMatchObject({ exitCode: 1, complaints: expect.stringContaining("CREATEDB") });
  });
});
