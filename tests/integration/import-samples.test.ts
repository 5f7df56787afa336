import { beforeAll, describe, expect, it } from "vitest";
import type { SheetReader } from "~/adapters/read-sheet.server";
import { type ImportKind, importKinds } from "~/domain/sheets/import-kind";
import type { ImportPlan, Outcome, PlannedRow } from "~/domain/sheets/plan";
import { planAtOnce } from "~/domain/sheets/plan";
import type { PersonValue } from "~/domain/sheets/plan-people";
import { personColumns, planPeople } from "~/domain/sheets/plan-people";
import type { QuestionValue } from "~/domain/sheets/plan-questions";
import { planQuestions } from "~/domain/sheets/plan-questions";
import type { UnitValue } from "~/domain/sheets/plan-units";
import { planUnits, unitColumns } from "~/domain/sheets/plan-units";
import { questionColumns } from "~/domain/sheets/question-columns";
import { recogniseOtherKind } from "~/domain/sheets/recognise-kind";
import { locateTable, type Column, type SheetTable } from "~/domain/sheets/table";
import { readmeTable } from "../support/readme-tables";
import { readSample, testSheetReader } from "../support/sheet-reader";

/** The real files against the tables of `seed/data/README-danh-sach.md`, read from there row by row; nothing here touches a database. */
const blocs = [
  { id: "cbcs", name: "CBCS", onlyGender: null, maxAge: null },
  { id: "youth", name: "Đoàn viên", onlyGender: null, maxAge: 30 },
  { id: "women", name: "Hội viên phụ nữ", onlyGender: "female" as const, maxAge: null },
];
const levels = ["Nhận biết", "Thông hiểu", "Vận dụng"].map((name) => ({ id: name, name }));
const options = { startDay: "2022-06-01", today: "2026-11-24" };

let readSheet: SheetReader;
let unitPlan: ImportPlan<UnitValue>;

async function table<Key extends string>(name: string, columns: readonly Column<Key>[]): Promise<SheetTable<Key>> {
  const located = locateTable(await readSample(readSheet, name), columns);
  if (!located.ok) throw new Error(located.refusal);
  return located.value;
}

const values = <Value>(plan: ImportPlan<Value>): Value[] => plan.rows.flatMap((row) => (row.value === null ? [] : [row.value]));
const units = () => values(unitPlan).map(({ code, name }) => ({ id: `unit ${code}`, code, name, validTo: null }));
const peopleOf = async (name: string, people: PersonValue[] = []) => planAtOnce(planPeople(await table(name, personColumns), { units: units(), blocs, people, gone: new Map(), staffLogins: [] }, options));
const questionsOf = async (name: string, known: QuestionValue[] = []) => {
  const questions = known.map((question) => ({ ...question, state: "pending" as const }));
  return planAtOnce(planQuestions(await table(name, questionColumns), { topicNames: [...new Set(known.map((one) => one.topicName))], levels, questions }));
};

beforeAll(async () => {
  readSheet = await testSheetReader();
  unitPlan = planAtOnce(planUnits(await table("danh-sach-don-vi.xlsx", unitColumns(blocs)), { units: [], typeNames: [], blocs }));
});

const results: Record<string, string> = { Nhận: "accepted", "Nhận, cảnh báo": "warned", "Từ chối": "rejected" };
/** What the README calls no row of data. */
const noData = ["Bỏ qua", "Hàng tiêu đề"];

/** [row, what happens] of one file as its section of the README lists it. */
function listedRows(section: string): [number, string][] {
  const rows = readmeTable("| Dòng | STT | Kết quả | Lý do |", `### ${section} `).filter(([, , result]) => !noData.includes(result!));
  return rows.map(([row, , result]) => [Number(row), results[result!] ?? `unknown “${result}”`]);
}

const resultOf = ({ outcome, warnings }: { outcome: Outcome; warnings: readonly string[] }) => (outcome === "rejected" ? "rejected" : warnings.length > 0 ? "warned" : "accepted");

