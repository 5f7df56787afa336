import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { findImport, listImportRows } from "~/use-cases/import/find-import.server";
import { loadImportMapping, mapImport } from "~/use-cases/import/map-import.server";
import { planImport } from "~/use-cases/import/plan-import.server";
import { previewImport } from "~/use-cases/import/preview-import.server";
import { newId } from "~db/new-id.server";
import { importMappings } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { sheet, type TestImports, testImportsIntoUnits } from "../support/imports";

/** Files whose titles nobody foresaw: columns chosen by hand, and remembered. */
let database: TestDatabase;
let imports: TestImports;

beforeAll(async () => {
  database = await createTestDatabase();
  imports = await testImportsIntoUnits(database);
});

afterAll(() => database.drop());
beforeEach(() => database.db.delete(importMappings));

const strange = [
  ["DANH SÁCH CÁN BỘ"],
  [],
  ["Số thẻ", "Cán bộ", "Sinh", "Nơi làm việc", "Thuộc khối", "Ghi chú"],
  ["T1", "Lê Ân", "01/02/1990", "Đội An ninh", "CBCS", "mới"],
  ["T2", "Hồ Ân", "03/04/1991", "Đội An ninh", "CBCS; Đoàn viên", ""],
];
const choices = ["code", "fullName", "birthDate", "unit", "blocs", null];
const anywhere = { sheet: null, headerRow: null };

async function upload(rows: readonly (readonly unknown[])[]) {
  const planned = await planImport(imports.deps, { kind: "people", fileName: "can-bo.xlsx", bytes: sheet(rows), accountId: null });
  if (!planned.ok) throw new Error(planned.refusal);
  return planned.value;
}

const map = (batchId: string, chosen: { sheet?: number; headerRow?: number; choices: readonly (string | null)[] }) =>
  mapImport({ database }, { batchId, accountId: newId(), chosen: { sheet: 0, headerRow: 3, ...chosen } });

