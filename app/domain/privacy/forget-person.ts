/**
 * A person who asked to be forgotten: the row stays, so that attempts remain countable, but nothing in it says who it was. The same
 * goes for the copies that imports keep of the rows they read.
 */
import type { PersonRecord } from "../roster/person";
import type { ImportPlan, PlannedRow } from "../sheets/plan";
import type { PersonColumnKey, PersonValue } from "../sheets/plan-people";
import { type Sheet, type SheetRow, textOf, type Workbook } from "../sheets/cell";
import type { SheetTable } from "../sheets/table";
import { comparisonKey } from "../shared/text";
import { formatDay } from "../shared/time";

export const forgottenName = "Người đã xóa thông tin";

/** Blocs stay: they are counted. `code` is made up and says nothing. */
export function forgottenRecord({ blocIds, isCommitteeMember }: Pick<PersonRecord, "blocIds" | "isCommitteeMember">, code: string): PersonRecord {
  return { code, fullName: forgottenName, birthDate: null, gender: null, rank: "", jobTitle: "", phone: null, blocIds, isCommitteeMember };
}

/** What tells in a file whose row is the person's. */
export type KnownAs = Pick<PersonRecord, "code" | "fullName" | "birthDate" | "phone">;

/**
 * Whether a row is the person's. Where the place of the code is known only that cell tells; elsewhere a running number may be the
 * same, so name, birth date or telephone must stand beside it.
 */
function isRowOf({ code, fullName, birthDate, phone }: KnownAs, codeAt: number | null): (row: SheetRow) => boolean {
  if (codeAt !== null) return ({ cells }) => textOf(cells[codeAt] ?? null) === code;
  const telling = new Set([fullName, birthDate && formatDay(birthDate), phone].flatMap((text) => (text ? [comparisonKey(text)] : [])));
  return ({ cells }) => cells.some((cell) => textOf(cell) === code) && cells.some((cell) => telling.has(comparisonKey(textOf(cell))));
}

const forgetInRows = (rows: readonly SheetRow[], isOwn: (row: SheetRow) => boolean): SheetRow[] =>
  rows.map((row) => (isOwn(row) ? { ...row, cells: row.cells.map(() => null) } : row));

/** Also the numbers of the rows that went. */
export function forgetInTable(table: SheetTable<string>, person: KnownAs): { table: SheetTable<string>; rows: ReadonlySet<number> } {
  const isOwn = isRowOf(person, table.columns.findIndex(({ key }) => key === codeKey));
  return { table: { ...table, rows: forgetInRows(table.rows, isOwn) }, rows: new Set(table.rows.filter(isOwn).map(({ row }) => row)) };
}

/** `table`: what was read of the workbook; null while its columns are unknown. */
export function forgetInWorkbook(workbook: Workbook, table: SheetTable<string> | null, person: KnownAs): Workbook {
  const codeIn = (sheet: Sheet) => (sheet.name === table?.sheetName ? (table.columns.find(({ key }) => key === codeKey)?.index ?? null) : null);
  return { ...workbook, sheets: workbook.sheets.map((sheet) => ({ ...sheet, rows: forgetInRows(sheet.rows, isRowOf(person, codeIn(sheet))) })) };
}

const codeKey: PersonColumnKey = "code";

/** What of a person a plan may hold besides the row itself. */
export type Traces = {
  readonly code: string;
  readonly phone: string | null;
  /** Numbers of the person's rows in the file: a rejected row has no value that would tell. */
  readonly rows: ReadonlySet<number>;
};

/** The plan keeps its rows and their order, which an undo depends on. Remarks on other rows go where they quote code or telephone. */
export function forgetInPlan(plan: ImportPlan<PersonValue>, { code, phone, rows }: Traces, newCode: string): ImportPlan<PersonValue> {
  const forget = (value: PersonValue | null) => value && { ...value, ...withoutCommittee(forgottenRecord({ blocIds: value.blocIds, isCommitteeMember: false }, newCode)) };
  const quotesPerson = (remark: string) => wordsOf(remark).some((word, at, words) => (word === code && words[at - 1] !== "dòng") || word === phone);
  const withoutQuotes = (remarks: readonly string[]) => remarks.filter((remark) => !quotesPerson(remark));
  const forgetRow = (row: PlannedRow<PersonValue>): PlannedRow<PersonValue> => {
    if (row.value?.code === code || (row.value === null && rows.has(row.row))) {
      return { ...row, warnings: [], reasons: row.value === null ? [forgottenReason] : [], value: forget(row.value), before: forget(row.before) };
    }
    const [warnings, reasons] = [withoutQuotes(row.warnings), withoutQuotes(row.reasons)];
    if (warnings.length === row.warnings.length && reasons.length === row.reasons.length) return row;
    return { ...row, warnings, reasons: row.outcome === "rejected" && reasons.length === 0 ? [forgottenReason] : reasons };
  };
  return { ...plan, rows: plan.rows.map(forgetRow) };
}

/** A code may hold points and dashes, but not at its end. */
const wordsOf = (remark: string) => remark.split(/[\s“”"()]+/).map((word) => word.replace(/[.,;:]+$/, ""));

const forgottenReason = "Lý do nhắc đến một người đã được xóa thông tin.";

function withoutCommittee({ isCommitteeMember: _, ...value }: PersonRecord): Omit<PersonRecord, "isCommitteeMember"> {
  return value;
}
