/**
 * Units out of a sheet. A unit is known by its code; its parent is named, and may stand anywhere in the file or
 * already exist. Unit types that do not exist yet are created by the import; blocs are fixed and give the columns of
 * the eligible counts. A cell left empty keeps the count there is.
 */
import { comparisonKey } from "../shared/text";
import type { Remarks } from "./check-cells";
import { checkCells, checkLength } from "./check-cells";
import { readCount } from "./read-number";
import type { PlannedRow, PlanSteps } from "./plan";
import { acceptedRow, planInSteps, rejectedRow } from "./plan";
import type { Column, SheetTable, TableRow } from "./table";
import { hasColumn, tableRows } from "./table";
import { resolveParents } from "./unit-parents";

export type BlocRef = { readonly id: string; readonly name: string };
/** Persons per bloc; `blocId` null is all blocs together. Sorted by bloc, the total first. */
export type EligibleCount = { readonly blocId: string | null; readonly count: number };

export type UnitValue = {
  readonly code: string;
  readonly name: string;
  readonly typeName: string;
  readonly parentCode: string | null;
  readonly eligible: readonly EligibleCount[];
};

export type ExistingUnits = {
  readonly units: readonly UnitValue[];
  readonly typeNames: readonly string[];
  readonly blocs: readonly BlocRef[];
};

export type UnitColumnKey = "code" | "name" | "parent" | "type" | "total" | `bloc:${string}`;

export function unitColumns(blocs: readonly BlocRef[]): Column<UnitColumnKey>[] {
  return [
    { key: "code", title: "Mã đơn vị", aliases: ["Mã"], isRequired: true },
    { key: "name", title: "Tên đơn vị", aliases: ["Đơn vị"], isRequired: true, isFreeText: true },
    { key: "parent", title: "Đơn vị cấp trên", aliases: ["Cấp trên", "Trực thuộc"] },
    { key: "type", title: "Loại đơn vị", aliases: ["Loại"], isRequired: true, isFreeText: true },
    { key: "total", title: "Số người thuộc diện dự thi", aliases: ["Thuộc diện dự thi", "Tổng số người thuộc diện dự thi"] },
    ...blocs.map((bloc): Column<UnitColumnKey> => ({ key: `bloc:${bloc.id}`, title: bloc.name })),
  ];
}

/** A row on its way: what was read, and what speaks against it so far. */
export type UnitDraft = {
  readonly row: number;
  readonly remarks: Remarks;
  readonly code: string;
  readonly name: string;
  readonly typeName: string;
  /** As written; empty at the root. */
  readonly parentName: string;
  parentCode: string | null;
  readonly eligible: readonly EligibleCount[];
};

export function* planUnits(table: SheetTable<UnitColumnKey>, existing: ExistingUnits): PlanSteps<UnitValue> {
  const byCode = new Map(existing.units.map((unit) => [unit.code, unit]));
  const types = new Map(existing.typeNames.map((name) => [comparisonKey(name), name]));
  const drafts: UnitDraft[] = [];
  for (const row of tableRows(table)) {
    drafts.push(readUnit(table, row, existing.blocs, byCode, types));
    yield;
  }
  rejectDoubles(drafts);
  resolveParents(drafts, existing.units, hasColumn(table, "parent"));
  return yield* planInSteps(drafts, (draft) => settle(draft, byCode.get(draft.code)), table.notices);
}

function readUnit(
  table: SheetTable<UnitColumnKey>,
  row: TableRow<UnitColumnKey>,
  blocs: readonly BlocRef[],
  byCode: ReadonlyMap<string, UnitValue>,
  types: Map<string, string>,
): UnitDraft {
  const remarks = checkCells(table, row);
  const code = row.text("code");
  const name = row.text("name");
  const typeName = row.text("type");
  requireText(remarks, "Mã đơn vị", code, 40);
  requireText(remarks, "Tên đơn vị", name, 200);
  requireText(remarks, "Loại đơn vị", typeName, 100);
  if (row.cell("code")?.kind === "number") remarks.reasons.push("Mã đơn vị là ô số, có thể đã mất số 0 ở đầu; định dạng ô là chữ (Text) rồi ghi lại.");
  const knownType = types.get(comparisonKey(typeName)) ?? typeName;
  types.set(comparisonKey(typeName), knownType);
  const known = byCode.get(code);
  const parentName = row.text("parent");
  return { row: row.row, remarks, code, name, typeName: knownType, parentName, parentCode: known?.parentCode ?? null, eligible: readEligible(table, row, blocs, known, remarks) };
}

