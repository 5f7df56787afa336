import { expect, test } from "vitest";
import { comparisonKey, normaliseText, searchForm } from "./text";

test("NFD, no-break and zero-width characters and runs of blanks become the one plain form; line breaks stay", () => {
  expect(normaliseText("  Đỗ\u00A0Thị \u200BThuỳ   Dương ".normalize("NFD"))).toBe("Đỗ Thị Thuỳ Dương");
  expect(normaliseText("một \r\n hai")).toBe("một\nhai");
});

test("a search finds names without diacritics, đ as d, both ways of placing a tone", () => {
  expect(["Huỳnh Văn Hòa", "Huỳnh Văn Hoà", "HUYNH VAN HOA"].map(searchForm)).toEqual(Array(3).fill("huynh van hoa"));
  expect(searchForm("Đội Cảnh sát giao thông – trật tự")).toBe("doi canh sat giao thong - trat tu");
});

test("a comparison key forgives case, blanks and dashes, never a diacritic", () => {
  expect(comparisonKey("Đội  CSGT – TT")).toBe(comparisonKey("đội csgt - tt"));
  expect(comparisonKey("Nguyễn Văn Trường")).not.toBe(comparisonKey("Nguyễn Văn Trưởng"));
});
