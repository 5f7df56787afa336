/** Fonts, borders and number formats. Style objects are made once per column: exceljs recognises them by identity. */
import type { Alignment, Borders, Font, Style } from "exceljs";
import type { ColumnKind, ReportColumn } from "~/domain/sheets/report";

export const tableSize = 12;
export const textSize = 13;

export function font(size: number, options: { bold?: boolean; italic?: boolean } = {}): Partial<Font> {
  return { name: "Times New Roman", family: 1, size, ...options };
}

const line = { style: "thin", color: { argb: "FF000000" } } as const;
const grid: Partial<Borders> = { top: line, left: line, bottom: line, right: line };
const asText = "@";

const numberFormats: Record<ColumnKind, string> = {
  text: asText,
  code: asText,
  integer: "#,##0",
  points: "0.00",
  percent: "0.0%",
  instant: "dd/mm/yyyy hh:mm",
  day: "dd/mm/yyyy",
  duration: "[mm]:ss",
};

/** Text as the file format wants it: “_x003D_” would be read as “=”, so the pattern itself is escaped (ECMA-376, ST_Xstring). */
export function fileText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}

export type CellStyle = Partial<Style>;

export function columnStyle(column: ReportColumn, tone: "record" | "remark" | "total", depth = 0): CellStyle {
  const alignment: Partial<Alignment> = { horizontal: column.align, vertical: "middle", wrapText: true };
  const indent = column.align === "right" ? 1 : column.align === "left" ? depth : 0;
  return {
    font: font(tableSize, { bold: tone === "total", italic: tone === "remark" }),
    border: grid,
    numFmt: numberFormats[column.kind],
    alignment: indent > 0 ? { ...alignment, indent } : alignment,
  };
}

export const headerStyle: CellStyle = {
  font: font(tableSize, { bold: true }),
  border: grid,
  numFmt: asText,
  fill: { type: "pattern", pattern: "solid", fgColor: { argb: "FFF2F2F2" } },
  alignment: { horizontal: "center", vertical: "middle", wrapText: true },
};

export const summaryLabelStyle: CellStyle = {
  font: font(tableSize, { bold: true }),
  border: grid,
  numFmt: asText,
  alignment: { horizontal: "left", vertical: "middle", wrapText: true },
};

/** Text outside the table. */
export function plainStyle(textFont: Partial<Font>, horizontal: "left" | "center" = "center", vertical: "top" | "middle" | "bottom" = "middle"): CellStyle {
  return { font: textFont, numFmt: asText, alignment: { horizontal, vertical, wrapText: true } };
}
