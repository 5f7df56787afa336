import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { type CellObject, read, utils, type WorkSheet, write } from "xlsx";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ImportKind } from "~/domain/sheets/import-kind";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { exportRejectedRows } from "~/use-cases/import/export-rejected-rows.server";
import { findImport, listImportRows } from "~/use-cases/import/find-import.server";
import { newId } from "~db/new-id.server";
import { auditLog } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { personTitles, sheet, type TestImports, testImportsIntoUnits } from "../support/imports";
import { sample } from "../support/sheet-reader";

/** Rejected rows as a real file: read back by SheetJS, corrected there, uploaded again. */
let database: TestDatabase;
let imports: TestImports;

beforeAll(async () => {
  database = await createTestDatabase();
  imports = await testImportsIntoUnits(database);
});

afterAll(() => database.drop());

async function rejectedFile(kind: ImportKind, bytes: Uint8Array, fileName?: string) {
  const { batchId, plan } = await imports.plan(kind, bytes, fileName);
  const file = await exportRejectedRows({ database }, { batchId, accountId: newId() });
  const output = new PassThrough();
  const [content] = await Promise.all([buffer(output), file!.writeTo(output)]);
  const workbook = read(content, { cellFormula: true, cellNF: true });
  return { batchId, plan, content, headers: file!.headers, page: workbook.Sheets[workbook.SheetNames[0]!]!, workbook };
}

/** Columns of the file by their titles in row 3. */
const columnOf = (page: WorkSheet, title: string) => utils.sheet_to_json<string[]>(page, { header: 1, range: 2 })[0]!.indexOf(title);
const cellAt = (page: WorkSheet, row: number, title: string) => page[utils.encode_cell({ r: row - 1, c: columnOf(page, title) })] as CellObject | undefined;
const lines = (page: WorkSheet) => utils.sheet_to_json<unknown[]>(page, { header: 1, range: 3, defval: null });

it("rejected rows on the page of the plan are named by the columns the page has, without reading the batch again", async () => {
  const { batchId } = await imports.plan("people", sample("loi/nguoi-du-thi-loi.xlsx"));
  const batch = await findImport({ database }, batchId);
  if (batch === null || batch === "unmapped") throw new Error("no plan");
  const selects = vi.spyOn(database.db, "select");
  const { rows, subjects } = await listImportRows({ database }, batch, { filter: "rejected", limit: 100, offset: 0 });
  expect(selects).not.toHaveBeenCalled();
  selects.mockRestore();
  expect(rows).toHaveLength(11);
  expect(subjects.get(rows[0]!.row)).toMatchObject({ what: expect.stringMatching(/./) as string });
  expect([...subjects.values()].map(({ detail }) => detail)).toContain("090003");
});

