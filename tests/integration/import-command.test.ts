import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { importBatches, people, units } from "~db/schema";
import { importCommand } from "../../server/cli/import";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { testSheetReader } from "../support/sheet-reader";

/** `npm run --silent import -- …`: what it prints is read by programs, so every word of it stands here. */
let database: TestDatabase;
const folder = mkdtempSync(path.join(os.tmpdir(), "cchc-import-"));

beforeAll(async () => {
  await testSheetReader();
  database = await createTestDatabase();
  writeFileSync(path.join(folder, "la.csv"), "Số thẻ;Cán bộ\r\nT1;Lê Ân\r\n");
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

async function run(...parameters: string[]) {
  const [printed, complaints]: [string[], string[]] = [[], []];
  const input = { database, urls: database, parameters, callerFolder: path.resolve("seed/data"), dataDirectory: folder, workersDirectory: path.resolve(".cache/test-workers") };
  const exitCode = await importCommand({ ...input, print: (text) => printed.push(text), complain: (text) => complaints.push(text) });
  return { exitCode, complaints, result: printed.length === 0 ? null : (JSON.parse(printed.join("")) as { rows: { row: number }[] }) };
}

const nothing = { create: 0, change: 0, same: 0, warned: 0, rejected: 0 };

it("prints the plan and writes nothing; with --commit writes what it prints; then every row is the same", async () => {
  const planned = await run("units", "danh-sach-don-vi.xlsx");
  expect(planned).toMatchObject({ exitCode: 0, complaints: [], result: { summary: { ...nothing, create: 20 }, notices: [], rows: { length: 20 } } });
  expect(planned.result!.rows[0]).toEqual({ row: 8, outcome: "create", reasons: [] });
  expect(await database.db.$count(units)).toBe(0);
  expect(await run("units", "danh-sach-don-vi.xlsx", "--commit")).toEqual(planned);
  expect(await database.db.$count(units)).toBe(20);
  expect(await run("units", "danh-sach-don-vi.xlsx")).toMatchObject({ exitCode: 0, result: { summary: { ...nothing, same: 20 } } });
});

it("gives reasons and warnings with a row, and counts a warned row as what it is, too", async () => {
  const { exitCode, result } = await run("people", "loi/nguoi-du-thi-loi.xlsx", "--commit");
  expect([exitCode, result]).toMatchObject([0, { summary: { create: 15, change: 0, same: 0, warned: 7, rejected: 11 } }]);
  expect(result!.rows.find(({ row }) => row === 11)).toEqual({ row: 11, outcome: "rejected", reasons: ["Mã số 090001 trùng với dòng 8."] });
  expect(result!.rows.find(({ row }) => row === 27)).toEqual({ row: 27, outcome: "create", reasons: ["Số điện thoại “09510” không đủ 10 chữ số; không ghi số này."] });
  expect(await database.db.$count(people)).toBe(15);
});

it.each([
  ["loi/bom-nen.xlsx", "Không nhận: tệp quá lớn sau khi giải nén (tối đa 30 MB)."],
  [path.join(folder, "la.csv"), "Không tìm thấy hàng tiêu đề cột. Tệp cần có các cột “Mã số”, “Họ và tên”, “Đơn vị”."],
])("refuses %s as a whole, exit 1, also with --commit", async (name, refused) => {
  const answer = { exitCode: 1, complaints: [], result: { refused, summary: nothing, rows: [] } };
  expect(await run("people", name)).toEqual(answer);
  expect(await run("people", name, "--commit")).toEqual(answer);
  expect(await database.db.$count(people)).toBe(15);
});

it("says how it is used when it is used otherwise", async () => {
  const usage = { exitCode: 1, result: null, complaints: ["Cách dùng: npm run --silent import -- units|people|questions TỆP [--commit]"] };
  for (const parameters of [[], ["people"], ["khac", "a.xlsx"], ["people", "a.xlsx", "b.xlsx"]]) expect(await run(...parameters)).toEqual(usage);
  expect(await run("people", "khong-co.xlsx")).toMatchObject({ exitCode: 1, result: { refused: expect.stringMatching(/^Không có tệp .*khong-co\.xlsx\.$/) as string } });
  expect(await database.db.$count(importBatches)).toBe(3);
});