function requireText(remarks: Remarks, title: string, text: string, limit: number): void {
  if (text === "") remarks.reasons.push(`Thiếu ${title.toLowerCase()}.`);
  checkLength(remarks, title, text, limit);
}

function readEligible(
  table: SheetTable<UnitColumnKey>,
  row: TableRow<UnitColumnKey>,
  blocs: readonly BlocRef[],
  known: UnitValue | undefined,
  remarks: Remarks,
): EligibleCount[] {
  const columns: { key: UnitColumnKey; blocId: string | null; title: string }[] = [
    { key: "total", blocId: null, title: "Số người thuộc diện dự thi" },
    ...blocs.map((bloc) => ({ key: `bloc:${bloc.id}` as const, blocId: bloc.id, title: bloc.name })),
  ];
  const counts: EligibleCount[] = [];
  for (const { key, blocId, title } of columns) {
    const read = readCount(row.cell(key));
    if (!read.ok) remarks.reasons.push(`${title}: ${read.refusal}.`);
    const count = (read.ok ? read.value : null) ?? known?.eligible.find((one) => one.blocId === blocId)?.count;
    if (count !== undefined) counts.push({ blocId, count });
  }
  const total = counts.find((one) => one.blocId === null);
  const larger = counts.filter((one) => total !== undefined && one.count > total.count);
  for (const one of larger) remarks.warnings.push(`Số ${blocs.find((bloc) => bloc.id === one.blocId)?.name ?? ""} lớn hơn số người thuộc diện dự thi; kiểm tra lại.`);
  return counts;
}

function rejectDoubles(drafts: readonly UnitDraft[]): void {
  const codes = new Map<string, number>();
  const names = new Map<string, number>();
  for (const { row, code, name, remarks } of drafts) {
    const sameCode = codes.get(code);
    const sameName = names.get(comparisonKey(name));
    if (code !== "" && sameCode !== undefined) remarks.reasons.push(`Mã đơn vị ${code} trùng với dòng ${sameCode}.`);
    else if (name !== "" && sameName !== undefined) remarks.warnings.push(`Tên đơn vị trùng với dòng ${sameName}; khi nhập người dự thi phải ghi mã đơn vị thay cho tên.`);
    if (sameCode === undefined) codes.set(code, row);
    if (sameName === undefined) names.set(comparisonKey(name), row);
  }
}

function settle(draft: UnitDraft, known: UnitValue | undefined): PlannedRow<UnitValue> {
  const { row, remarks, code, name, typeName, parentCode, eligible } = draft;
  if (remarks.reasons.length > 0) return rejectedRow(row, remarks.reasons, remarks.warnings);
  const value: UnitValue = { code, name, typeName, parentCode, eligible };
  return acceptedRow(row, value, known, known !== undefined && isSameUnit(value, known), remarks.warnings);
}

export function isSameUnit(value: UnitValue, known: UnitValue): boolean {
  return value.name === known.name && value.typeName === known.typeName && value.parentCode === known.parentCode && eligibleKey(value) === eligibleKey(known);
}

function eligibleKey(unit: UnitValue): string {
  return unit.eligible.map(({ blocId, count }) => `${blocId ?? ""}=${count}`).sort().join(",");
}

/** Parents before children, otherwise in the given order; a parent that is not among them comes from outside. */
export function parentsFirst(units: readonly UnitValue[]): UnitValue[] {
  const rest = new Map(units.map((unit) => [unit.code, unit]));
  const ordered: UnitValue[] = [];
  for (const unit of units) {
    const chain: UnitValue[] = [];
    for (let next = rest.get(unit.code); next !== undefined; next = rest.get(next.parentCode ?? "")) {
      rest.delete(next.code);
      chain.push(next);
    }
    ordered.push(...chain.reverse());
  }
  return ordered;
}
