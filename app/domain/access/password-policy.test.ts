import { describe, expect, it } from "vitest";
import { refusalOfPassword, type PasswordContext } from "./password-policy";

const hung: PasswordContext = {
  login: "003017",
  fullName: "Nguyễn Văn Hùng",
  birthDate: "1986-11-05",
  phone: "0952719387",
  surroundings: ["Đội Cảnh sát giao thông – trật tự", "Công an huyện Sơn Tịnh"],
};

function reasonOf(password: string, context: PasswordContext) {
  const refusal = refusalOfPassword(password, context);
  return refusal !== null && typeof refusal === "object" ? refusal.reason : refusal;
}

describe("length is counted in characters and nothing is trimmed", () => {
  it.each([
    ["7 characters", "kx9!mpt", "too-short"],
    ["8 characters", "kx9!mptz", null],
    ["8 with a blank at each end", " kx9mpt ", null],
    ["8 composed Vietnamese letters", "ẩẫậượỡừứ", null],
    ["7 Vietnamese letters typed as 15 combining characters", "xẩkpmtz".normalize("NFD"), "too-short"],
    ["128 characters", "kx9!mptz".repeat(16), null],
    ["129 characters", `${"kx9!mptz".repeat(16)}q`, "too-long"],
    ["a phrase of 64", "sáng nay con mèo vàng nhảy qua hàng rào rồi ngủ dưới gốc cây ổi", null],
  ])("%s", (_, password, refusal) => expect(reasonOf(password, hung)).toBe(refusal));
});

describe("no rules of composition", () => {
  it.each(["gốc cây ổi", "kxmptzqv", "48159263", "KXMPTZQV"])("%s is fine", (password) => expect(reasonOf(password, hung)).toBeNull());
});

describe("common passwords are refused, also with digits, years, capitals, diacritics and look-alikes", () => {
  it.each([
    "password", "Password1!", "P@ssw0rd", "12345678", "123456789", "1234567890", "87654321", "11111111", "00000000", "12341234", "abcd1234", "qwertyuiop",
    "1qaz2wsx", "iloveyou", "matkhau123", "Mật khẩu 123", "m@tkh@u1", "matkhau2024", "congan113", "CongAn@113", "conganxa1", "cchc2022", "caicachhanhchinh",
    "anhyeuem1", "emyeuanh99", "vietnam123", "admin@123", "quantri1", "abc12345", "aaaaaaaa", "abababab", "01012000", "20231231", "!@#$%^&*", "hanoi1954",
  ])("%s", (password) => expect(reasonOf(password, hung)).toBe("common"));
});

describe("what somebody who knows the person would try is refused", () => {
  it.each([
    ["the code", "003017003017x"],
    ["the name", "NguyenVanHung"],
    ["given name and birth year", "hung1986"],
    ["name with diacritics and a mark", "Hùng!Nguyễn1"],
    ["initials and birth date", "nvh05111986"],
    ["birth date with slashes", "05/11/1986"],
    ["birth date, short", "hung051186"],
    ["the phone", "0952719387"],
    ["the phone as +84", "+84952719387"],
    ["the place", "sontinh01"],
    ["look-alikes of the name", "HUNG@nguy3n"],
  ])("%s: %s", (_, password) => expect(["personal", "common"]).toContain(reasonOf(password, hung)));

  it("says “personal” for what is fine for somebody else", () => {
    const other = { ...hung, login: "001001", fullName: "Lê Ân", birthDate: null, phone: null, surroundings: [] };
    expect(reasonOf("0952719387", hung)).toBe("personal");
    expect(reasonOf("0952719387", other)).toBeNull();
  });

  it("leaves a password alone that has enough of its own beside the name", () => {
    expect(reasonOf("hung-kx9mq", hung)).toBeNull();
  });
});

describe("what was not counted is told by its kinds, and by words as the roster spells them where something else was typed too", () => {
  it.each([
    ["Nguyễn Văn Hùng", [["name"], ["mark"]]],
    ["NguyenVanHung", [["name"]]],
    ["Hùng Nguyễn", [["name"], ["mark"]]],
    ["Sơn Tịnh Hùng", [["name"], ["surroundings"], ["mark"]]],
    ["Nguyễn Văn Hùng 1", [["name", "Nguyễn Văn Hùng"], ["mark"]]],
    ["HUNG@nguy3n", [["name", "Nguyễn", "Hùng"]]],
    ["vanhung-xyz", [["name", "Văn Hùng"], ["common"], ["mark"]]],
    ["k-.-_Hùng", [["name", "Hùng"], ["mark"]]],
    ["  k Hùng   ", [["name", "Hùng"], ["mark"]]],
    ["05/11/1986", [["date"], ["mark"]]],
    ["matkhau.2024", [["common"], ["date"], ["mark"]]],
    ["kx kx kx", [["repetition"], ["mark"]]],
    ["Hung05111986", [["name", "Hùng"], ["birth-date"]]],
    ["nvh+5111986", [["name"], ["birth-date"], ["mark"]]],
    ["0952719387", [["phone"]]],
    ["003017 abc", [["login"], ["common"], ["mark"]]],
    ["trattu giaothong 12", [["surroundings", "giao thông", "trật tự"], ["mark"]]],
    ["matkhau 2024 4444", [["common"], ["date"], ["run"], ["mark"]]],
    ["kxkxkxkx", [["repetition"]]],
    ["- . - . -", [["mark"]]],
  ])("%s", (password, uncounted) => {
    const refusal = refusalOfPassword(password, hung);
    expect(refusal !== null && typeof refusal === "object" && refusal.uncounted.map(({ kind, names }) => [kind, ...names])).toEqual(uncounted);
  });
});
