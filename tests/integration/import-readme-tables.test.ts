import { asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planAtOnce } from "~/domain/sheets/plan";
import { personColumns, type PersonValue, planPeople } from "~/domain/sheets/plan-people";
import { planUnits, unitColumns, type UnitValue } from "~/domain/sheets/plan-units";
import { type Column, locateTable, type SheetTable } from "~/domain/sheets/table";
import { people as peopleTable, personBlocs, blocs as blocsTable, units as unitsTable } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { testImportsIntoUnits } from "../support/imports";
import { readme, readmeTable } from "../support/readme-tables";
import { readSample, sample, testSheetReader } from "../support/sheet-reader";

/** The good files against the tables of `seed/data/README-danh-sach.md`, read from there row by row. */
const blocs = [
  { id: "CBCS", name: "CBCS", onlyGender: null, maxAge: null },
  { id: "Đoàn viên", name: "Đoàn viên", onlyGender: null, maxAge: 30 },
  { id: "Hội viên phụ nữ", name: "Hội viên phụ nữ", onlyGender: "female" as const, maxAge: null },
];

let units: UnitValue[];
let people: PersonValue[];

beforeAll(async () => {
  const readSheet = await testSheetReader();
  const table = async <Key extends string>(name: string, columns: readonly Column<Key>[]): Promise<SheetTable<Key>> => {
    const located = locateTable(await readSample(readSheet, name), columns);
    if (!located.ok) throw new Error(located.refusal);
    return located.value;
  };
  const values = <Value>(rows: readonly { value: Value | null }[]) => rows.flatMap(({ value }) => (value === null ? [] : [value]));
  units = values(planAtOnce(planUnits(await table("danh-sach-don-vi.xlsx", unitColumns(blocs)), { units: [], typeNames: [], blocs })).rows);
  const existing = { units: units.map(({ code, name }) => ({ id: code, code, name, validTo: null })), blocs, people: [], gone: new Map(), staffLogins: [] };
  people = values(planAtOnce(planPeople(await table("danh-sach-nguoi-du-thi.xlsx", personColumns), existing, { startDay: "2022-06-01", today: "2026-11-24" })).rows);
});

const count = (those: readonly PersonValue[], gender: PersonValue["gender"]) => those.filter((person) => person.gender === gender).length;
const inBlocs = (those: readonly PersonValue[]) => blocs.map(({ id }) => those.filter(({ blocIds }) => blocIds.includes(id)).length);
const genders = (those: readonly PersonValue[]) => [count(those, "male"), count(those, "female")];
const texts = (...cells: readonly (string | number)[]) => cells.map(String);
const eligible = ({ eligible: counts }: UnitValue, blocId: string | null) => counts.find((one) => one.blocId === blocId)?.count ?? 0;
const sum = (those: readonly UnitValue[], blocId: string | null) => those.reduce((total, unit) => total + eligible(unit, blocId), 0);

describe("section 2, units", () => {
  it("on the roster, not on it, eligible, by bloc", () => {
    const blocIds = blocs.map(({ id }) => id);
    const rows = units.map((unit) => {
      const roster = people.filter(({ unitId }) => unitId === unit.code).length;
      return texts(unit.code, unit.name, roster, eligible(unit, null) - roster, eligible(unit, null), ...blocIds.map((id) => eligible(unit, id)));
    });
    const total = texts("", "Cộng", people.length, sum(units, null) - people.length, sum(units, null), ...blocIds.map((id) => sum(units, id)));
    expect([...rows, total]).toEqual(readmeTable("| Mã | Đơn vị | Có trong danh sách |"));
  });
});

