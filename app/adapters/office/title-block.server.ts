/**
 * Head of a document by Nghị định 30/2020/NĐ-CP, Phụ lục I: on the left the superior body, the agency in bold and a rule of a
 * third to half of its length; on the right Quốc hiệu, Tiêu ngữ and a rule of its whole length (drawn, since the decree wants no
 * underlined text); below number, place and date; then title,
 * subject and what the figures are of.
 */
import type { OfficeBlock, ReportSheet } from "~/domain/sheets/report";
import { inertText } from "~/domain/sheets/report-cell";
import type { SheetPen } from "./sheet-pen.server";
import type { CellStyle } from "./styles.server";
import { font, plainStyle, textSize } from "./styles.server";
import { lineCount, lineHeight, textWidth } from "./typography.server";

const nationalTitle = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const nationalMotto = "Độc lập - Tự do - Hạnh phúc";
const ruleSize = 6;
const ruleShares = { agency: 0.4, motto: 1 };

type Line = { readonly text: string; readonly style: CellStyle; readonly size: number; readonly bold: boolean };

/** How many rows the block takes; the frozen pane has to be stated before the first row is written. */
export function titleBlockRows(sheet: ReportSheet): number {
  return pairRows + titleTexts(sheet).length + spacerRows;
}

export function writeTitleBlock(pen: SheetPen, block: OfficeBlock, sheet: ReportSheet): void {
  const bodies = [
    ...(block.superiorBody === "" ? [] : [textLine(upper(block.superiorBody), textSize, {})]),
    ...(block.agency === "" ? [] : [textLine(upper(block.agency), textSize, { bold: true })]),
  ];
  const motto = textLine(nationalMotto, textSize, { bold: true });
  pair(pen, bodies[0], textLine(nationalTitle, textSize, { bold: true }));
  pair(pen, bodies[1], motto);
  pair(pen, ruleBelow(pen, 0, bodies.at(-1), ruleShares.agency), ruleBelow(pen, 1, motto, ruleShares.motto));
  pair(pen, textLine(numberLine(block), textSize, {}), textLine(placeAndDate(block), textSize, { italic: true }));
  pen.blank(6);
  for (const line of titleTexts(sheet)) across(pen, line);
  pen.blank(6);
}

const pairRows = 4;
const spacerRows = 2;

function titleTexts(sheet: ReportSheet): Line[] {
  return [
    textLine(sheet.title, textSize + 1, { bold: true }),
    textLine(sheet.subject, textSize, { bold: true }),
    ...sheet.subtitles.map((subtitle) => textLine(subtitle, textSize, { italic: true })),
  ].filter((line) => line.text !== "");
}

function textLine(text: string, size: number, options: { bold?: boolean; italic?: boolean }): Line {
  return { text: inertText(text), style: plainStyle(font(size, options), "center", "top"), size, bold: options.bold ?? false };
}

function upper(text: string): string {
  return text.toLocaleUpperCase("vi-VN");
}

const halves = [0.42, 0.58] as const;

function pair(pen: SheetPen, left: Line | undefined, right: Line | undefined): void {
  const [leftSpan, rightSpan] = pen.split(halves);
  if (!leftSpan || !rightSpan) return;
  const heights = [
    left ? heightOf(left, pen.roomOf(leftSpan)) : 0,
    right ? heightOf(right, pen.roomOf(rightSpan)) : 0,
  ];
  const row = pen.begin(Math.max(...heights, 3));
  if (left) pen.put(row, leftSpan, left.text, left.style);
  if (right) pen.put(row, rightSpan, right.text, right.style);
  pen.finish(row);
}

function across(pen: SheetPen, line: Line): void {
  const row = pen.begin(heightOf(line, pen.roomOf(pen.wholeWidth)));
  pen.put(row, pen.wholeWidth, line.text, line.style);
  pen.finish(row);
}

function heightOf(line: Line, room: number): number {
  return lineHeight(lineCount(line.text, room, line.size, line.bold), line.size);
}

/** In the half of the head where the line stands; a line that wraps there is as long as the half is wide. */
function ruleBelow(pen: SheetPen, half: 0 | 1, line: Line | undefined, share: number): Line | undefined {
  if (!line) return undefined;
  const span = pen.split(halves)[half];
  const length = Math.min(textWidth(line.text, line.size, line.bold), span ? pen.roomOf(span) : Infinity);
  const strokes = Math.floor((length * share) / textWidth("_", ruleSize));
  return { text: "_".repeat(strokes), style: plainStyle(font(ruleSize), "center", "top"), size: ruleSize, bold: false };
}

function numberLine(block: OfficeBlock): string {
  return `Số: ${block.documentNumber ?? "………/………"}`;
}

/** Days below 10 and the months 1 and 2 are written with a leading zero, as the decree wants. */
function placeAndDate(block: OfficeBlock): string {
  const place = block.place === "" ? "" : `${block.place}, `;
  if (block.date === null) return `${place}ngày …… tháng …… năm ………`;
  const [year = "", month = "", day = ""] = block.date.split("-");
  return `${place}ngày ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`;
}