describe("the file of rejected rows", () => {
  it("holds the 11 rejected people of the sample with row, reason and cells; uploaded as it is, each is rejected for the same reason", async () => {
    const { plan, page, content, headers } = await rejectedFile("people", sample("loi/nguoi-du-thi-loi.xlsx"), "Người dự thi (lỗi).xlsx");
    const rejected = plan.rows.filter((row) => row.outcome === "rejected");
    expect(lines(page).map((line) => [line[0], String(line[1]).split("\n")])).toEqual(rejected.map(({ row, reasons }) => [row, reasons]));
    expect(headers["Content-Disposition"]).toContain(encodeURIComponent("Dòng bị từ chối – Người dự thi"));
    expect(cellAt(page, 4, "Mã số")).toMatchObject({ t: "s", v: "090003" });
    const again = await imports.plan("people", content);
    expect(again.plan.notices).toEqual([]);
    // why not the code that repeats row 8: that row is not in this file.
    const reasonsOf = (rows: typeof rejected) => rows.map((row) => row.reasons.join(" ")).filter((text) => !/trùng với dòng/.test(text));
    expect(reasonsOf(again.plan.rows.filter((row) => row.outcome === "rejected"))).toEqual(reasonsOf(rejected));
  });

  it("does the same with the 17 questions: errors stay errors, formulas without value do not become blanks", async () => {
    const { plan, page, content } = await rejectedFile("questions", sample("loi/ngan-hang-loi.xlsx"));
    const rejected = plan.rows.filter((row) => row.outcome === "rejected");
    expect(lines(page).map((line) => line[0])).toEqual(rejected.map(({ row }) => row));
    const at = (row: number) => 4 + rejected.findIndex((one) => one.row === row);
    expect(cellAt(page, at(37), "Phương án B")).toMatchObject({ t: "e", v: 0x17 });
    expect(cellAt(page, at(23), "Nội dung câu hỏi")).toMatchObject({ t: "e", v: 0x2a });
    expect(String(cellAt(page, at(26), "Nội dung câu hỏi")!.v)).toHaveLength(10_000);
    const again = (await imports.plan("questions", content)).plan;
    // Row 11 only repeats row 6, which was accepted.
    expect(again.summary).toMatchObject({ create: 1, rejected: 16 });
    expect(again.rows.find((row) => row.outcome === "create")?.row).toBe(at(11));
  });

  it("comes back corrected: dates, leading zeros and signs in front of text arrive as they were meant", async () => {
    const person = (code: unknown, name: string, unit: string, phone = "") => [code, name, "01/02/1990", "Nam", unit, "CBCS", phone];
    const { page, workbook } = await rejectedFile("people", sheet([personTitles, person(90025, "Lê Ân", "Đội An ninh"), person("P2", "=1+1", "Đội Không Có", "+84 951 000 020"), person("P3", "'=giữ nháy", "Đội Không Có"), person("P4", "Được nhận", "Đội An ninh")]));
    expect(lines(page).map((line) => line[0])).toEqual([2, 3, 4]);
    page[utils.encode_cell({ r: 3, c: columnOf(page, "Mã số") })] = { t: "s", v: "090025" };
    for (const row of [5, 6]) Object.assign(cellAt(page, row, "Đơn vị")!, { v: "Đội An ninh", w: "Đội An ninh" });
    const corrected = new Uint8Array(write(workbook, { type: "array", bookType: "xlsx" }) as ArrayBuffer);
    const { batchId, plan } = await imports.plan("people", corrected);
    expect(plan.rows.map((row) => row.reasons)).toEqual([[], [], []]);
    expect(plan.rows.map((row) => row.value)).toMatchObject([
      { code: "090025", birthDate: "1990-02-01", phone: null },
      { code: "P2", fullName: "=1+1", phone: "0951000020" },
      { code: "P3", fullName: "=giữ nháy" },
    ]);
    expect(await commitImport({ database }, { batchId, accountId: null, shown: null })).toMatchObject({ outcome: "committed", summary: { create: 3 } });
  });

  it("runs nowhere: no formula in any cell, and every text that begins like one has an apostrophe, headings included", async () => {
    const evil = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1"];
    const { workbook } = await rejectedFile("people", sheet([personTitles, ...evil.map((text, index) => [`E${index}`, text, "", "", text, text, text])]), "=1+1.xlsx");
    const cells = workbook.SheetNames.flatMap((name) => Object.entries(workbook.Sheets[name]!).filter(([key]) => !key.startsWith("!")).map(([, cell]) => cell as CellObject));
    expect(cells.length).toBeGreaterThan(40);
    expect(cells.filter((cell) => cell.f !== undefined || cell.F !== undefined)).toEqual([]);
    expect(cells.filter((cell) => cell.t === "s" && /^\s*[=+\-@＝]/.test(String(cell.v)))).toEqual([]);
  });

  it("is not there for a batch without rejected rows, and taking it away is audited", async () => {
    const { batchId } = await imports.plan("units", sample("danh-sach-don-vi.xlsx"));
    expect(await exportRejectedRows({ database }, { batchId, accountId: newId() })).toBeNull();
    expect((await database.db.select().from(auditLog)).filter(({ action }) => action === "import.export-rejected").length).toBeGreaterThan(0);
  });

  it("uploaded as it is after the others were written, puts nobody in the place of whoever got the code", async () => {
    const { batchId, content } = await rejectedFile("people", sample("loi/nguoi-du-thi-loi.xlsx"));
    expect(await commitImport(imports.deps, { batchId, accountId: null, shown: null })).toMatchObject({ outcome: "committed" });
    const { plan } = await imports.plan("people", content);
    expect(plan.summary).toMatchObject({ create: 0, change: 0 });
    expect(plan.rows.flatMap((row) => row.reasons).find((reason) => reason.includes("090001"))).toMatch(/^Mã số 090001 đang là của Mai Đăng Thạch, sinh .*; dòng này khác cả họ tên và ngày sinh/);
  });
});
