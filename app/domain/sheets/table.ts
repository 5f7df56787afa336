/**
 * Finds the table inside a sheet: title rows are skipped, the header row is known by its titles, columns by their
 * normalised names. Text of the file is never used as a property name. Blank rows are not data; unknown columns and
 * further sheets are reported and left alone.
 */
import type { Result } from "../shared/result";
import { ok, refuse } from "../shared/result";
import { comparisonKey, normaliseText } from "../shared/text";
import type { Sheet, SheetCell, SheetRow, Workbook } from "./cell";
import { isBlank, textOf } from "./cell";

export type Column<Key extends string> = {
  readonly key: Key;
  readonly title: string;
  readonly aliases?: readonly string[];
  /** Without it the row of titles is not taken for the header. */
  readonly isRequired?: true;
  /** Free text: beginnings of formulas and HTML draw a warning. */
  readonly isFreeText?: true;
};

export type TableColumn<Key extends string> = Column<Key> & { readonly letter: string };

/** Rows hold their cells in the order of `columns`. Plain data: an import batch stores it. */
export type SheetTable<Key extends string> = {
  readonly sheetName: string;
  readonly headerRow: number;
  readonly columns: readonly TableColumn<Key>[];
  readonly rows: readonly SheetRow[];
  readonly notices: readonly string[];
};

export type TableRow<Key extends string> = {
  readonly row: number;
  /** The cell of a column; null where the file has no such column. */
  readonly cell: (key: Key) => SheetCell;
  readonly text: (key: Key) => string;
};

/** Header rows further down than this are not looked for. */
const lastHeaderRow = 60;
/** Columns in front of the rows that an import hands back for correction; they say nothing to the next one. */
export const rowTitle = "Dòng trong tệp gốc";
export const reasonTitle = "Lý do từ chối";
const titlesWithoutMeaning = new Set(["stt", "tt", "số tt", "số thứ tự", titleKey(rowTitle), titleKey(reasonTitle)]);

type Placement<Key extends string> = { readonly column: Column<Key>; readonly index: number };
type Header<Key extends string> = { readonly row: number; readonly placements: readonly Placement<Key>[]; readonly unknown: readonly string[] };

/** Refusals are whole sentences for the person who brought the file. */
export function locateTable<Key extends string>(workbook: Workbook, columns: readonly Column<Key>[]): Result<SheetTable<Key>, string> {
  let nearest: Header<Key> | null = null;
  for (const sheet of workbook.sheets) {
    const header = findHeader(sheet, columns);
    if (header === null) continue;
    if (missingTitles(header, columns).length === 0) return tableBelow(workbook, sheet, header);
    if (nearest === null || header.placements.length > nearest.placements.length) nearest = header;
  }
  return refuse(headerRefusal(nearest, columns));
}

function headerRefusal<Key extends string>(nearest: Header<Key> | null, columns: readonly Column<Key>[]): string {
  if (nearest !== null && nearest.placements.length > 1) {
    return `Hàng tiêu đề (dòng ${nearest.row}) thiếu cột ${quoted(missingTitles(nearest, columns))}. Thêm cột rồi tải lại.`;
  }
  const required = columns.filter((column) => column.isRequired).map((column) => column.title);
  return `Không tìm thấy hàng tiêu đề cột. Tệp cần có các cột ${quoted(required)}.`;
}

function tableBelow<Key extends string>(workbook: Workbook, sheet: Sheet, header: Header<Key>): Result<SheetTable<Key>, string> {
  const rows = sheet.rows
    .filter((row) => row.row > header.row)
    .map((row) => ({ row: row.row, cells: header.placements.map(({ index }) => row.cells[index] ?? null) }))
    .filter((row) => !row.cells.every(isBlank));
  if (rows.length === 0) return refuse("Tệp không có dòng dữ liệu nào dưới hàng tiêu đề.");
  const unread = workbook.sheets.filter((other) => other !== sheet && other.rows.some((row) => !row.cells.every(isBlank)));
  return ok({
    sheetName: sheet.name,
    headerRow: header.row,
    columns: header.placements.map(({ column, index }) => ({ ...column, letter: columnLetter(index) })),
    rows,
    notices: [...workbook.notices, ...header.unknown, ...unread.map((other) => `Trang tính “${normaliseText(other.name)}” không được đọc.`)],
  });
}

function findHeader<Key extends string>(sheet: Sheet, columns: readonly Column<Key>[]): Header<Key> | null {
  const byTitle = new Map<string, Column<Key>>();
  for (const column of columns) for (const title of [column.title, ...(column.aliases ?? [])]) byTitle.set(titleKey(title), column);
  let best: Header<Key> | null = null;
  for (const row of sheet.rows) {
    if (row.row > lastHeaderRow) break;
    const header = readHeader(row, byTitle);
    if (best === null || header.placements.length > best.placements.length) best = header;
  }
  return best;
}

function readHeader<Key extends string>(row: SheetRow, byTitle: ReadonlyMap<string, Column<Key>>): Header<Key> {
  const placements: Placement<Key>[] = [];
  const unknown: string[] = [];
  const seen = new Set<Key>();
  row.cells.forEach((cell, index) => {
    const title = textOf(cell);
    if (title === "" || titlesWithoutMeaning.has(titleKey(title))) return;
    const column = byTitle.get(titleKey(title));
    if (column === undefined) unknown.push(`Cột ${columnLetter(index)} “${shortened(title)}” không có trong mẫu, đã bỏ qua.`);
    else if (seen.has(column.key)) unknown.push(`Cột ${columnLetter(index)} “${shortened(title)}” lặp lại một cột phía trước, đã bỏ qua.`);
    else {
      seen.add(column.key);
      placements.push({ column, index });
    }
  });
  return { row: row.row, placements, unknown };
}

function missingTitles<Key extends string>(header: Header<Key>, columns: readonly Column<Key>[]): string[] {
  const present = new Set(header.placements.map(({ column }) => column.key));
  return columns.filter((column) => column.isRequired && !present.has(column.key)).map((column) => column.title);
}

/** Titles are the same in any case, with any blanks, with a closing “*” or “:”, and after “Trong đó:”. */
function titleKey(title: string): string {
  return comparisonKey(title)
    .replace(/^trong đó ?[:,-]? ?/, "")
    .replace(/[\s*:().]+$/, "");
}

export function hasColumn<Key extends string>(table: SheetTable<Key>, key: Key): boolean {
  return table.columns.some((column) => column.key === key);
}

export function tableRows<Key extends string>(table: SheetTable<Key>): TableRow<Key>[] {
  const places = new Map(table.columns.map((column, place) => [column.key, place]));
  return table.rows.map(({ row, cells }) => {
    const cell = (key: Key) => cells[places.get(key) ?? -1] ?? null;
    return { row, cell, text: (key) => textOf(cell(key)) };
  });
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetter(Math.floor(index / 26) - 1) + last;
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(", ");
}

/** A value as it may stand inside a message. */
export function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