describe("a file with titles of its own", () => {
  it("is kept and asked about: its fullest row is offered for titles, columns with three values each", async () => {
    const { batchId, plan } = await upload(strange);
    expect(plan).toEqual({ ok: false, refusal: "Không tìm thấy hàng tiêu đề cột. Tệp cần có các cột “Mã số”, “Họ và tên”, “Đơn vị”." });
    expect(await findImport({ database }, batchId)).toBe("unmapped");
    const view = await loadImportMapping({ database }, batchId, anywhere);
    expect(view).toMatchObject({ kind: "people", headerRow: 3, isPlanned: false, sheets: [{ index: 0, name: "Bảng" }] });
    expect(view?.columns.map(({ letter, title, samples, key }) => [letter, title, samples, key])).toEqual([
      ["A", "Số thẻ", ["T1", "T2"], null],
      ["B", "Cán bộ", ["Lê Ân", "Hồ Ân"], null],
      ["C", "Sinh", ["01/02/1990", "03/04/1991"], null],
      ["D", "Nơi làm việc", ["Đội An ninh", "Đội An ninh"], null],
      ["E", "Thuộc khối", ["CBCS", "CBCS; Đoàn viên"], null],
      ["F", "Ghi chú", ["mới"], null],
    ]);
    expect(await commitImport({ database }, { batchId, accountId: null, shown: null })).toEqual({ outcome: "not-found" });
  });

  it("is planned by the columns chosen, and the next file with that row of titles, anywhere, without asking", async () => {
    const { batchId } = await upload(strange);
    expect(await map(batchId, { choices })).toEqual({ ok: true, value: null });
    expect(await findImport({ database }, batchId)).toMatchObject({ state: "planned", summary: { create: 2 }, notices: ["Cột F “Ghi chú” không có trong mẫu, đã bỏ qua."] });
    const next = await upload([[], ["Năm 2026"], ["SỐ THẺ", "Cán  bộ", "Sinh", "Nơi làm việc:", "Thuộc khối", "Ghi chú"], ["T3", "Võ Vy", "", "Đội An ninh", "CBCS", ""]]);
    expect(next.plan).toMatchObject({ ok: true, value: { rows: [{ row: 4, outcome: "create", value: { code: "T3", fullName: "Võ Vy" } }] } });
    expect(await previewImport(imports.deps, { kind: "people", fileName: "a.xlsx", bytes: sheet(strange), accountId: null })).toMatchObject({ ok: true, value: { summary: { create: 2 } } });
    const other = await upload([["Số thẻ", "Cán bộ", "Sinh", "Nơi làm việc", "Thuộc khối"], ["T3", "Võ Vy", "", "Đội An ninh", "CBCS"]]);
    expect(other.plan.ok).toBe(false);
    expect(await commitImport({ database }, { batchId, accountId: null, shown: null })).toMatchObject({ outcome: "committed", summary: { create: 2 } });
    expect(await map(batchId, { choices })).toBeNull();
    expect(await loadImportMapping({ database }, batchId, anywhere)).toBeNull();
  });

  it("may have no titles at all; then nothing is remembered", async () => {
    const { batchId } = await upload(strange.slice(3));
    expect(await loadImportMapping({ database }, batchId, { sheet: null, headerRow: 0 })).toMatchObject({ headerRow: 0, columns: { length: 6 } });
    expect(await map(batchId, { headerRow: 0, choices })).toEqual({ ok: true, value: null });
    expect((await listImportRows({ database }, { batchId, columns: [] }, { filter: "all", limit: 10, offset: 0 })).rows).toMatchObject([{ row: 1 }, { row: 2 }]);
    expect(await database.db.$count(importMappings)).toBe(0);
  });

  it.each<[string, (string | null)[], string]>([
    ["too little", ["code", "fullName", null], "Chưa chọn cột của tệp cho “Đơn vị”."],
    ["nothing", [], "Chưa chọn cột của tệp cho “Mã số”, “Họ và tên”, “Đơn vị”."],
    ["one column twice", ["code", "fullName", null, "unit", "unit"], "“Đơn vị” được chọn cho 2 cột (D, E). Giữ một cột."],
    ["columns that an import does not know", ["code", "fullName", "__proto__", "constructor"], "Chưa chọn cột của tệp cho “Đơn vị”."],
  ])("is not planned with %s", async (_what, wrong, refusal) => {
    const { batchId } = await upload(strange);
    expect(await map(batchId, { choices: wrong })).toEqual({ ok: false, refusal });
    expect(await findImport({ database }, batchId)).toBe("unmapped");
    expect(await database.db.$count(importMappings)).toBe(0);
  });

  it("is refused where a chosen row has nothing below it, or a sheet is not there", async () => {
    const { batchId } = await upload(strange);
    const nothing = { ok: false, refusal: "Tệp không có dòng dữ liệu nào dưới hàng tiêu đề." };
    expect(await map(batchId, { headerRow: 5, choices })).toEqual(nothing);
    expect(await map(batchId, { sheet: 7, choices })).toEqual(nothing);
  });
});

describe("a file that was understood", () => {
  it("can be read by other columns: what was guessed is chosen beforehand", async () => {
    const { batchId } = await upload([["Mã số", "Họ và tên", "Đơn vị", "Khối", "Nơi công tác"], ["T9", "Lê Ân", "Nhầm", "CBCS", "Đội An ninh"]]);
    const view = await loadImportMapping({ database }, batchId, anywhere);
    expect([view?.isPlanned, view?.columns.map(({ key }) => key)]).toEqual([true, ["code", "fullName", "unit", "blocs", null]]);
    expect(await map(batchId, { headerRow: 1, choices: ["code", "fullName", null, "blocs", "unit"] })).toEqual({ ok: true, value: null });
    expect(await findImport({ database }, batchId)).toMatchObject({ summary: { create: 1, rejected: 0 }, notices: [] });
    expect((await loadImportMapping({ database }, batchId, anywhere))?.columns.map(({ key }) => key)).toEqual(["code", "fullName", null, "blocs", "unit"]);
  });

  it("is refused whole when there is nothing in it", async () => {
    expect(await planImport(imports.deps, { kind: "people", fileName: "rong.xlsx", bytes: sheet([[], [" "]]), accountId: null })).toEqual({ ok: false, refusal: "Tệp không có dòng dữ liệu nào dưới hàng tiêu đề." });
  });
});
