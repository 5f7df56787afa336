import { describe, expect, it } from "vitest";
import type { SheetCell, Workbook } from "./cell";
import type { ImportKind } from "./import-kind";
import { personColumns } from "./plan-people";
import { unitColumns } from "./plan-units";
import { questionColumns } from "./question-columns";
import { otherKindText, recogniseOtherKind } from "./recognise-kind";

const titles = { units: unitColumns([]), people: personColumns, questions: questionColumns };
const text = (value: string): SheetCell => (value === "" ? null : { kind: "text", text: value });
const workbook = (...sheets: string[][][]): Workbook => ({ notices: [], sheets: sheets.map((rows, index) => ({ name: `S${index + 1}`, rows: rows.map((row, place) => ({ row: place + 1, cells: row.map(text) })) })) });

const units = ["Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên", "Loại đơn vị"];
const people = ["Mã số", "Họ và tên", "Đơn vị", "Khối"];
const both = ["Mã", "Họ và tên", "Đơn vị", "Loại", "Khối"];

describe("a file brought to the wrong import", () => {
  it.each<[string, string[][][], ImportKind, ImportKind | null]>([
    ["people as units", [[["DANH SÁCH"], people]], "units", "people"],
    ["units as people, on the second sheet", [[["Hướng dẫn"]], [units]], "people", "units"],
    ["units as questions", [[units]], "questions", "units"],
    ["people as what they are", [[people]], "people", null],
    ["people without their units", [[people.filter((title) => title !== "Đơn vị")]], "units", null],
    ["titles nobody knows", [[["Số thẻ", "Cán bộ"]]], "units", null],
    ["a table that reads both ways, as either", [[both]], "units", null],
    ["a table that reads two ways, as a third: the one with most of its titles", [[both]], "questions", "people"],
  ])("%s", (_what, sheets, kind, other) => {
    expect(recogniseOtherKind(workbook(...sheets), kind, titles)).toBe(other);
  });

  it("is called by what it is and what it is not", () => {
    expect(otherKindText("units", "people")).toBe("Tệp này có vẻ là danh sách người dự thi, không phải danh sách đơn vị.");
  });
});
