/**
 * SheetJS's workbook → the domain's cells. Goes by the cells that are there, never by the range a sheet declares, and
 * within limits of rows, columns and text. Text loses only what no text column can hold: NUL and other control characters.
 */
import type { CellObject, Range, WorkBook, WorkSheet } from "xlsx";
import { SSF } from "xlsx";
import type { Cell, Sheet, SheetCell, SheetRow } from "~/domain/sheets/cell";
import { isBlank } from "~/domain/sheets/cell";

export const limits = { rows: 20_000, columns: 200, cellText: 32_768, text: 20_000_000, mergedCells: 500_000 } as const;

/** The file is well-formed but more than the platform takes in one go; the message is for the person who brought it. */
export class SheetLimitError extends Error {
  override readonly name = "SheetLimitError";
}

export type ReadSheets = { readonly sheets: readonly Sheet[]; readonly notices: readonly string[] };

export function readSheets(workbook: WorkBook): ReadSheets {
  const notices: string[] = [];
  const sheets: Sheet[] = [];
  const budget = { text: limits.text, mergedCells: limits.mergedCells };
  const is1904 = workbook.Workbook?.WBProps?.date1904 === true;
  workbook.SheetNames.forEach((name, index) => {
    const sheet = workbook.Sheets[name];
    if (sheet === undefined || !Array.isArray(sheet["!data"])) return;
    if ((workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0) notices.push(`Trang tính ẩn “${cleanText(name)}” không được đọc.`);
    else sheets.push({ name: cleanText(name), rows: readRows(sheet, is1904, budget) });
  });
  return { sheets, notices };
}

type Budget = { text: number; mergedCells: number };

function readRows(sheet: WorkSheet, is1904: boolean, budget: Budget): SheetRow[] {
  const data = sheet["!data"] ?? [];
  const rows = new Map<number, SheetCell[]>();
  for (const key of Object.keys(data)) {
    const cells = readCells(data[Number(key)] ?? [], is1904, budget);
    if (cells.length > 0) rows.set(Number(key), cells);
  }
  for (const range of sheet["!merges"] ?? []) coverMerged(rows, range, budget);
  const filled = [...rows].filter(([, cells]) => !cells.every(isBlank));
  if (filled.length > limits.rows) throw new SheetLimitError("Tệp có hơn 20.000 dòng có chữ. Chia thành nhiều tệp rồi tải lên từng tệp.");
  return filled.sort(([a], [b]) => a - b).map(([index, cells]) => ({ row: index + 1, cells }));
}

function readCells(source: readonly (CellObject | undefined)[], is1904: boolean, budget: Budget): SheetCell[] {
  const cells: SheetCell[] = [];
  for (const key of Object.keys(source)) {
    const column = Number(key);
    const raw = source[column];
    const cell = raw === undefined || column >= limits.columns ? null : readCell(raw, is1904);
    if (cell === null) continue;
    if (cell.kind === "text") budget.text -= cell.text.length;
    if (budget.text < 0) throw new SheetLimitError("Tệp có quá nhiều chữ. Chia thành nhiều tệp rồi tải lên từng tệp.");
    while (cells.length < column) cells.push(null);
    cells[column] = cell;
  }
  return cells;
}

/** SheetJS marks a formula without stored value as a stub (`z`) that has `f`. */
function readCell(raw: CellObject, is1904: boolean): Cell | null {
  const formula = raw.f !== undefined || raw.F !== undefined;
  const value = valueOf(raw, is1904);
  if (value === null) return raw.t === "z" && formula ? { kind: "uncomputed" } : null;
  return formula ? { ...value, isFormula: true } : value;
}

function valueOf(raw: CellObject, is1904: boolean): Cell | null {
  if (raw.t === "s" && typeof raw.v === "string") {
    const text = cleanText(raw.v);
    return text === "" ? null : { kind: "text", text };
  }
  if (raw.t === "n" && typeof raw.v === "number") return numberOf(raw.v, String(raw.z ?? ""), is1904);
  if (raw.t === "b") return { kind: "boolean", value: raw.v === true };
  if (raw.t === "e") return { kind: "error", code: errorCodes.get(Number(raw.v)) ?? "không rõ" };
  return raw.t === "d" ? { kind: "error", code: "không rõ ngày" } : null;
}

function numberOf(value: number, format: string, is1904: boolean): Cell {
  if (!Number.isFinite(value)) return { kind: "error", code: "#NUM!" };
  if (SSF.is_date(format)) return { kind: "date", serial: is1904 ? value + 1_462 : value };
  return format.includes("%") ? { kind: "number", value, isPercent: true } : { kind: "number", value };
}

const errorCodes = new Map([
  [0x00, "#NULL!"], [0x07, "#DIV/0!"], [0x0f, "#VALUE!"], [0x17, "#REF!"], [0x1d, "#NAME?"], [0x24, "#NUM!"], [0x2a, "#N/A"], [0x2b, "#GETTING_DATA"],
]);

/** Without control characters, which PostgreSQL and XML cannot hold. A cut text is still longer than any column allows. */
function cleanText(text: string): string {
  return text
    .slice(0, limits.cellText)
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, "")
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}

/** Below the first cell of a merged range its value counts; to the right of it there is none. */
function coverMerged(rows: Map<number, SheetCell[]>, { s, e }: Range, budget: Budget): void {
  const origin = rows.get(s.r)?.[s.c] ?? null;
  const lastColumn = Math.min(e.c, limits.columns - 1);
  const spans = e.r - s.r < rows.size ? Array.from({ length: e.r - s.r + 1 }, (_, offset) => s.r + offset) : [...rows.keys()].filter((row) => row >= s.r && row <= e.r);
  for (const row of spans) {
    const cells = rows.get(row);
    if (cells === undefined) continue;
    budget.mergedCells -= lastColumn - s.c + 1;
    if (budget.mergedCells < 0) throw new SheetLimitError("Tệp có quá nhiều ô gộp. Bỏ gộp ô rồi tải lên lại.");
    while (cells.length <= lastColumn) cells.push(null);
    for (let column = s.c; column <= lastColumn; column += 1) {
      if (row === s.r && column === s.c) continue;
      if (column > s.c) cells[column] = { kind: "covered" };
      else cells[column] = origin === null || origin.kind === "covered" ? null : { ...origin, isMergedFromAbove: true };
    }
  }
}