/** `says`: the words in which the plan gives each reason and each warning that the README lists; a row that is not listed must not appear at all. */
function expectAsListed(plan: ImportPlan<unknown>, section: string, says: Record<number, RegExp> = {}): void {
  const listed = listedRows(section);
  expect(plan.rows.map((row) => [row.row, resultOf(row)])).toEqual(listed);
  expect(Object.keys(says).map(Number)).toEqual(listed.filter(([, result]) => result !== "accepted").map(([row]) => row));
  for (const [row, words] of Object.entries(says)) expect(rowOf(plan, Number(row)), `row ${row}`).toSatisfy((planned: PlannedRow<unknown>) => words.test([...planned.reasons, ...planned.warnings].join(" ")));
  const count = (wanted: string) => listed.filter(([, result]) => result === wanted).length;
  expect(plan.summary).toEqual({ create: count("accepted") + count("warned"), change: 0, same: 0, warned: count("warned"), rejected: count("rejected") });
}

function rowOf<Value>(plan: ImportPlan<Value>, row: number): PlannedRow<Value> {
  const found = plan.rows.find((one) => one.row === row);
  if (found === undefined) throw new Error(`No row ${row}.`);
  return found;
}

describe("section 4.1: ngan-hang-loi.xlsx", () => {
  const says = {
    9: /Cột Đáp án để trống/,
    10: /phương án D để trống/,
    11: /trùng với dòng 6/,
    13: /“Siêu khó” không có trong danh mục/,
    14: /Không có nội dung câu hỏi/,
    15: /A và C giống hệt nhau/,
    18: /Hiệu lực từ “khoảng giữa năm 2018” không phải ngày/,
    19: /\(21\/06\/2018\) sớm hơn Hiệu lực từ \(30\/06\/2025\)/,
    20: /Đúng\/Sai phải có đúng hai phương án, dòng này có 4/,
    22: /Điểm: ô là công thức/,
    23: /Nội dung câu hỏi: công thức không có giá trị lưu sẵn/,
    24: /bắt đầu bằng “=”/,
    25: /có thẻ HTML/,
    26: /10\.000 ký tự, quá giới hạn/,
    28: /ô gộp/,
    30: /D trỏ vào phần trống của ô gộp/,
    31: /“Một lựa chọn” nhưng có 2 đáp án/,
    32: /Đáp án E nằm ngoài các phương án A–D/,
    33: /“Điền khuyết” không có trong danh mục/,
    34: /Điểm không phải số: “một điểm”/,
    37: /Phương án B: ô lỗi #REF!/,
  };

  it("gives each row the result and the reason listed, and reports the unread sheet", async () => {
    const plan = await questionsOf("loi/ngan-hang-loi.xlsx");
    expectAsListed(plan, "4.1.", says);
    expect(plan.notices).toEqual(["Trang tính “Ghi chú” không được đọc."]);
  });

  it("reads what the accepted rows say: text dates, rich text, cached values, merged topics, normalised text, link text", async () => {
    const plan = await questionsOf("loi/ngan-hang-loi.xlsx");
    const value = (row: number) => rowOf(plan, row).value;
    expect(value(6)).toMatchObject({ effectiveFrom: "2021-07-15", effectiveTo: null });
    expect(value(7)?.choices.map((choice) => choice.isCorrect)).toEqual([true, true, false, true]);
    expect(value(8)).toMatchObject({ type: "true-false", choices: [{ text: "Đúng", isCorrect: true }, { text: "Sai", isCorrect: false }] });
    expect(value(12)?.effectiveFrom).toBe("2010-10-14");
    expect(value(21)?.content).toHaveLength(124);
    expect(value(22)?.points).toBe(100);
    expect(value(24)?.content).toMatch(/^=cmd\|' \/C calc'!A0 /);
    expect(value(25)?.content).toContain("<script>alert('XSS')</script>");
    expect(value(28)?.topicName).toBe(value(27)?.topicName);
    expect(value(35)).toMatchObject({ points: 50, choices: [{ isCorrect: false }, { isCorrect: true }, { isCorrect: false }, { isCorrect: false }] });
    expect(value(36)?.content).toMatch(/^\[Thử nhập 28\] Văn bản hành chính gồm bao nhiêu loại/);
    expect(value(36)?.content).toBe(value(36)?.content.normalize("NFC"));
    expect(value(38)?.citation).toBe("Trang thông tin PAPI (UNDP và CECODES thực hiện)");
  });
});

