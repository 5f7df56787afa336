/**
 * A person who asked to be forgotten: the row stays, so that attempts remain countable, but nothing in it says who it was. The same
 * goes for the copies that imports keep of the rows they read.
 */
import type { PersonRecord } from "../roster/person";
import type { ImportPlan, PlannedRow } from "../sheets/plan";
import type { PersonValue } from "../sheets/plan-people";
import { type SheetRow, textOf } from "../sheets/cell";

export const forgottenName = "Người đã xóa thông tin";

/** Blocs stay: they are counted. `code` is made up and says nothing. */
export function forgottenRecord({ blocIds, isCommitteeMember }: Pick<PersonRecord, "blocIds" | "isCommitteeMember">, code: string): PersonRecord {
  return { code, fullName: forgottenName, birthDate: null, gender: null, rank: "", jobTitle: "", phone: null, blocIds, isCommitteeMember };
}

/** Rows of a sheet that stand for the code, be it written as text or as a number, lose all their cells. */
export function forgetInRows(rows: readonly SheetRow[], code: string): SheetRow[] {
  return rows.map((row) => (row.cells.some((cell) => textOf(cell) === code) ? { ...row, cells: row.cells.map(() => null) } : row));
}

/** The plan keeps its rows and their order, which an undo depends on. */
export function forgetInPlan(plan: ImportPlan<PersonValue>, code: string, newCode: string): ImportPlan<PersonValue> {
  const forget = (value: PersonValue | null) => value && { ...value, ...withoutCommittee(forgottenRecord({ blocIds: value.blocIds, isCommitteeMember: false }, newCode)) };
  const forgetRow = (row: PlannedRow<PersonValue>) => (row.value?.code === code ? { ...row, warnings: [], reasons: [], value: forget(row.value), before: forget(row.before) } : row);
  return { ...plan, rows: plan.rows.map(forgetRow) };
}

function withoutCommittee({ isCommitteeMember: _, ...value }: PersonRecord): Omit<PersonRecord, "isCommitteeMember"> {
  return value;
}
