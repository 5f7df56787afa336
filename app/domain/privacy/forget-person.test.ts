import { describe, expect, it } from "vitest";
import { forgetInPlan, forgetInTable, forgetInWorkbook, forgottenRecord } from "./forget-person";

const value = { code: "001", fullName: "Nguyễn Văn A", birthDate: "1990-01-01", gender: "male" as const, rank: "Đại úy", jobTitle: "Đội trưởng", unitId: "u", blocIds: ["b"], phone: "0912345678" };

it("a forgotten record keeps what is counted and nothing that names", () => {
  expect(forgottenRecord({ blocIds: ["b"], isCommitteeMember: true }, "x")).toEqual({ code: "x", fullName: "Người đã xóa thông tin", birthDate: null, gender: null, rank: "", jobTitle: "", phone: null, blocIds: ["b"], isCommitteeMember: true });
});

describe("what an import keeps", () => {
  const text = (words: string) => ({ kind: "text" as const, text: words });
  const running = { row: 8, cells: [{ kind: "number" as const, value: 7 }, text("Trần Thị B"), text("0012")] };
  const own = { row: 9, cells: [{ kind: "number" as const, value: 8 }, text("Nguyễn Văn A"), text(" 7 ")] };
  const person = { ...value, code: "7" };
  const columns = [{ key: "fullName", title: "Họ và tên", index: 1 }, { key: "code", title: "Mã số", index: 2 }];
  const table = { sheetName: "Bảng", headerRow: 7, columns, rows: [running, own].map(({ row, cells }) => ({ row, cells: cells.slice(1) })), notices: [] };
  const emptied = { row: 9, cells: [null, null, null] };

  it("the row with the code in its column is emptied, one with that running number stays", () => {
    expect(forgetInTable(table, person)).toEqual({ table: { ...table, rows: [table.rows[0], { row: 9, cells: [null, null] }] }, rows: new Set([9]) });
    const workbook = { sheets: [{ name: "Bảng", rows: [running, own] }], notices: [] };
    expect(forgetInWorkbook(workbook, table, person).sheets[0]?.rows).toEqual([running, emptied]);
  });

  it.each([
    ["name", own.cells[1]!],
    ["birth date", { kind: "date" as const, serial: 32874 }],
    ["telephone", text("0912345678")],
  ])("where no column is known, the code and the %s tell together, be the code text or number", (_, telling) => {
    const row = { row: 9, cells: [telling, { kind: "number" as const, value: 7 }] };
    const workbook = { sheets: [{ name: "Khác", rows: [running, row] }], notices: [] };
    for (const read of [null, table]) expect(forgetInWorkbook(workbook, read, person).sheets[0]?.rows).toEqual([running, { row: 9, cells: [null, null] }]);
  });

  it("planned rows keep place, unit and blocs under the new code, before and after, and lose their remarks", () => {
    const row = { row: 8, outcome: "change" as const, warnings: ["Số điện thoại 0912345678 trùng"], reasons: [], value, before: { ...value, rank: "Thượng úy" } };
    const plan = { rows: [row, { ...row, row: 9, value: { ...value, code: "002" }, warnings: ["Số hiệu 0012 lạ"] }], summary: { create: 0, change: 2, same: 0, warned: 2, rejected: 0 }, notices: [] };
    const [forgotten, other] = forgetInPlan(plan, { code: "001", phone: "0912345678", rows: new Set([8]) }, "x").rows;
    expect(JSON.stringify(forgotten)).not.toMatch(/Nguyễn|1990|0912345678|úy|"001"/);
    expect(forgotten).toMatchObject({ row: 8, outcome: "change", value: { code: "x", unitId: "u", blocIds: ["b"] }, before: { code: "x", unitId: "u" } });
    expect(other).toBe(plan.rows[1]);
  });

  it("a code with points in it is found, a line of that number is not one", () => {
    const row = { row: 9, outcome: "rejected" as const, warnings: [], reasons: ["Mã số CA.001 trùng với dòng 4.", "Giống dòng 8.", "Mã số 8, xem lại."], value: null, before: null };
    const plan = { rows: [row], summary: { create: 0, change: 0, same: 0, warned: 0, rejected: 1 }, notices: [] };
    const left = (code: string) => forgetInPlan(plan, { code, phone: null, rows: new Set() }, "x").rows[0]!.reasons;
    expect([left("CA.001"), left("8")]).toEqual([["Giống dòng 8.", "Mã số 8, xem lại."], ["Mã số CA.001 trùng với dòng 4.", "Giống dòng 8."]]);
  });

  it("rejected rows of the person and remarks on others that quote code or telephone say nothing any more", () => {
    const rejected = { row: 8, outcome: "rejected" as const, warnings: [], reasons: ["“Nguyễn Văn A”: ngày sinh 31/02/1990 không có"], value: null, before: null };
    const quoting = { ...rejected, row: 9, reasons: ["Trùng mã số 001 với dòng 8."], warnings: ["Số điện thoại 0912345678 đã có ở dòng 8."] };
    const both = { ...quoting, row: 10, reasons: [...quoting.reasons, "Thiếu họ tên."], warnings: [] };
    const plan = { rows: [rejected, quoting, both], summary: { create: 0, change: 0, same: 0, warned: 0, rejected: 3 }, notices: [] };
    const rows = forgetInPlan(plan, { code: "001", phone: "0912345678", rows: new Set([8]) }, "x").rows;
    expect(rows.map(({ reasons, warnings }) => [reasons, warnings])).toEqual([[["Lý do nhắc đến một người đã được xóa thông tin."], []], [["Lý do nhắc đến một người đã được xóa thông tin."], []], [["Thiếu họ tên."], []]]);
  });
});