describe("section 4.2: nguoi-du-thi-loi.xlsx", () => {
  const says = {
    10: /“Công an xã Tịnh Ấn Tây” không có trong danh sách đơn vị/,
    11: /090001 trùng với dòng 8/,
    12: /“31\/02\/1995” không phải ngày có thật/,
    13: /mất số 0 ở đầu; ghi là 0951000006/,
    14: /Thiếu họ và tên/,
    15: /“Công đoàn viên” không có trong danh mục/,
    16: /“Cựu chiến binh” không có trong danh mục/,
    20: /“12\/25\/1990” không đọc được theo ngày\/tháng\/năm/,
    21: /Thiếu mã số/,
    22: /đã 40 tuổi vào ngày 01\/06\/2022/,
    23: /giới tính Nam/,
    25: /hiểu là “Đội Cảnh sát giao thông – trật tự”/,
    26: /01\/01\/2032 ở tương lai/,
    27: /“09510” không đủ 10 chữ số/,
    29: /Trùng họ tên và ngày sinh với dòng 8/,
    31: /“1990” chỉ có năm/,
    32: /Chức vụ: bắt đầu bằng “=”/,
    33: /Mã số 90025 là ô số/,
  };

  it("gives each row the result and the reason listed", async () => {
    expectAsListed(await peopleOf("loi/nguoi-du-thi-loi.xlsx"), "4.2.", says);
  });

  it("reads what the accepted rows say: dates day first, telephones, names, units, blocs", async () => {
    const plan = await peopleOf("loi/nguoi-du-thi-loi.xlsx");
    const value = (row: number) => rowOf(plan, row).value;
    expect([8, 9, 18, 19, 34].map((row) => value(row)?.birthDate)).toEqual(["1990-03-15", "1993-11-07", "1992-11-05", "1991-04-03", "1996-02-29"]);
    expect([13, 27, 28].map((row) => value(row)?.phone)).toEqual(["0951000006", null, "0951000020"]);
    expect(value(24)).toMatchObject({ fullName: "Đỗ Thị Thuỳ Dương".normalize("NFC"), gender: "female", unitId: "unit D02" });
    expect(value(25)?.unitId).toBe("unit D03");
    expect(value(30)?.blocIds).toEqual(["cbcs", "youth"]);
    expect(value(32)?.jobTitle).toMatch(/^=HYPERLINK/);
  });
});

describe("sections 4.5 and 4.7: qua-rong.xlsx and proto.xlsx", () => {
  it("reads the two real rows of a sheet that declares A1:XFD1048576", async () => {
    const plan = await peopleOf("loi/qua-rong.xlsx");
    expectAsListed(plan, "4.5.");
    expect(plan.rows.map((row) => row.value?.code)).toEqual(["092001", "092002"]);
  });

  it("takes __proto__ and constructor for text, reports the two unknown columns, and pollutes no object", async () => {
    const plan = await peopleOf("loi/proto.xlsx");
    expectAsListed(plan, "4.7.", { 4: /“__proto__” không có trong danh sách đơn vị/, 6: /“toString” không có trong danh mục/ });
    expect(plan.rows.map((row) => row.value?.code)).toEqual(["091001", "constructor", undefined, "__proto__", undefined]);
    expect(plan.notices).toEqual(["Cột K “__proto__” không có trong mẫu, đã bỏ qua.", "Cột L “constructor” không có trong mẫu, đã bỏ qua."]);
    const probe: Record<string, unknown> = {};
    expect([probe["isAdmin"], probe["role"], Object.keys(Object.prototype)]).toEqual([undefined, undefined, []]);
  });
});

