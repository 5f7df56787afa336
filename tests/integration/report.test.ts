import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read, utils, type WorkBook } from "xlsx";
import { hourMs } from "~/domain/shared/time";
import { loadParticipation } from "~/use-cases/participation/load-participation.server";
import { loadUnitParticipation } from "~/use-cases/participation/load-unit-participation.server";
import { exportWorkbook } from "~/use-cases/reports/export-workbook.server";
import { loadStandings } from "~/use-cases/standings/load-standings.server";
import { publishResults } from "~/use-cases/standings/publish-results.server";
import { auditLog, people } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { seedGoldenResults } from "../support/golden-results";

let database: TestDatabase;
let golden: Awaited<ReturnType<typeof seedGoldenResults>>;

beforeAll(async () => {
  database = await createTestDatabase();
  golden = await seedGoldenResults(database.db);
});
afterAll(() => database.drop());

type Options = { roundId?: string; scope?: "all" | string[]; withPhones?: boolean };

async function workbook(options: Options = {}): Promise<WorkBook> {
  const accountId = golden.personId("000101");
  const file = await exportWorkbook({ database }, { roundId: golden.roundId, scope: "all", withPhones: false, accountId, ...options });
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), file!.writeTo(output)]);
  return read(bytes);
}

const rowsOf = (book: WorkBook, sheet: string) => utils.sheet_to_json<unknown[]>(book.Sheets[sheet]!, { header: 1, defval: null, blankrows: false });
const rowWith = (rows: unknown[][], text: string) => rows.find((row) => row.some((cell) => typeof cell === "string" && cell.startsWith(text)))!;

