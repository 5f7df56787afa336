import { expect, test } from "vitest";
import type { ImportKind } from "./import-kind";
import { fieldChanges } from "./plan-changes";

const names = new Map([["0190a000-0000-7000-8000-000000000001", "Đội Tổng hợp"], ["0190a000-0000-7000-8000-000000000002", "Đội An ninh"], ["0190a000-0000-7000-8000-000000000003", "Đoàn viên"]]);
const [first, second, bloc] = [...names.keys()];
const said = (kind: ImportKind, before: object, after: object) => fieldChanges(kind, before, after, names).map(({ label, before: from, after: to }) => `${label}: ${from ?? "–"} → ${to ?? "–"}`);

test("a person: each field that changes from what to what, in words, in the order of the list", () => {
  const person = { code: "001", fullName: "Trần An", birthDate: "1990-02-01", gender: "male", rank: "", jobTitle: "Đội trưởng", unitId: first, blocIds: [], phone: null };
  expect(said("people", person, { ...person, phone: "0912345678", blocIds: [bloc], unitId: second, gender: null, birthDate: "1990-01-02", fullName: "Trần Ân" })).toEqual([
    "họ tên: Trần An → Trần Ân", "ngày sinh: 01/02/1990 → 02/01/1990", "giới tính: Nam → –", "đơn vị: Đội Tổng hợp → Đội An ninh", "khối: – → Đoàn viên", "số điện thoại: – → 0912345678",
  ]);
  expect(said("people", person, { ...person, code: "002" })).toEqual([]);
});

test("a unit: counts by bloc and in all", () => {
  const unit = { name: "Xã A", typeName: "Xã", parentCode: null, eligible: [{ blocId: null, count: 10 }, { blocId: bloc, count: 4 }] };
  expect(said("units", unit, { ...unit, parentCode: "CAH", eligible: [{ blocId: null, count: 12 }, { blocId: bloc, count: 4 }] })).toEqual(["mã cấp trên: – → CAH", "số người thuộc diện dự thi: 10 → 12"]);
});

test("a question: only the choices that change; points as points; state and key of the content are not said", () => {
  const question = { code: "Q1", contentKey: "a", state: "approved", points: 100, type: "single", choices: [{ text: "một", isCorrect: true }, { text: "hai", isCorrect: false }, { text: "ba", isCorrect: false }] };
  const changed = { ...question, contentKey: "b", state: "pending", points: 50, choices: [{ text: "một", isCorrect: false }, { text: "hai", isCorrect: true }, { text: "ba", isCorrect: false }] };
  expect(said("questions", question, changed)).toEqual(["phương án, đáp án: Nội dung: một; Đúng: Có · Nội dung: hai; Đúng: Không → Nội dung: một; Đúng: Không · Nội dung: hai; Đúng: Có", "điểm: 1 → 0,5"]);
});

test("of a long text what stands around its first difference, at most 80 letters and the marks of what is left out", () => {
  const start = "Theo quy định hiện hành, ".repeat(8);
  const [change] = fieldChanges("questions", { content: `${start}thời hạn là 03 ngày làm việc. ${start}` }, { content: `${start}thời hạn là 05 ngày làm việc. ${start}` }, names);
  expect([change!.before, change!.after].map((text) => /^….*thời hạn là 0[35] ngày làm việc\. .*…$/.test(text!))).toEqual([true, true]);
  for (const text of [change!.before!, change!.after!]) expect(text.length).toBeLessThanOrEqual(81);
});