describe("the good files", () => {
  it("creates 20 units below one root, 436 persons eligible, 326 + 152 + 99 by bloc; the second time all are the same", async () => {
    expect(unitPlan.summary).toEqual({ create: 20, change: 0, same: 0, warned: 0, rejected: 0 });
    const total = (blocId: string | null) => values(unitPlan).reduce((sum, unit) => sum + (unit.eligible.find((one) => one.blocId === blocId)?.count ?? 0), 0);
    expect([null, "cbcs", "youth", "women"].map(total)).toEqual([436, 326, 152, 99]);
    expect(new Set(values(unitPlan).map((unit) => unit.parentCode))).toEqual(new Set([null, "CAH"]));
    const again = planAtOnce(planUnits(await table("danh-sach-don-vi.xlsx", unitColumns(blocs)), { units: values(unitPlan), typeNames: ["Cơ quan", "Đội nghiệp vụ", "Công an xã"], blocs }));
    expect(again.summary).toEqual({ create: 0, change: 0, same: 20, warned: 0, rejected: 0 });
  });

  it("creates 412 people, 312 + 140 + 93 by bloc; warns only of the two who share name and birth date", async () => {
    const plan = await peopleOf("danh-sach-nguoi-du-thi.xlsx");
    expect(plan.summary).toEqual({ create: 412, change: 0, same: 0, warned: 1, rejected: 0 });
    expect(plan.rows.filter((row) => row.warnings.length > 0).map((row) => row.value?.code)).toEqual(["017019"]);
    expect(blocs.map((bloc) => values(plan).filter((person) => person.blocIds.includes(bloc.id)).length)).toEqual([312, 140, 93]);
    expect(values(plan).filter((person) => person.gender === "female")).toHaveLength(119);
    const birthDates = new Map(values(plan).map((person) => [person.code, person.birthDate]));
    expect(["003017", "003022", "002024", "005009", "010013"].map((code) => birthDates.get(code))).toEqual(["1986-11-05", "1993-05-11", "1996-02-29", "1988-02-29", "1992-06-01"]);
    const again = await peopleOf("danh-sach-nguoi-du-thi.xlsx", values(plan));
    expect(again.summary).toEqual({ create: 0, change: 0, same: 412, warned: 1, rejected: 0 });
  });

  it("creates 129 questions: 107 single, 10 several, 12 true-false; the second time all are the same", async () => {
    const plan = await questionsOf("ngan-hang-cau-hoi.xlsx");
    expect(plan.summary).toEqual({ create: 129, change: 0, same: 0, warned: 0, rejected: 0 });
    expect(["single", "several", "true-false"].map((type) => values(plan).filter((one) => one.type === type).length)).toEqual([107, 10, 12]);
    expect(levels.map(({ id }) => values(plan).filter((one) => one.levelId === id).length)).toEqual([45, 62, 22]);
    expect(new Set(values(plan).map((one) => one.topicName)).size).toBe(11);
    const again = await questionsOf("ngan-hang-cau-hoi.xlsx", values(plan));
    expect(again.summary).toEqual({ create: 0, change: 0, same: 129, warned: 0, rejected: 0 });
  });
});

describe("section 5: other formats", () => {
  const files = ["nguoi-du-thi-25.xls", "nguoi-du-thi-25.ods", "nguoi-du-thi-25-utf8-bom.csv", "nguoi-du-thi-25-utf16le-tab.csv"];

  it.each(files)("%s gives the first 25 people of the roster, whatever the machine's zone", async (name) => {
    const first = (await peopleOf("danh-sach-nguoi-du-thi.xlsx")).rows.slice(0, 25);
    const zone = process.env["TZ"];
    try {
      for (const other of ["America/Los_Angeles", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati"]) {
        process.env["TZ"] = other;
        expect((await peopleOf(`dinh-dang-khac/${name}`)).rows).toEqual(first);
      }
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
    const people = first.flatMap((row) => (row.value === null ? [] : [row.value]));
    expect(["male", "female"].map((gender) => people.filter((person) => person.gender === gender).length)).toEqual([17, 8]);
    expect(["youth", "women"].map((bloc) => people.filter((person) => person.blocIds.includes(bloc)).length)).toEqual([5, 8]);
  });
});

describe("a real file brought to another import", () => {
  const titles = { units: unitColumns(blocs), people: personColumns, questions: questionColumns };

  it.each<[string, ImportKind]>([
    ["danh-sach-don-vi.xlsx", "units"],
    ["danh-sach-nguoi-du-thi.xlsx", "people"],
    ["dinh-dang-khac/nguoi-du-thi-25.ods", "people"],
    ["loi/nguoi-du-thi-loi.xlsx", "people"],
    ["ngan-hang-cau-hoi.xlsx", "questions"],
    ["loi/ngan-hang-loi.xlsx", "questions"],
  ])("%s is known for %s by its titles, wherever it comes", async (name, kind) => {
    const workbook = await readSample(readSheet, name);
    expect(importKinds.map((broughtAs) => recogniseOtherKind(workbook, broughtAs, titles))).toEqual(importKinds.map((broughtAs) => (broughtAs === kind ? null : kind)));
  });
});
