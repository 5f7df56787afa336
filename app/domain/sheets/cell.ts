/**
 * What one spreadsheet cell says, free of any library: text, number, date serial, error, or a formula whose value was
 * never stored. Everything is JSON, so that a batch can be kept and planned again. Row numbers are those Excel shows.
 */
import type { Day } from "../shared/time";
import { formatDay } from "../shared/time";
import { literalText } from "./report-cell";
import { normaliseText } from "../shared/text";

export type Cell = (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly value: number; readonly isPercent?: true }
  /** Days of the 1900 date system, time of day as fraction. */
  | { readonly kind: "date"; readonly serial: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "error"; readonly code: string }
  | { readonly kind: "uncomputed" }
) & {
  /** The value is the stored result of a formula. */
  readonly isFormula?: true;
  /** Empty itself, covered by a merged cell that begins above; the value is that cell's. */
  readonly isMergedFromAbove?: true;
};

/** A place covered by a merged cell that begins to its left: it has no value of its own and gets none. */
export type CoveredCell = { readonly kind: "covered" };
export type SheetCell = Cell | CoveredCell | null;

export type SheetRow = { readonly row: number; readonly cells: readonly SheetCell[] };
export type Sheet = { readonly name: string; readonly rows: readonly SheetRow[] };
export type Workbook = { readonly sheets: readonly Sheet[]; readonly notices: readonly string[] };

/** Normalised text of a cell as a reader of the sheet would write it down; empty for blanks, errors and uncomputed formulas. */
export function textOf(cell: SheetCell): string {
  if (cell === null) return "";
  switch (cell.kind) {
    case "text":
      return normaliseText(literalText(cell.text));
    case "number":
      return cell.isPercent ? `${numberText(cell.value * 100)}%` : numberText(cell.value);
    case "date": {
      const day = dayOfSerial(cell.serial);
      return day === null ? numberText(cell.serial) : formatDay(day);
    }
    case "boolean":
      return cell.value ? "TRUE" : "FALSE";
    default:
      return "";
  }
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(15))).replace(".", ",");
}

/** Nothing a person would call content: no cell, blanks only, or the covered part of a merged cell. */
export function isBlank(cell: SheetCell): boolean {
  if (cell === null || cell.kind === "covered") return true;
  return cell.isMergedFromAbove === true || (cell.kind === "text" && normaliseText(cell.text) === "");
}

const daysTo1970 = 25_569;
/** Excel counts a 29/02/1900 that never was; serials up to it mean another day in other programs. */
const firstCertainSerial = 61;
const lastSerial = 2_958_465;

/** Serial of the 1900 date system → day; null outside 01/03/1900–31/12/9999. */
export function dayOfSerial(serial: number): Day | null {
  const whole = Math.floor(serial);
  if (!Number.isFinite(whole) || whole < firstCertainSerial || whole > lastSerial) return null;
  return new Date((whole - daysTo1970) * 86_400_000).toISOString().slice(0, 10);
}
