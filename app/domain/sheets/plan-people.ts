/**
 * A roster out of a sheet. A person is known by the code, never by name and birth date: two people may share both.
 * Units and blocs must exist, and nobody is put into a closed unit. A column the file does not have leaves what is known; a
 * telephone number that cannot be right is left out with a warning. Blocs' limits of age and gender only remind.
 */
import { comparisonKey } from "../shared/text";
import type { Day } from "../shared/time";
import { formatDay } from "../shared/time";
import type { Remarks } from "./check-cells";
import { checkCells, checkLength } from "./check-cells";
import type { PlannedRow, PlanSteps } from "./plan";
import { acceptedRow, planInSteps, rejectedRow } from "./plan";
import type { PersonDoubles } from "./person-doubles";
import { type GonePerson, noteGone } from "./person-gone";
import type { TakenLogins } from "./person-logins";
import { noteLogin, takenLogins } from "./person-logins";
import { noteCode, noteDoubles, personDoubles } from "./person-doubles";
import { noteHolder } from "./person-holder";
import { readDay } from "./read-day";
import type { BlocRule, Gender, UnitDirectory, UnitRef } from "./read-person";
import { readBlocs, readGender, readPersonCode, readPhone, readUnit, unitDirectory } from "./read-person";
import type { Column, SheetTable, TableRow } from "./table";
import { hasColumn, tableRows } from "./table";

export type PersonValue = {
  readonly code: string;
  readonly fullName: string;
  readonly birthDate: Day | null;
  readonly gender: Gender | null;
  readonly rank: string;
  readonly jobTitle: string;
  readonly unitId: string;
  /** In catalogue order. */
  readonly blocIds: readonly string[];
  readonly phone: string | null;
};

export type ExistingPeople = {
  readonly units: readonly UnitRef[];
  readonly blocs: readonly BlocRule[];
  readonly people: readonly PersonValue[];
  /** Those among them who take part no more, by code. */
  readonly gone: ReadonlyMap<string, GonePerson>;
  /** Logins of accounts that belong to nobody on the roster; a code becomes a login and must not be one of them. */
  readonly staffLogins: readonly string[];
};

/** `startDay`: ages count on it. `today`: nobody is born after it, and units are closed by it. */
export type PeopleOptions = { readonly startDay: Day; readonly today: Day };

export type PersonColumnKey = "code" | "fullName" | "birthDate" | "gender" | "rank" | "jobTitle" | "unit" | "blocs" | "phone";

export const personColumns: readonly Column<PersonColumnKey>[] = [
  { key: "code", title: "Mã số", aliases: ["Mã", "Mã số dự thi", "Mã người dự thi"], isRequired: true },
  { key: "fullName", title: "Họ và tên", aliases: ["Họ tên"], isRequired: true, isFreeText: true },
  { key: "birthDate", title: "Ngày sinh", aliases: ["Ngày, tháng, năm sinh", "Ngày tháng năm sinh"] },
  { key: "gender", title: "Giới tính" },
  { key: "rank", title: "Cấp bậc", isFreeText: true },
  { key: "jobTitle", title: "Chức vụ", aliases: ["Chức danh"], isFreeText: true },
  { key: "unit", title: "Đơn vị", aliases: ["Tên đơn vị", "Đơn vị công tác"], isRequired: true },
  { key: "blocs", title: "Khối" },
  { key: "phone", title: "Số điện thoại", aliases: ["Điện thoại", "SĐT", "ĐT", "ĐTDĐ", "Số ĐT", "Điện thoại di động", "Di động"] },
];

const noUnits = "Chưa có đơn vị nào: hãy nhập danh sách đơn vị trước, rồi tải lại tệp này.";

/** Nobody on a roster is born before it; earlier days are mistakes of the file. */
export const earliestBirth: Day = "1920-01-01";

type Context = {
  readonly table: SheetTable<PersonColumnKey>;
  readonly directory: UnitDirectory;
  readonly blocs: ReadonlyMap<string, BlocRule>;
  readonly known: ReadonlyMap<string, PersonValue>;
  readonly gone: ExistingPeople["gone"];
  readonly options: PeopleOptions;
  readonly doubles: PersonDoubles;
  readonly logins: TakenLogins;
};

export function planPeople(table: SheetTable<PersonColumnKey>, existing: ExistingPeople, options: PeopleOptions): PlanSteps<PersonValue> {
  const rows = tableRows(table);
  const codesInFile = new Set(rows.map((row) => row.text("code")));
  const context: Context = {
    table,
    directory: unitDirectory(existing.units, options.today),
    blocs: new Map(existing.blocs.map((bloc) => [comparisonKey(bloc.name), bloc])),
    known: new Map(existing.people.map((person) => [person.code, person])),
    gone: existing.gone,
    options,
    doubles: personDoubles(existing.people.filter(({ code }) => !codesInFile.has(code) && existing.gone.get(code)?.kind !== "merged")),
    logins: takenLogins(existing),
  };
  const notices = existing.units.length === 0 ? [noUnits, ...table.notices] : table.notices;
  return planInSteps(rows, (row) => planPerson(context, row), notices);
}

function planPerson(context: Context, row: TableRow<PersonColumnKey>): PlannedRow<PersonValue> {
  const remarks = checkCells(context.table, row);
  const value = readPerson(context, row, remarks);
  noteGone(context.gone, row.text("code"), remarks);
  const known = value === null ? undefined : context.known.get(value.code);
  if (value !== null && known !== undefined) noteHolder(known, value, remarks);
  if (value === null || remarks.reasons.length > 0) return rejectedRow(row.row, remarks.reasons, remarks.warnings);
  remarks.warnings.push(...noteDoubles(context.doubles, row.row, value));
  return acceptedRow(row.row, value, known, known !== undefined && isSamePerson(value, known), remarks.warnings);
}

