import { expect, test } from "vitest";
import { noteHolder } from "./person-holder";

const holder = { code: "001005", fullName: "Lê Hoà Ân", birthDate: "1978-04-16" };
const held = "Mã số 001005 đang là của Lê Hoà Ân";
const somebodyElse = [`${held}, sinh 16/04/1978; dòng này khác cả họ tên và ngày sinh. Nếu là người khác, cấp mã số khác; nếu vẫn là người đó, sửa ở trang của người đó.`];

test.each([
  ["the same person", holder, holder, [], []],
  ["diacritics and birth date corrected", holder, { fullName: "LÊ HÒA ÂN", birthDate: "1979-04-16" }, [], []],
  ["name corrected, same birth date", holder, { fullName: "Lê Hoà An Bình" }, [], []],
  ["name and birth date of another", holder, { fullName: "Hồ Thị Khác", birthDate: "1990-01-02" }, [], somebodyElse],
  ["another name, no birth date in the file", holder, { fullName: "Hồ Thị Khác", birthDate: null }, [`${held}, sinh 16/04/1978; dòng này ghi họ tên khác, có thể là người khác, kiểm tra lại.`], []],
  ["another name, no birth date known", { ...holder, birthDate: null }, { fullName: "Hồ Thị Khác" }, [`${held}; dòng này ghi họ tên khác, có thể là người khác, kiểm tra lại.`], []],
])("%s", (_, known, change, warnings, reasons) => {
  const remarks = { warnings: [], reasons: [] };
  noteHolder(known, { ...holder, ...change }, remarks);
  expect(remarks).toEqual({ warnings, reasons });
});