describe("the workbook of the golden round", () => {
  it("says in “Tổng cộng” what the page says: 14 eligible, 7 entered, 50 %, 7 not, 9 attempts, 8 valid entries; CBCS 6/13, Đoàn viên 4/4", async () => {
    const page = (await loadParticipation({ database }, { roundId: golden.roundId, scope: "all", scoreScope: "all" }))!.figures;
    const total = rowWith(rowsOf(await workbook(), "Tổng hợp tham gia"), "Tổng cộng").filter((cell) => typeof cell === "number");
    expect(total).toEqual([page.eligible, page.entered, page.entered / page.eligible!, page.notEntered, page.attempts, page.validEntries, 13, 6, 6 / 13, 4, 4, 1]);
    expect(total.slice(0, 6)).toEqual([14, 7, 0.5, 7, 9, 8]);
  });

  it("ranks the individuals as the screen does", async () => {
    const screen = (await loadStandings({ database }, { roundId: golden.roundId }))!;
    const rows = rowsOf(await workbook(), "Xếp hạng cá nhân");
    for (const { rank, code, name, score } of [...screen.ranked, ...screen.apart]) {
      const row = rows.find((cells) => cells[1] === code)!;
      expect([row[0], row[2], row[4]]).toEqual([rank, name, score / 100]);
    }
    expect(rows.filter((row) => /^\d{6}$/.test(String(row[1])))).toHaveLength(7);
  });

  it("lists all 10 attempts, 8 of them valid, 7 counted", async () => {
    const rows = rowsOf(await workbook(), "Chi tiết lượt thi").filter((row) => /^\d{6}$/.test(String(row[1])));
    expect(rows).toHaveLength(10);
    expect(rows.filter((row) => row.includes("Hợp lệ"))).toHaveLength(8);
    expect(rows.filter((row) => row.includes("Được tính"))).toHaveLength(7);
  });

  it("names the 4 people who have not entered, with 4 more unnamed (Tịnh Hà has one more than its count, and the sheet says so), and a name that begins like a formula stays text", async () => {
    const book = await workbook();
    const rows = rowsOf(book, "Danh sách chưa tham gia");
    expect(rows.map((row) => row[2]).filter((cell) => /^\d{6}$/.test(String(cell)))).toEqual(["001103", "002102", "002104", "009103"]);
    expect(rowWith(rows, "Tổng số 8 người")).toBeDefined();
    expect(rowWith(rows, "Trang “Tổng hợp tham gia” ghi 7 người")).toBeDefined();
    const cells = Object.values(book.Sheets["Danh sách chưa tham gia"]!).filter((cell): cell is { t: string; f?: string; v: unknown } => typeof cell === "object");
    expect(cells.filter((cell) => cell.f !== undefined)).toEqual([]);
    expect(cells.find((cell) => String(cell.v).includes("Đặng Văn Oanh"))).toMatchObject({ t: "s", v: "'=Đặng Văn Oanh" });
  });

  it("carries phone numbers only for whoever may remind people", async () => {
    const text = async (options: Options) => JSON.stringify(rowsOf(await workbook(options), "Danh sách chưa tham gia"));
    expect(await text({ withPhones: false })).not.toContain("0950000103");
    expect(await text({ withPhones: true })).toContain("0950000103");
  });

  it("stays inside the reader's subtree: Tịnh Hà with 3 of 3, three of the ranked with their ranks of the whole round, 3 attempts, one name missing", async () => {
    const book = await workbook({ scope: [golden.unitId("X01")] });
    expect(rowWith(rowsOf(book, "Tổng hợp tham gia"), "Tổng cộng").slice(2, 8)).toEqual([3, 3, 1, 0, 3, 3]);
    const codes = (sheet: string, column: number) => rowsOf(book, sheet).map((row) => row[column]).filter((cell) => /^\d{6}$/.test(String(cell)));
    expect(rowsOf(book, "Xếp hạng cá nhân").filter((row) => /^\d{6}$/.test(String(row[1]))).map((row) => [row[0], row[1]])).toEqual([[4, "009101"], [5, "002103"], [6, "009102"]]);
    expect(codes("Chi tiết lượt thi", 1)).toHaveLength(3);
    expect(codes("Danh sách chưa tham gia", 2)).toEqual(["009103"]);
    for (const sheet of book.SheetNames) expect(JSON.stringify(rowsOf(book, sheet))).not.toContain("Đội An ninh");
  });

  it("says on every sheet how far the result has got: closed and not published, an attempt not graded yet, published, still open", async () => {
    const opensAt = Date.now() - 5 * hourMs;
    const closed = await golden.round({ opensAt, closesAt: opensAt + 2 * hourMs });
    const notes = async (roundId: string) => {
      const book = await workbook({ roundId });
      return new Set(book.SheetNames.map((sheet) => /Số liệu tạm tính[^"]*|Kỳ thi đã đóng[^"]*|Kết quả đã công bố[^"]*/.exec(JSON.stringify(rowsOf(book, sheet)))?.[0].replace(/\d\d:\d\d ngày \d\d\/\d\d\/\d{4}/, "HH:MM ngày DD/MM/YYYY")));
    };
    expect(await notes(closed)).toEqual(new Set(["Kỳ thi đã đóng, kết quả chưa công bố."]));
    await publishResults({ database }, { roundId: closed, accountId: golden.personId("000101") });
    expect(await notes(closed)).toEqual(new Set(["Kết quả đã công bố lúc HH:MM ngày DD/MM/YYYY."]));
    await golden.attempt({ round: closed, person: "001101", startedAt: opensAt });
    expect(await notes(closed)).toEqual(new Set(["Số liệu tạm tính, còn 1 bài chưa thu hoặc chưa chấm xong."]));
    const running = await golden.round({ opensAt, closesAt: opensAt + 10 * hourMs });
    expect(await notes(running)).toEqual(new Set(["Số liệu tạm tính, kỳ thi chưa đóng đối với tất cả mọi người."]));
  });

  it("owes the same people on screen and on both sheets when who has entered retires or moves to another unit afterwards", async () => {
    const owed = async () => {
      const [book, page] = [await workbook(), (await loadUnitParticipation({ database }, { roundId: golden.roundId, unitId: golden.unitId("CAH"), scope: "all", scoreScope: "all" }))!];
      const total = rowWith(rowsOf(book, "Tổng hợp tham gia"), "Tổng cộng").filter((cell) => typeof cell === "number")[3];
      const listed = /^Tổng số (\d+) người/.exec(String(rowWith(rowsOf(book, "Danh sách chưa tham gia"), "Tổng số").find(Boolean)))?.[1];
      return [page.figures.notEntered, page.notEntered.named + page.notEntered.unnamed!, total, Number(listed)];
    };
    const before = await owed();
    expect(before).toEqual([7, 8, 7, 8]);
    const change = (code: string, set: Partial<typeof people.$inferInsert>) => database.db.update(people).set(set).where(eq(people.id, golden.personId(code)));
    await change("002101", { retiredAt: Date.now() });
    await change("001101", { unitId: golden.unitId("X01") });
    expect(await owed()).toEqual(before);
    await change("002101", { retiredAt: null });
    await change("001101", { unitId: golden.unitId("D01") });
  });

  it("is audited each time, with who, when and how far", async () => {
    const count = async () => (await database.db.select().from(auditLog).where(eq(auditLog.action, "export-workbook"))).length;
    const before = await count();
    await workbook();
    expect(await count()).toBe(before + 1);
  });

  it("does not exist for an unknown round, and then is not audited either", async () => {
    const input = { roundId: golden.contestId, scope: "all" as const, withPhones: false, accountId: golden.personId("000101") };
    expect(await exportWorkbook({ database }, input)).toBeNull();
    expect(await database.db.select().from(auditLog).where(eq(auditLog.subjectId, golden.contestId))).toEqual([]);
  });
});