describe("section 3, people", () => {
  it("by unit", () => {
    const line = (those: readonly PersonValue[]) => [those.length, ...genders(those), ...inBlocs(those)];
    const rows = units.map((unit) => texts(unit.code, unit.name, ...line(people.filter(({ unitId }) => unitId === unit.code))));
    expect([...rows, texts("", "Cộng", ...line(people))]).toEqual(readmeTable("| Mã | Đơn vị | Số người | Nam |"));
  });

  it("by the blocs a person is in, and by each bloc", () => {
    const together = readmeTable("| Khối | Số người | Nam | Nữ |");
    const named = (names: string) => (names === "Cộng" ? people : people.filter(({ blocIds }) => blocIds.join("; ") === names));
    expect(together.map(([names]) => names)).toHaveLength(7);
    expect(together.map(([names]) => texts(names!, named(names!).length, ...genders(named(names!))))).toEqual(together);
    const each = readme.slice(readme.indexOf("Theo từng khối"));
    for (const { id } of blocs) {
      const those = people.filter(({ blocIds }) => blocIds.includes(id));
      expect(each).toContain(`| ${[id, those.length, ...genders(those)].join(" | ")} |`);
    }
  });

  it("by unit type", () => {
    const rows = ["Cơ quan", "Đội nghiệp vụ", "Công an xã"].map((typeName) => {
      const ofType = units.filter((unit) => unit.typeName === typeName);
      const those = people.filter(({ unitId }) => ofType.some(({ code }) => code === unitId));
      return texts(typeName, ofType.length, those.length, ...genders(those), ...inBlocs(those), sum(ofType, null));
    });
    expect(rows).toEqual(readmeTable("| Loại đơn vị | Số đơn vị | Số người |"));
  });

  it("who share a name, each with a code of their own", () => {
    const rows = readmeTable("| Họ và tên trùng nhau | Số người | Mã số |");
    expect(rows).toHaveLength(5);
    for (const [name, number, codes] of rows) {
      const those = people.filter(({ fullName }) => fullName === name).map(({ code }) => code).sort();
      expect([String(those.length), those.join(", ")]).toEqual([number, codes]);
    }
  });
});

describe("the other formats, committed", () => {
  const created: TestDatabase[] = [];
  afterAll(() => Promise.all(created.map((database) => database.drop())));

  /** Everybody in the tables after this file, with unit and blocs by name. */
  async function committed(name: string, only?: readonly string[]) {
    const database = await createTestDatabase();
    created.push(database);
    const imports = await testImportsIntoUnits(database);
    const { summary } = await imports.commit("people", sample(name), name);
    const { code, fullName, searchName, birthDate, gender, rank, jobTitle, phone, isCommitteeMember, retiredAt } = peopleTable;
    const rows = await database.db
      .select({ person: { code, fullName, searchName, birthDate, gender, rank, jobTitle, phone, isCommitteeMember, retiredAt }, unit: unitsTable, bloc: blocsTable.name })
      .from(peopleTable)
      .innerJoin(unitsTable, eq(unitsTable.id, peopleTable.unitId))
      .leftJoin(personBlocs, eq(personBlocs.personId, peopleTable.id))
      .leftJoin(blocsTable, eq(blocsTable.id, personBlocs.blocId))
      .where(only && inArray(peopleTable.code, [...only]))
      .orderBy(asc(peopleTable.code), asc(blocsTable.position));
    return { summary, rows: rows.map(({ person, unit: { code: unitCode, name: unitName }, bloc }) => ({ ...person, unitCode, unitName, bloc })) };
  }

  it.each(["nguoi-du-thi-25.xls", "nguoi-du-thi-25.ods", "nguoi-du-thi-25-utf8-bom.csv", "nguoi-du-thi-25-utf16le-tab.csv"])("%s leaves the same 25 people, units and blocs as the .xlsx", async (name) => {
    const { summary, rows } = await committed(`dinh-dang-khac/${name}`);
    const codes = people.slice(0, 25).map(({ code }) => code);
    expect(summary).toMatchObject({ create: 25, rejected: 0 });
    expect(new Set(rows.map(({ code }) => code))).toEqual(new Set(codes));
    expect(rows).toEqual((await committed("danh-sach-nguoi-du-thi.xlsx", codes)).rows);
  });
});
