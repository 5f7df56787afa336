/**
 * Finds the table inside a sheet: title rows are skipped, the header row is known by its titles, columns by their
 * normalised names, or both by hand (mapping.ts). Text of the file is never used as a property name. Blank rows are not
 * data; unknown columns and further sheets are reported and left alone.
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

/** Where a column stands in the sheet, counted from 0. */
export type PlacedColumn<Key extends string> = { readonly key: Key; readonly index: number };

/** Which columns of which sheet are read as what. `headerRow` is the number Excel shows; 0: the sheet has no row of titles. */
export type Mapping<Key extends string> = { readonly sheet: number; readonly headerRow: number; readonly columns: readonly PlacedColumn<Key>[] };

export type TableColumn<Key extends string> = Column<Key> & PlacedColumn<Key>;

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
export const lastHeaderRow = 60;
/** Columns in front of the rows that an import hands back for correction; they say nothing to the next one. */
export const rowTitle = "Dòng trong tệp gốc";
export const reasonTitle = "Lý do từ chối";
const titlesWithoutMeaning = new Set(["stt", "tt", "số tt", "số thứ tự", titleKey(rowTitle), titleKey(reasonTitle)]);

/** The mapping that the titles of a workbook speak for, on the first sheet that has all that are needed, else on the nearest. */
export type Guess<Key extends string> = { readonly mapping: Mapping<Key>; readonly missing: readonly string[] };

export function guessMapping<Key extends string>(workbook: Workbook, columns: readonly Column<Key>[]): Guess<Key> | null {
  const byTitle = columnsByTitle(columns);
  let nearest: Guess<Key> | null = null;
  for (const [index, sheet] of workbook.sheets.entries()) {
    const found = findHeader(sheet, byTitle);
    if (found === null) continue;
    const guess = { mapping: { sheet: index, ...found }, missing: missingTitles(found.columns, columns) };
    if (guess.missing.length === 0) return guess;
    if (nearest === null || found.columns.length > nearest.mapping.columns.length) nearest = guess;
  }
  return nearest;
}

/** Refusals are whole sentences for the person who brought the file. */
export function locateTable<Key extends string>(workbook: Workbook, columns: readonly Column<Key>[]): Result<SheetTable<Key>, string> {
  const guess = guessMapping(workbook, columns);
  return guess === null || guess.missing.length > 0 ? refuse(headerRefusal(guess, columns)) : tableAt(workbook, columns, guess.mapping);
}

export function headerRefusal<Key extends string>(guess: Guess<Key> | null, columns: readonly Column<Key>[]): string {
  if (guess !== null && guess.mapping.columns.length > 1) return `Hàng tiêu đề (dòng ${guess.mapping.headerRow}) thiếu cột ${quoted(guess.missing)}. Thêm cột rồi tải lại.`;
  const required = columns.filter((column) => column.isRequired).map((column) => column.title);
  return `Không tìm thấy hàng tiêu đề cột. Tệp cần có các cột ${quoted(required)}.`;
}

/** The table that a mapping describes; columns stand in its order. */
export function tableAt<Key extends string>(workbook: Workbook, columns: readonly Column<Key>[], mapping: Mapping<Key>): Result<SheetTable<Key>, string> {
  const sheet = workbook.sheets[mapping.sheet];
  const rows = (sheet?.rows ?? [])
    .filter((row) => row.row > mapping.headerRow)
    .map((row) => ({ row: row.row, cells: mapping.columns.map(({ index }) => row.cells[index] ?? null) }))
    .filter((row) => !row.cells.every(isBlank));
  if (sheet === undefined || rows.length === 0) return refuse("Tệp không có dòng dữ liệu nào dưới hàng tiêu đề.");
  const unread = workbook.sheets.filter((other) => other !== sheet && hasContent(other));
  return ok({
    sheetName: sheet.name,
    headerRow: mapping.headerRow,
    columns: mapping.columns.flatMap(({ key, index }) => columns.filter((column) => column.key === key).map((column) => ({ ...column, index }))),
    rows,
    notices: [...workbook.notices, ...unreadTitles(sheet, columns, mapping), ...unread.map((other) => `Trang tính “${normaliseText(other.name)}” không được đọc.`)],
  });
}

export function hasContent(sheet: Sheet): boolean {
  return sheet.rows.some((row) => !row.cells.every(isBlank));
}

function unreadTitles<Key extends string>(sheet: Sheet, columns: readonly Column<Key>[], { headerRow, columns: placed }: Mapping<Key>): string[] {
  const byTitle = columnsByTitle(columns);
  const read = new Set(placed.map(({ index }) => index));
  const places = new Map(placed.map(({ key, index }) => [key, index]));
  const cells = sheet.rows.find((row) => row.row === headerRow)?.cells ?? [];
  return cells.flatMap((cell, index) => {
    const title = textOf(cell);
    if (read.has(index) || title === "" || titlesWithoutMeaning.has(titleKey(title))) return [];
    const known = byTitle.get(titleKey(title));
    if (known === undefined) return [`Cột ${columnLetter(index)} “${shortened(title)}” không có trong mẫu, đã bỏ qua.`];
    return (places.get(known.key) ?? index) < index ? [`Cột ${columnLetter(index)} “${shortened(title)}” lặp lại một cột phía trước, đã bỏ qua.`] : [];
  });
}

function columnsByTitle<Key extends string>(columns: readonly Column<Key>[]): Map<string, Column<Key>> {
  return new Map(columns.flatMap((column) => [column.title, ...(column.aliases ?? [])].map((title) => [titleKey(title), column])));
}

type Header<Key extends string> = Pick<Mapping<Key>, "headerRow" | "columns">;

function findHeader<Key extends string>(sheet: Sheet, byTitle: ReadonlyMap<string, Column<Key>>): Header<Key> | null {
  let best: Header<Key> | null = null;
  for (const row of sheet.rows) {
    if (row.row > lastHeaderRow) break;
    const columns = placeByTitle(row, byTitle);
    if (best === null || columns.length > best.columns.length) best = { headerRow: row.row, columns };
  }
  return best;
}

/** Of two columns with one title the first counts. */
function placeByTitle<Key extends string>(row: SheetRow, byTitle: ReadonlyMap<string, Column<Key>>): PlacedColumn<Key>[] {
  const places = new Map<Key, number>();
  row.cells.forEach((cell, index) => {
    const key = byTitle.get(titleKey(textOf(cell)))?.key;
    if (key !== undefined && !places.has(key)) places.set(key, index);
  });
  return [...places].map(([key, index]) => ({ key, index }));
}

/** What the titles of one row speak for. */
export function guessColumns<Key extends string>(row: SheetRow | undefined, columns: readonly Column<Key>[]): PlacedColumn<Key>[] {
  return row === undefined ? [] : placeByTitle(row, columnsByTitle(columns));
}

export function missingTitles<Key extends string>(placed: readonly PlacedColumn<Key>[], columns: readonly Column<Key>[]): string[] {
  const present = new Set(placed.map(({ key }) => key));
  return columns.filter((column) => column.isRequired && !present.has(column.key)).map((column) => column.title);
}

/** Titles are the same in any case, with any blanks, with a closing “*” or “:”, and after “Trong đó:”. */
export function titleKey(title: string): string {
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
    const texts: string[] = [];
    const text = (key: Key) => {
      const place = places.get(key) ?? -1;
      return place < 0 ? "" : (texts[place] ??= textOf(cells[place] ?? null));
    };
    return { row, cell: (key) => cells[places.get(key) ?? -1] ?? null, text };
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
