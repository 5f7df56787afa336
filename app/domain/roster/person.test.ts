import { describe, expect, it } from "vitest";
import { areDoubles, checkBirthDate } from "./person";

describe("birth date: none, or a day between 1920 and today", () => {
  it.each([
    [null, null],
    ["1919-12-31", "Ngày sinh 31/12/1919 quá xa, không thể đúng."],
    ["1920-01-01", null],
    ["2022-06-14", null],
    ["2022-06-15", "Ngày sinh 15/06/2022 ở tương lai."],
  ])("%s", (day, message) => expect(checkBirthDate(day, "2022-06-14")).toBe(message));
});

describe("doubles share name and birth date, whatever the Unicode form, case and blanks", () => {
  const one = { fullName: "Nguyễn Thị Ệ", birthDate: "1990-02-03" };
  it.each([
    [{ fullName: "nguyễn  thị ệ".normalize("NFD"), birthDate: "1990-02-03" }, true],
    [{ fullName: "Nguyễn Thị Ệ", birthDate: "1990-02-04" }, false],
    [{ fullName: "Nguyễn Thị Ế", birthDate: "1990-02-03" }, false],
  ])("%j: %s", (other, expected) => expect(areDoubles(one, other)).toBe(expected));
  it("people without a birth date are never doubles", () => expect(areDoubles({ fullName: "A", birthDate: null }, { fullName: "A", birthDate: null })).toBe(false));
});
