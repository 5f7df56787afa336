/**
 * What a spreadsheet cell makes of a value: real numbers for points, ratios, instants, days and durations; inert text for the
 * rest. Instants become the serial number of the wall time in Vietnam, so no reader or writer has to know a zone.
 *
 * Inert text: a text cell of .xlsx is never a formula, and the text format keeps it text when somebody edits it; but saved as
 * .csv and opened again, “=1+1” would be calculated. So a text that begins like a formula gets a visible apostrophe in
 * front (OWASP, “CSV Injection”), which survives every way of saving and opening.
 */
import type { Day, Instant } from "../shared/time";
import { dayMs, hourMs, secondMs } from "../shared/time";
import type { CellValue, ColumnKind } from "./report";

const serialOf1970 = 25_569;
const vietnamOffsetMs = 7 * hourMs;
const longestCellText = 32_767;
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

export function inertText(text: string): string {
  const inert = formulaStart.test(text) ? `'${text}` : text;
  return inert.length > longestCellText ? `${inert.slice(0, longestCellText - 1)}…` : inert;
}

/** The text that `inertText` made inert, for a file that comes back. */
export function literalText(text: string): string {
  return text.startsWith("'") && formulaStart.test(text.slice(1)) ? text.slice(1) : text;
}

/** Days since 30/12/1899 in Vietnam, cut to the whole second. */
export function instantSerial(instant: Instant): number {
  const seconds = Math.floor((instant + vietnamOffsetMs) / secondMs);
  return serialOf1970 + (seconds * secondMs) / dayMs;
}

export function daySerial(day: Day): number {
  return serialOf1970 + Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** Part of a day, cut to the whole second. */
export function durationSerial(milliseconds: number): number {
  return (Math.floor(milliseconds / secondMs) * secondMs) / dayMs;
}

const numberOf: Record<Exclude<ColumnKind, "text" | "code" | "day">, (value: number) => number> = {
  integer: (value) => value,
  points: (value) => value / 100,
  percent: (value) => value,
  instant: instantSerial,
  duration: durationSerial,
};

/** The content of a cell of this kind; throws TypeError when the value does not fit the kind. */
export function cellContent(kind: ColumnKind, value: CellValue): string | number | null {
  if (value === null) return null;
  if (kind === "text" || kind === "code") {
    if (typeof value === "string") return value === "" ? null : inertText(value);
  } else if (kind === "day") {
    if (typeof value === "string" && !Number.isNaN(daySerial(value))) return daySerial(value);
  } else if (typeof value === "number" && Number.isFinite(value)) {
    return numberOf[kind](value);
  }
  throw new TypeError(`A cell of kind ${kind} cannot hold ${typeof value} ${String(value).slice(0, 40)}`);
}
