/** Rejected rows as a plain .xlsx to correct and upload again: one sheet, no layout to get lost in, nothing that runs. */
import type { Writable } from "node:stream";
import exceljs from "exceljs";
import type { SheetCell } from "~/domain/sheets/cell";
import type { RejectedRow, RejectedTable } from "~/domain/sheets/rejected-rows";
import { inertText } from "~/domain/sheets/report-cell";
import { deliverTo } from "./office/delivery.server";
import { fileText, font, headerStyle } from "./office/styles.server";

const rowsPerTurn = 200;
const headerRow = 3;
const widths = [10, 48];
const dataWidth = 22;
const asText: Partial<exceljs.Style> = { numFmt: "@", font: font(12), alignment: { vertical: "top", wrapText: true } };
const asDay: Partial<exceljs.Style> = { ...asText, numFmt: "dd/mm/yyyy" };
const asRowNumber: Partial<exceljs.Style> = { ...asText, numFmt: "0" };
const asReason: Partial<exceljs.Style> = { ...asText, font: { ...font(12), color: { argb: "FFB3261E" } } };

/** Ends `output`; rejects when its reader goes away. `source` is the name of the file that the rows come from. */
export async function writeRejectedRows(output: Writable, { titles, rows }: RejectedTable, source: string): Promise<void> {
  const delivery = deliverTo(output);
  try {
    const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: delivery.body, useStyles: true, useSharedStrings: true });
    const sheet = workbook.addWorksheet("Dòng bị từ chối", { views: [{ state: "frozen", ySplit: headerRow }] });
    sheet.columns = titles.map((_, index) => ({ width: widths[index] ?? dataWidth, style: asText }));
    writeHead(sheet, titles, source);
    for (const [index, row] of rows.entries()) {
      writeRow(sheet.getRow(headerRow + 1 + index), row);
      if (index % rowsPerTurn === rowsPerTurn - 1) await delivery.ready(sheet);
    }
    sheet.commit();
    await Promise.race([workbook.commit(), delivery.finish()]);
    await delivery.finish();
  } catch (error) {
    await delivery.abort(error);
    throw error;
  }
}

function writeHead(sheet: exceljs.Worksheet, titles: readonly string[], source: string): void {
  const lines = [[`Các dòng bị từ chối của tệp ${source}`], ["Sửa các ô sai rồi tải tệp này lên lại như một tệp mới; không cần xóa hai cột đầu."], titles];
  lines.forEach((texts, index) => {
    const row = sheet.getRow(index + 1);
    const style = texts === titles ? headerStyle : { font: font(12, { bold: index === 0 }) };
    texts.forEach((text, place) => Object.assign(row.getCell(place + 1), { value: fileText(inertText(text)), style }));
    row.commit();
  });
}

function writeRow(line: exceljs.Row, { row, reasons, cells }: RejectedRow): void {
  Object.assign(line.getCell(1), { value: row, style: asRowNumber });
  Object.assign(line.getCell(2), { value: fileText(inertText(reasons.join("\n"))), style: asReason });
  cells.forEach((cell, place) => Object.assign(line.getCell(3 + place), { value: valueOf(cell), style: cell?.kind === "date" ? asDay : asText }));
  line.commit();
}

/** The kind of a cell stays, because it may be the reason: a code that is a number is refused as a number again. */
function valueOf(cell: SheetCell): exceljs.CellValue {
  switch (cell?.kind) {
    case "text":
      return fileText(inertText(cell.text));
    case "number":
    case "boolean":
      return cell.value;
    case "date":
      return cell.serial;
    case "error":
      return { error: (knownErrors.has(cell.code) ? cell.code : "#N/A") as exceljs.CellErrorValue["error"] };
    default:
      return null;
  }
}

const knownErrors = new Set(["#N/A", "#REF!", "#NAME?", "#DIV/0!", "#NULL!", "#VALUE!", "#NUM!"]);
