import { createHash } from "node:crypto";
import { z } from "zod";
import type { ImportKind } from "~/domain/sheets/import-kind";
import { type ImportPlan, planFingerprint, type PlannedRow } from "~/domain/sheets/plan";
import type { PersonValue } from "~/domain/sheets/plan-people";
import type { QuestionValue } from "~/domain/sheets/plan-questions";
import type { Subject } from "~/domain/sheets/rejected-rows";
import type { UnitValue } from "~/domain/sheets/plan-units";

/** Rows of a plan as the page shows them: what each is about, what happens to it, why, and what a change changes. */
export const shows = ["all", "create", "change", "same", "warned", "rejected"] as const;
export type Show = (typeof shows)[number];
export type PlanRowView = { row: number; what: string; detail: string; outcome: PlannedRow<unknown>["outcome"]; isWarned: boolean; remarks: string[]; changes: string[] };

/** What the confirmation is about, short enough for a hidden field: a plan shown before is not confirmed for a later one. */
export function planHash(plan: ImportPlan<unknown>): string {
  return createHash("sha256").update(planFingerprint(plan)).digest("base64url");
}

const rowsPerPage = 100;

const query = z.object({ show: z.enum(shows).catch("all"), page: z.coerce.number().int().min(1).catch(1) });

/** `subjects` are what rejected rows are about, which have no value. */
export function planPage({ kind, plan, subjects }: { kind: ImportKind; plan: ImportPlan<unknown>; subjects: ReadonlyMap<number, Subject> }, url: string) {
  const wanted = query.parse(Object.fromEntries(new URL(url).searchParams));
  const found = plan.rows.filter((row) => isShown(row, wanted.show));
  const pageCount = Math.max(1, Math.ceil(found.length / rowsPerPage));
  const page = Math.min(wanted.page, pageCount);
  return { show: wanted.show, total: found.length, page, pageCount, rows: found.slice((page - 1) * rowsPerPage, page * rowsPerPage).map((row) => rowView(kind, row, subjects.get(row.row))) };
}

function isShown(row: PlannedRow<unknown>, show: Show): boolean {
  if (show === "all") return true;
  return show === "warned" ? row.outcome !== "rejected" && row.warnings.length > 0 : row.outcome === show;
}

function rowView(kind: ImportKind, { row, outcome, warnings, reasons, value, before }: PlannedRow<unknown>, rejected: Subject = { what: "", detail: "" }): PlanRowView {
  const isWarned = outcome !== "rejected" && warnings.length > 0;
  const changes = outcome === "change" && before !== null ? changedFields(kind, before as Record<string, unknown>, value as Record<string, unknown>) : [];
  return { row, ...(value === null ? rejected : subject(kind, value)), outcome, isWarned, remarks: [...reasons, ...warnings], changes };
}

function subject(kind: ImportKind, value: unknown): Subject {
  if (kind === "people") {
    const { fullName, code } = value as PersonValue;
    return { what: fullName, detail: code };
  }
  if (kind === "units") {
    const { name, code } = value as UnitValue;
    return { what: name, detail: code };
  }
  const { content, code, topicName } = value as QuestionValue;
  return { what: content, detail: [code, topicName].filter(Boolean).join(" · ") };
}

const labels: Record<ImportKind, Record<string, string>> = {
  units: { name: "tên", typeName: "loại", parentCode: "cấp trên", eligible: "số người thuộc diện dự thi" },
  people: { fullName: "họ tên", birthDate: "ngày sinh", gender: "giới tính", rank: "cấp bậc", jobTitle: "chức vụ", unitId: "đơn vị", blocIds: "khối", phone: "số điện thoại" },
  questions: {
    code: "mã", topicName: "chủ đề", levelId: "mức độ", type: "loại", content: "nội dung", choices: "phương án, đáp án", points: "điểm",
    explanation: "giải thích", citation: "căn cứ", effectiveFrom: "hiệu lực từ", effectiveTo: "hiệu lực đến",
  },
};

function changedFields(kind: ImportKind, before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return Object.entries(labels[kind]).flatMap(([field, label]) => (JSON.stringify(before[field]) === JSON.stringify(after[field]) ? [] : [label]));
}
