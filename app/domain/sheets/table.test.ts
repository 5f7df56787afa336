import { describe, expect, it } from "vitest";
import type { SheetCell, Workbook } from "./cell";
import type { Column } from "./table";
import { columnLetter, locateTable, tableRows } from "./table";

const columns: readonly Column<"code" | "name" | "count">[] = [
  { key: "code", title: "Mã", isRequired: true },
  { key: "name", title: "Tên đơn vị", aliases: ["Đơn vị"], isRequired: true },
  { key: "count", title: "CBCS" },
];

const text = (value: string): SheetCell => (value === "" ? null : { kind: "text", text: value });

function workbook(...sheets: readonly (readonly (readonly string[])[])[]): Workbook {
  return { notices: [], sheets: sheets.map((rows, index) => ({ name: `S${index + 1}`, rows: rows.map((row, place) => ({ row: place + 1, cells: row.map(text) })) })) };
}

function located(book: Workbook) {
  const result = locateTable(book, columns);
  if (!result.ok) throw new Error(result.refusal);
  return { ...result.value, texts: tableRows(result.value).map((row) => [row.row, row.text("code"), row.text("name"), row.text("count")]) };
}

describe("a table in a sheet", () => {
  it("begins below the row of titles, whatever their order, case, blanks, marks and prefix", () => {
    const { headerRow, texts, notices } = located(workbook([["DANH SÁCH"], [], ["STT", "Trong đó: CBCS", "ĐƠN  VỊ (*)", "mã:"], ["1", "5", "Đội", "D"], ["", " ", "", ""], ["3", "", "Xã", "X"]]));
    expect(headerRow).toBe(3);
    expect(texts).toEqual([[4, "D", "Đội", "5"], [6, "X", "Xã", ""]]);
    expect(notices).toEqual([]);
  });

  it("reports unknown and repeated columns and further sheets that hold something", () => {
    const { notices, texts } = located(workbook([["Mã", "Đơn vị", "__proto__", "Mã"], ["D", "Đội", "x", "Đ"]], [["Mã", "Đơn vị"], ["E", "Khác"]], []));
    expect(texts).toEqual([[2, "D", "Đội", ""]]);
    expect(notices).toEqual(["Cột C “__proto__” không có trong mẫu, đã bỏ qua.", "Cột D “Mã” lặp lại một cột phía trước, đã bỏ qua.", "Trang tính “S2” không được đọc."]);
  });

  it("stands on the first sheet that has its titles", () => {
    expect(located(workbook([["Hướng dẫn"]], [["Mã", "Tên đơn vị"], ["D", "Đội"]])).notices).toEqual(["Trang tính “S1” không được đọc."]);
  });

  it("is refused where a needed title is missing or no row follows", () => {
    const refusal = (book: Workbook) => {
      const result = locateTable(book, columns);
      return result.ok ? null : result.refusal;
    };
    expect(refusal(workbook([["Mã", "CBCS"], ["D", "5"]]))).toBe("Hàng tiêu đề (dòng 1) thiếu cột “Tên đơn vị”. Thêm cột rồi tải lại.");
    expect(refusal(workbook([["a"]]))).toMatch(/^Không tìm thấy hàng tiêu đề cột/);
    expect(refusal(workbook([["Mã", "Đơn vị"], ["", " "]]))).toBe("Tệp không có dòng dữ liệu nào dưới hàng tiêu đề.");
  });

  it("names columns as spreadsheets do", () => {
    expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  });
});
