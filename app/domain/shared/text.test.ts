import fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonKey, normaliseText, searchForm } from "./text";

test("NFD, no-break and zero-width characters and runs of blanks become the one plain form; line breaks stay", () => {
  expect(normaliseText("  Đỗ\u00A0Thị \u200BThuỳ   Dương ".normalize("NFD"))).toBe("Đỗ Thị Thuỳ Dương");
  expect(normaliseText("một \r\n hai")).toBe("một\nhai");
});

test("a text with nothing to tidy takes a short way to the same form as one that has something", () => {
  const odd = fc.string({ unit: fc.constantFrom("a", "ệ", "e\u0323\u0302", " ", "\n", "\r", "\t", "\u00A0", "\u200B", "\uFEFF", "\u2003", "\u0301"), maxLength: 12 });
  fc.assert(fc.property(fc.oneof(odd, fc.string({ unit: "binary", maxLength: 40 })), (text) => {
    expect(normaliseText(text)).toBe(normaliseText(` ${text}`));
    expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
  }));
});

test("a search finds names without diacritics, đ as d, both ways of placing a tone", () => {
  expect(["Huỳnh Văn Hòa", "Huỳnh Văn Hoà", "HUYNH VAN HOA"].map(searchForm)).toEqual(Array(3).fill("huynh van hoa"));
  expect(searchForm("Đội Cảnh sát giao thông – trật tự")).toBe("doi canh sat giao thong - trat tu");
});

test("a comparison key forgives case, blanks and dashes, never a diacritic", () => {
  expect(comparisonKey("Đội  CSGT – TT")).toBe(comparisonKey("đội csgt - tt"));
  expect(comparisonKey("Nguyễn Văn Trường")).not.toBe(comparisonKey("Nguyễn Văn Trưởng"));
});

test("the forms that are compared and searched have no blanks but single spaces", () => {
  const odd = fc.string({ unit: fc.constantFrom("a", "Ệ", "–", " ", "\n", "\r", "\t", "\u00A0", "\u200B", "\u2003", "\u0301"), maxLength: 12 });
  fc.assert(fc.property(fc.oneof(odd, fc.string({ unit: "binary", maxLength: 40 })), (text) => {
    for (const form of [comparisonKey(text), searchForm(text)]) expect(form).toBe(form.replace(/\s+/g, " "));
  }));
});
