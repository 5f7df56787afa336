import { z } from "zod";
import type { ImportKind } from "~/domain/sheets/import-kind";
import { filteredCount, planFilters, type PlannedRow } from "~/domain/sheets/plan";
import { type FieldChange, fieldChanges } from "~/domain/sheets/plan-changes";
import type { PersonValue } from "~/domain/sheets/plan-people";
import type { QuestionValue } from "~/domain/sheets/plan-questions";
import type { Subject } from "~/domain/sheets/rejected-rows";
import type { UnitValue } from "~/domain/sheets/plan-units";
import { formatDay } from "~/domain/shared/time";
import { type ImportView, listImportRows } from "~/use-cases/import/find-import.server";

/** Rows of a plan as the page shows them: what each is about, what happens to it, why, and what a change changes. */
export type PlanRowView = { row: number; what: string; detail: string; outcome: PlannedRow<unknown>["outcome"]; isWarned: boolean; remarks: string[]; changes: FieldChange[] };

const rowsPerPage = 100;

const query = z.object({ show: z.enum(planFilters).catch("all"), page: z.coerce.number().int().min(1).catch(1) });

export async function planPage(app: Parameters<typeof listImportRows>[0], batch: ImportView, url: string) {
  const { kind, summary } = batch;
  const wanted = query.parse(Object.fromEntries(new URL(url).searchParams));
  const total = filteredCount(summary, wanted.show);
  const pageCount = Math.max(1, Math.ceil(total / rowsPerPage));
  const page = Math.min(wanted.page, pageCount);
  // why subjects: rejected rows have no value that says what they are about.
  const { rows, subjects, names } = await listImportRows(app, batch, { filter: wanted.show, limit: rowsPerPage, offset: (page - 1) * rowsPerPage });
  return { show: wanted.show, total, page, pageCount, rows: rows.map((row) => rowView(kind, row, names, subjects.get(row.row))) };
}

function rowView(kind: ImportKind, { row, outcome, warnings, reasons, value, before }: PlannedRow<unknown>, names: ReadonlyMap<string, string>, rejected: Subject = { what: "", detail: "" }): PlanRowView {
  const isWarned = outcome !== "rejected" && warnings.length > 0;
  const changes = outcome === "change" && before !== null ? fieldChanges(kind, before as object, value as object, names) : [];
  return { row, ...(value === null ? rejected : subject(kind, value, names)), outcome, isWarned, remarks: [...reasons, ...warnings], changes };
}

function subject(kind: ImportKind, value: unknown, names: ReadonlyMap<string, string>): Subject {
  if (kind === "people") {
    const { fullName, code, birthDate, unitId, blocIds } = value as PersonValue;
    const blocs = blocIds.map((id) => names.get(id) ?? "").join(", ");
    // why also what is missing: a column chosen wrongly shows before anything is written.
    return { what: fullName, detail: [code, birthDate === null ? "không có ngày sinh" : `sinh ${formatDay(birthDate)}`, names.get(unitId) ?? "", blocs || "không thuộc khối nào"].join(" · ") };
  }
  if (kind === "units") {
    const { name, code } = value as UnitValue;
    return { what: name, detail: code };
  }
  const { content, code, topicName } = value as QuestionValue;
  return { what: content, detail: [code, topicName].filter(Boolean).join(" · ") };
}
