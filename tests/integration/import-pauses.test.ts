import { monitorEventLoopDelay } from "node:perf_hooks";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ImportKind } from "~/domain/sheets/import-kind";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { listImportRows } from "~/use-cases/import/find-import.server";
import { planImport } from "~/use-cases/import/plan-import.server";
import { importBatches } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { personTitles, questionTitles, sheet, type TestImports, testImportsIntoUnits } from "../support/imports";

/** Whoever saves an answer while an organiser imports waits for a slice of the import, not for the whole of it. */
let database: TestDatabase;
let imports: TestImports;
beforeAll(async () => {
  database = await createTestDatabase();
  imports = await testImportsIntoUnits(database);
});
afterAll(() => database.drop());

const people = () => sheet([personTitles, ...Array.from({ length: 5_000 }, (_, index) => [`P${index}`, `Nguyễn Văn ${index}`, "01/02/1990", "Nam", "Đội An ninh", "CBCS; Đoàn viên", `09${String(index).padStart(8, "0")}`])]);
const questions = () => sheet([questionTitles, ...Array.from({ length: 5_000 }, (_, index) => ["", `Chủ đề ${index % 30}`, "Nhận biết", "Một lựa chọn", `Câu hỏi số ${index} ${"dài ".repeat(30)}?`, "một", "hai", "A", 1])]);

/** The longest time that the event loop could do nothing else, as a part of the whole. */
async function longestPause(run: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const startedAt = performance.now();
  delays.enable();
  await run();
  delays.disable();
  return delays.max / 1e6 / (performance.now() - startedAt);
}

it.each([["people", people], ["questions", questions]] as const)("5,000 %s are planned, shown and written in small pieces, and stored as they were planned", async (kind: ImportKind, make) => {
  const bytes = make();
  const workbook = await imports.deps.readSheet("danh-sach.xlsx", bytes);
  const deps = { database, readSheet: async () => workbook };
  const plan = async () => {
    const planned = await planImport(deps, { kind, fileName: "danh-sach.xlsx", bytes, accountId: null });
    if (!planned.ok || !planned.value.plan.ok) throw new Error("refused");
    return { batchId: planned.value.batchId, plan: planned.value.plan.value };
  };

  const { batchId, plan: returned } = await plan();
  const [stored] = await database.db.select().from(importBatches).where(eq(importBatches.id, batchId));
  expect(stored?.plan).toEqual(returned);
  expect(stored?.workbook).toEqual(workbook.ok ? workbook.value : null);
  expect(stored?.rows?.rows).toHaveLength(5_000);
  const { rows } = await listImportRows({ database }, { batchId, columns: [] }, { filter: "create", limit: 100, offset: 4_950 });
  expect(rows).toEqual(returned.rows.slice(4_950));

  // why the smallest of three: a busy machine stops anybody for a while, work in one piece stops them each time.
  const pauses = [await longestPause(plan), await longestPause(plan), await longestPause(plan)];
  expect(Math.min(...pauses)).toBeLessThan(0.15);
  const writing = await longestPause(async () => expect(await commitImport({ database }, { batchId, accountId: null, shown: null })).toMatchObject({ outcome: "committed" }));
  expect(writing).toBeLessThan(0.4);
});
