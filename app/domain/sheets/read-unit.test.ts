import { expect, test } from "vitest";
import { readUnit, unitDirectory } from "./read-person";

const directory = unitDirectory([{ id: "1", code: "D01", name: "Đội Tổng hợp", validTo: null }], "2026-11-28");

function read(text: string) {
  const remarks = { reasons: [] as string[], warnings: [] as string[] };
  return { unit: readUnit({ kind: "text", text }, directory, undefined, remarks)?.code, ...remarks };
}

test("a unit written without diacritics is asked about, not taken for granted", () => {
  expect(read("doi tong hop")).toEqual({ unit: undefined, reasons: ["Đơn vị “doi tong hop” không có trong danh sách đơn vị; có phải “Đội Tổng hợp”?"], warnings: [] });
  expect(read("Đội Khác").reasons).toEqual(["Đơn vị “Đội Khác” không có trong danh sách đơn vị."]);
  expect(read("đội tổng hợp")).toMatchObject({ unit: "D01", reasons: [] });
});
