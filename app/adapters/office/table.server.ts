/** The table: a header of one or two rows, the records as they come, subtotals and total; frozen, filtered, repeated on paper. */
import type { Row } from "exceljs";
import type { ReportColumn, ReportRow, ReportSheet, SummaryRow } from "~/domain/sheets/report";
import { cellContent, inertText } from "~/domain/sheets/report-cell";
import type { ColumnSpan, SheetPen } from "./sheet-pen.server";
import type { CellStyle } from "./styles.server";
import { columnStyle, fileText, headerStyle, summaryLabelStyle, tableSize } from "./styles.server";
import { lineCount, lineHeight } from "./typography.server";

const rowPadding = 5;
/** Room for the filter's arrow below the heading. */
const headerPadding = 9;

export function headerRows(columns: readonly ReportColumn[]): number {
  return columns.some((column) => column.group !== null) ? 2 : 1;
}

export function writeHeader(pen: SheetPen, columns: readonly ReportColumn[]): void {
  const groups = groupSpans(columns);
  const upper = groups.length > 0 ? pen.begin(lineHeight(groupLines(pen, groups), tableSize, rowPadding)) : null;
  const lines = columns.map((column, index) => lineCount(column.header, pen.roomOf(single(index + 1)), tableSize, true));
  const groupedLines = Math.max(...lines.map((count, index) => (columns[index]?.group ? count : count - (upper ? 1 : 0))));
  const lower = pen.begin(lineHeight(Math.max(1, groupedLines), tableSize, headerPadding));
  columns.forEach((column, index) => headerCell(pen, { upper, lower }, column, index + 1));
  for (const { group, span } of groups) if (upper) pen.put(upper, span, inertText(group), headerStyle);
  if (upper) pen.finish(upper);
  pen.finish(lower);
  pen.page.repeatOnPages((upper?.height ?? 0) + lower.height);
}

function headerCell(pen: SheetPen, rows: { upper: Row | null; lower: Row }, column: ReportColumn, number: number): void {
  const isTall = rows.upper !== null && column.group === null;
  if (isTall && rows.upper) pen.sheet.mergeCells(rows.upper.number, number, rows.lower.number, number);
  rows.lower.getCell(number).style = headerStyle;
  if (rows.upper) rows.upper.getCell(number).style = headerStyle;
  (isTall && rows.upper ? rows.upper : rows.lower).getCell(number).value = fileText(inertText(column.header));
}

function groupSpans(columns: readonly ReportColumn[]): { group: string; span: ColumnSpan }[] {
  const spans: { group: string; span: ColumnSpan }[] = [];
  columns.forEach(({ group }, index) => {
    const previous = spans.at(-1);
    if (group === null) return;
    if (previous?.group === group && previous.span.last === index) spans[spans.length - 1] = { group, span: { ...previous.span, last: index + 1 } };
    else spans.push({ group, span: single(index + 1) });
  });
  return spans;
}

function groupLines(pen: SheetPen, groups: readonly { group: string; span: ColumnSpan }[]): number {
  return Math.max(...groups.map(({ group, span }) => lineCount(group, pen.roomOf(span), tableSize, true)));
}

function single(number: number): ColumnSpan {
  return { first: number, last: number };
}

/** Writes a record; styles are remembered per tone and depth. */
export function recordWriter(pen: SheetPen, sheet: ReportSheet): (row: ReportRow) => void {
  const indented = sheet.columns.findIndex((column) => column.kind === "text");
  const styles = new Map<string, CellStyle[]>();
  const stylesOf = ({ tone, depth }: ReportRow): CellStyle[] => {
    const key = `${tone} ${depth}`;
    const known = styles.get(key) ?? sheet.columns.map((column, index) => columnStyle(column, tone, index === indented ? depth : 0));
    styles.set(key, known);
    return known;
  };
  return (record) => {
    if (record.cells.length !== sheet.columns.length) throw new RangeError(`${sheet.name}: ${record.cells.length} cells for ${sheet.columns.length} columns`);
    const values = record.cells.map((value, index) => cellContent(kindAt(sheet, index), value));
    const row = pen.begin(lineHeight(linesOf(pen, values, record.depth), tableSize, rowPadding));
    const cellStyles = stylesOf(record);
    values.forEach((value, index) => fill(row, index + 1, value, cellStyles[index]));
    pen.finish(row);
  };
}

export function summaryHeight(pen: SheetPen, summary: SummaryRow): number {
  const label = lineCount(summary.label, pen.roomOf({ first: 1, last: summary.labelColumns }), tableSize, true);
  return lineHeight(label, tableSize, rowPadding);
}

export function writeSummary(pen: SheetPen, sheet: ReportSheet, summary: SummaryRow): void {
  const { label, labelColumns, cells } = summary;
  if (labelColumns + cells.length !== sheet.columns.length) throw new RangeError(`${sheet.name}: the row “${label}” does not fill the columns`);
  const row = pen.begin(summaryHeight(pen, summary));
  pen.put(row, { first: 1, last: labelColumns }, inertText(label), summaryLabelStyle);
  cells.forEach((value, index) => {
    const column = sheet.columns[labelColumns + index];
    if (column) fill(row, labelColumns + index + 1, cellContent(column.kind, value), columnStyle(column, "total"));
  });
  pen.finish(row);
}

export function writeEmptyTable(pen: SheetPen): void {
  const row = pen.begin(lineHeight(1, tableSize, rowPadding));
  pen.put(row, pen.wholeWidth, "Không có số liệu", { ...summaryLabelStyle, alignment: { horizontal: "center", vertical: "middle" } });
  pen.finish(row);
}

function fill(row: Row, number: number, value: string | number | null, style: CellStyle | undefined): void {
  const cell = row.getCell(number);
  if (style) cell.style = style;
  if (value !== null) cell.value = typeof value === "string" ? fileText(value) : value;
}

function linesOf(pen: SheetPen, values: readonly (string | number | null)[], depth: number): number {
  return values.reduce<number>((most, value, index) => {
    if (typeof value !== "string") return most;
    return Math.max(most, lineCount(value, pen.roomOf(single(index + 1)) - depth * indentPoints, tableSize));
  }, 1);
}

function kindAt(sheet: ReportSheet, index: number): ReportColumn["kind"] {
  return sheet.columns[index]?.kind ?? "text";
}

const indentPoints = 8;
