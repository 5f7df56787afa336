/** Below the table: notes, then the signatures. Signers stand from left to right, who decides on the right; a single one beside who drew up the table. */
import type { CellRichTextValue } from "exceljs";
import type { OfficeBlock, OfficeSigner } from "~/domain/sheets/report";
import { inertText } from "~/domain/sheets/report-cell";
import type { ColumnSpan, SheetPen } from "./sheet-pen.server";
import { font, plainStyle, textSize } from "./styles.server";
import { lineCount, lineHeight } from "./typography.server";

const noteSize = 11;
const recipientHeadSize = 12;
const signatureHeight = 60;
const spaceBefore = 9;

const preparer: OfficeSigner = { title: "NGƯỜI LẬP BIỂU", name: "" };

export function closingHeight(pen: SheetPen, block: OfficeBlock, notes: readonly string[]): number {
  const noteHeights = notes.map((note) => noteHeight(pen, note));
  const titles = titleHeight(pen, signersOf(block));
  return noteHeights.reduce((sum, each) => sum + each, 0) + spaceBefore * 2 + titles + signatureHeight + nameHeight + recipientsHeight(block);
}

export function writeClosingBlock(pen: SheetPen, block: OfficeBlock, notes: readonly string[]): void {
  pen.blank(spaceBefore);
  for (const note of notes) writeNote(pen, note);
  pen.blank(spaceBefore);
  writeSignatures(pen, signersOf(block));
  if (block.recipients.length > 0) writeRecipients(pen, block);
}

function writeNote(pen: SheetPen, note: string): void {
  const row = pen.begin(noteHeight(pen, note));
  pen.put(row, pen.wholeWidth, inertText(note), plainStyle(font(noteSize, { italic: true }), "left"));
  pen.finish(row);
}

function noteHeight(pen: SheetPen, note: string): number {
  return lineHeight(lineCount(note, pen.roomOf(pen.wholeWidth), noteSize), noteSize);
}

/** From left to right. */
function signersOf(block: OfficeBlock): OfficeSigner[] {
  return [...(block.signers.length > 1 ? [] : [preparer]), ...block.signers];
}

function writeSignatures(pen: SheetPen, signers: readonly OfficeSigner[]): void {
  const spans = signatureSpans(pen, signers);
  const titles = pen.begin(titleHeight(pen, signers));
  signers.forEach((signer, index) => put(titles, index, signer.title.toLocaleUpperCase("vi-VN"), "top"));
  pen.finish(titles);
  pen.blank(signatureHeight);
  const names = pen.begin(nameHeight);
  signers.forEach((signer, index) => put(names, index, signer.name, "middle"));
  pen.finish(names);

  function put(row: ReturnType<SheetPen["begin"]>, index: number, text: string, vertical: "top" | "middle"): void {
    const span = spans[index];
    if (span) pen.put(row, span, inertText(text), plainStyle(font(textSize, { bold: true }), "center", vertical));
  }
}

function signatureSpans(pen: SheetPen, signers: readonly OfficeSigner[]): ColumnSpan[] {
  return pen.split(signers.map(() => 1 / signers.length));
}

function titleHeight(pen: SheetPen, signers: readonly OfficeSigner[]): number {
  const spans = signatureSpans(pen, signers);
  const lines = signers.map((signer, index) => lineCount(signer.title, pen.roomOf(spans[index] ?? pen.wholeWidth), textSize, true));
  return lineHeight(Math.max(...lines), textSize);
}

const nameHeight = lineHeight(1, textSize);

/**
 * One cell that begins with a letter, so that its “- ” lines cannot become formulas anywhere. The only rich text of the workbook, the
 * same on every sheet: exceljs 4.4.0 takes all rich texts for one shared string.
 */
function writeRecipients(pen: SheetPen, block: OfficeBlock): void {
  const [span] = pen.split([0.5, 0.5]);
  if (!span) return;
  const lines = block.recipients.map((recipient) => `\n- ${recipient}`).join("");
  const text: CellRichTextValue = {
    richText: [
      { text: "Nơi nhận:", font: font(recipientHeadSize, { bold: true, italic: true }) },
      { text: lines, font: font(noteSize) },
    ],
  };
  const row = pen.begin(recipientsHeight(block));
  pen.put(row, span, text, plainStyle(font(noteSize), "left", "top"));
  pen.finish(row);
}

function recipientsHeight(block: OfficeBlock): number {
  return block.recipients.length === 0 ? 0 : lineHeight(block.recipients.length + 1, recipientHeadSize);
}
