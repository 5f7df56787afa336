/**
 * The office-ready workbook: report sheets in the layout of Nghị định 30/2020/NĐ-CP, streamed as .xlsx. Memory grows with the
 * number of different texts (people, units), not with the number of rows: texts are shared strings, because of exceljs's other kind
 * (t="str") SheetJS decodes escapes twice and LibreOffice loses line breaks (both seen).
 * Nothing here knows a time zone: instants become cells as wall time in Vietnam (report-cell.ts).
 */
import type { Writable } from "node:stream";
import exceljs from "exceljs";
import type { OfficeBlock, ReportSheet } from "~/domain/sheets/report";
import { closingHeight, writeClosingBlock } from "./office/closing-block.server";
import type { Delivery } from "./office/delivery.server";
import { deliverTo } from "./office/delivery.server";
import { fillWidth, pageSetup } from "./office/page.server";
import { SheetPen } from "./office/sheet-pen.server";
import { font, tableSize } from "./office/styles.server";
import { headerRows, recordWriter, summaryHeight, writeEmptyTable, writeHeader, writeSummary } from "./office/table.server";
import { titleBlockRows, writeTitleBlock } from "./office/title-block.server";

export const workbookContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const rowsPerTurn = 50;
const pageNumber = '&C&"Times New Roman,Regular"&13&P';

/**
 * Writes the whole workbook and ends `output`. Sheets are written in order, their rows as they come. Rejects when a sheet's rows fail, a
 * value does not fit its column, or the output breaks; the output is then destroyed.
 */
export async function writeWorkbook(
  output: Writable,
  block: OfficeBlock,
  sheets: Iterable<ReportSheet> | AsyncIterable<ReportSheet>,
): Promise<void> {
  const delivery = deliverTo(output);
  try {
    const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: delivery.body, useStyles: true, useSharedStrings: true });
    useDefaultFont(workbook);
    Object.assign(workbook, { creator: block.agency, lastModifiedBy: block.agency });
    for await (const sheet of sheets) await writeSheet(workbook, delivery, block, sheet);
    await Promise.race([workbook.commit(), delivery.finish()]);
    await delivery.finish();
  } catch (error) {
    await delivery.abort(error);
    throw error;
  }
}

/** why: exceljs 4.4.0 has no setting for the default font, which column widths are measured in; its first font becomes it. */
function useDefaultFont(workbook: exceljs.stream.xlsx.WorkbookWriter): void {
  const { styles } = workbook as unknown as { styles: { _addFont(first: Partial<exceljs.Font>): number } };
  styles._addFont(font(tableSize));
}

async function writeSheet(workbook: exceljs.stream.xlsx.WorkbookWriter, delivery: Delivery, block: OfficeBlock, report: ReportSheet): Promise<void> {
  const widths = fillWidth(report.columns.map((column) => column.width), report.columns.map((column) => column.kind === "text"));
  const firstHeaderRow = titleBlockRows(report) + 1;
  const headerRow = titleBlockRows(report) + headerRows(report.columns);
  const sheet = workbook.addWorksheet(report.name, {
    properties: { defaultRowHeight: 15.75, dyDescent: 0.25 },
    pageSetup: { ...pageSetup(), printTitlesRow: `${firstHeaderRow}:${headerRow}` },
    headerFooter: { differentFirst: true, oddHeader: pageNumber },
    views: [{ state: "frozen", ySplit: headerRow, showGridLines: false }],
  });
  sheet.columns = widths.map((width) => ({ width, style: { font: font(tableSize) } }));
  const pen = new SheetPen(sheet, widths);
  writeTitleBlock(pen, block, report);
  writeHeader(pen, report.columns);
  if (pen.rowNumber !== headerRow) throw new RangeError(`${report.name}: the header ends in row ${pen.rowNumber}, not ${headerRow}`);
  await writeRows(pen, delivery, report);
  sheet.autoFilter = { from: { row: headerRow, column: 1 }, to: { row: pen.rowNumber, column: report.columns.length } };
  writeEnd(pen, block, report);
  sheet.commit();
}

async function writeRows(pen: SheetPen, delivery: Delivery, report: ReportSheet): Promise<void> {
  const write = recordWriter(pen, report);
  let count = 0;
  for await (const row of report.rows) {
    write(row);
    count += 1;
    if (count % rowsPerTurn === 0) await delivery.ready(pen.sheet);
  }
  if (count === 0) writeEmptyTable(pen);
}

function writeEnd(pen: SheetPen, block: OfficeBlock, report: ReportSheet): void {
  const summaries = [...report.subtotalRows, ...(report.totalRow ? [report.totalRow] : [])];
  const height = summaries.reduce((sum, summary) => sum + summaryHeight(pen, summary), closingHeight(pen, block, report.notes));
  pen.keepTogether(height);
  for (const summary of summaries) writeSummary(pen, report, summary);
  writeClosingBlock(pen, block, report.notes);
}