function readPerson(context: Context, row: TableRow<PersonColumnKey>, remarks: Remarks): PersonValue | null {
  const { table, known } = context;
  const code = readPersonCode(row.cell("code"));
  if (!code.ok) remarks.reasons.push(code.refusal);
  const person = code.ok ? known.get(code.value) : undefined;
  const earlier = code.ok ? noteCode(context.doubles, row.row, code.value) : undefined;
  if (code.ok && earlier !== undefined) remarks.reasons.push(`Mã số ${code.value} trùng với dòng ${earlier}.`);
  else if (code.ok) remarks.reasons.push(...noteLogin(context.logins, row.row, code.value));
  const fullName = row.text("fullName").replace(/\n/g, " ");
  if (fullName === "") remarks.reasons.push("Thiếu họ và tên.");
  checkLength(remarks, "Họ và tên", fullName, 100);
  const birthDate = hasColumn(table, "birthDate") ? readBirthDate(row, context.options.today, remarks) : (person?.birthDate ?? null);
  const gender = hasColumn(table, "gender") ? readGenderInto(row, remarks) : (person?.gender ?? null);
  const unit = readUnit(row.cell("unit"), context.directory, person?.unitId, remarks);
  const blocIds = readBlocsInto(context, row, { birthDate, gender, person }, remarks);
  const rank = hasColumn(table, "rank") ? row.text("rank") : (person?.rank ?? "");
  const jobTitle = hasColumn(table, "jobTitle") ? row.text("jobTitle") : (person?.jobTitle ?? "");
  checkLength(remarks, "Cấp bậc", rank, 100);
  checkLength(remarks, "Chức vụ", jobTitle, 200);
  const phone = readPhoneInto(row, person, remarks);
  return code.ok && unit !== null ? { code: code.value, fullName, birthDate, gender, rank, jobTitle, unitId: unit.id, blocIds, phone } : null;
}

function readBirthDate(row: TableRow<PersonColumnKey>, today: Day, remarks: Remarks): Day | null {
  const read = readDay(row.cell("birthDate"));
  if (!read.ok) {
    remarks.reasons.push(`Ngày sinh ${read.refusal}.`);
    return null;
  }
  if (read.value !== null && read.value > today) remarks.reasons.push(`Ngày sinh ${formatDay(read.value)} ở tương lai.`);
  if (read.value !== null && read.value < earliestBirth) remarks.reasons.push(`Ngày sinh ${formatDay(read.value)} quá xa, không thể đúng.`);
  return read.value;
}

function readGenderInto(row: TableRow<PersonColumnKey>, remarks: Remarks): Gender | null {
  const read = readGender(row.cell("gender"));
  if (!read.ok) remarks.reasons.push(read.refusal);
  return read.ok ? read.value : null;
}

function readPhoneInto(row: TableRow<PersonColumnKey>, person: PersonValue | undefined, remarks: Remarks): string | null {
  const { phone, warning } = readPhone(row.cell("phone"));
  if (warning !== null) remarks.warnings.push(warning);
  return phone ?? person?.phone ?? null;
}

type KnownOfPerson = AgeAndGender & { readonly person: PersonValue | undefined };
type AgeAndGender = { readonly birthDate: Day | null; readonly gender: Gender | null };

function readBlocsInto(context: Context, row: TableRow<PersonColumnKey>, known: KnownOfPerson, remarks: Remarks): readonly string[] {
  if (!hasColumn(context.table, "blocs")) return known.person?.blocIds ?? [];
  const read = readBlocs(row.cell("blocs"), context.blocs);
  if (!read.ok) {
    remarks.reasons.push(read.refusal);
    return [];
  }
  for (const bloc of read.value) remarks.warnings.push(...blocReminders(bloc, known, context.options.startDay));
  return read.value.map((bloc) => bloc.id);
}

/** Where a person is outside the limits of a bloc on the contest's first day. */
export function blocReminders(bloc: BlocRule, { birthDate, gender }: AgeAndGender, startDay: Day): string[] {
  const reminders: string[] = [];
  const age = birthDate === null ? null : ageOn(birthDate, startDay);
  if (bloc.maxAge !== null && age !== null && age > bloc.maxAge) reminders.push(`Khối ${bloc.name} nhưng đã ${age} tuổi vào ngày ${formatDay(startDay)}; kiểm tra lại.`);
  if (bloc.onlyGender !== null && gender !== null && gender !== bloc.onlyGender) {
    reminders.push(`Khối ${bloc.name} nhưng giới tính ${gender === "male" ? "Nam" : "Nữ"}; kiểm tra lại.`);
  }
  return reminders;
}

/** Whole years on a day; someone born on 29 February has the birthday on 1 March of other years. */
export function ageOn(birthDate: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

export function isSamePerson(value: PersonValue, known: PersonValue): boolean {
  const sameBlocs = value.blocIds.length === known.blocIds.length && value.blocIds.every((id) => known.blocIds.includes(id));
  const keys = ["fullName", "birthDate", "gender", "rank", "jobTitle", "unitId", "phone"] as const;
  return sameBlocs && keys.every((key) => value[key] === known[key]);
}
