import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { seededRandom, shuffle } from "./random";
import { compareVietnameseNames, nameParts } from "./name-order";

const readme = readFileSync(new URL("../../../seed/data/README-danh-sach.md", import.meta.url), "utf8");
const listed = [...readme.slice(readme.indexOf("Thứ tự đúng của một số tên")).split("## 4.")[0]!.matchAll(/^\d+\. (.+)$/gm)].map((match) => match[1]!);

test("the 26 names of the sample data's README sort into exactly their order there, from any order", () => {
  expect(listed).toHaveLength(26);
  expect(listed.toReversed().sort(compareVietnameseNames)).toEqual(listed);
  for (let run = 0; run < 50; run++) {
    expect(shuffle(seededRandom(`names ${run}`), listed).sort(compareVietnameseNames)).toEqual(listed);
  }
});

test("the given name rules before family and middle names", () => {
  expect(compareVietnameseNames("Vũ Văn An", "Bùi Văn Bình")).toBeLessThan(0);
  expect(compareVietnameseNames("Bùi Văn Bình", "Vũ Văn Bình")).toBeLessThan(0);
});

test("d before đ, and the tones level, grave, hook, tilde, acute, dot", () => {
  const names = ["Lê Dũng", "Lê Đan", "Lê Ma", "Lê Mà", "Lê Mả", "Lê Mã", "Lê Má", "Lê Mạ", "Lê Măn", "Lê Mân"];
  expect(names.toReversed().sort(compareVietnameseNames)).toEqual(names);
});

test("the same name in NFD and NFC has one place among others; only the very same text compares as equal", () => {
  expect(compareVietnameseNames("Nguyễn Thị Ệ", "Nguyễn Thị Ệ")).toBe(0);
  expect(compareVietnameseNames("Nguyễn Thị Ệ".normalize("NFD"), "Nguyễn Thị Ê")).toBeGreaterThan(0);
  expect(compareVietnameseNames("Huỳnh Văn Hòa", "Huỳnh Văn Hoà")).not.toBe(0);
});

test("parts: one word is a given name without a rest", () => {
  expect(nameParts("Ân")).toEqual({ given: "Ân", rest: "" });
  expect(nameParts("Tôn Nữ Thị Ngọc Ánh")).toEqual({ given: "Ánh", rest: "Tôn Nữ Thị Ngọc" });
});
