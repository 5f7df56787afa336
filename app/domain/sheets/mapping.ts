/**
 * Choosing columns by hand, for a file whose titles are unknown or missing: what its columns hold, what an import needs,
 * and whether a choice is enough. A choice is remembered by the row of titles that it was made for.
 */
import type { Result } from "../shared/result";
import { ok, refuse } from "../shared/result";
import type { SheetRow, Workbook } from "./cell";
import { isBlank, textOf } from "./cell";
import type { Column, Mapping, PlacedColumn, SheetTable } from "./table";
import { columnLetter, guessColumns, guessMapping, hasContent, lastHeaderRow, missingTitles, quoted, shortened, titleKey } from "./table";

/** What a row of titles is remembered by; null when it says nothing. */
export function headerKey(row: SheetRow): string | null {
  const titles = row.cells.map((cell) => titleKey(textOf(cell)));
  while (titles.at(-1) === "") titles.pop();
  return titles.filter((title) => title !== "").length < 2 ? null : titles.join("\n");
}

export type HeaderRow = { readonly sheet: number; readonly headerRow: number; readonly key: string };

/** Every row that may be a row of titles, in the order in which they are looked at. */
export function headerRows(workbook: Workbook): HeaderRow[] {
  return workbook.sheets.flatMap(({ rows }, sheet) =>
    rows.flatMap((row) => {
      const key = row.row > lastHeaderRow ? null : headerKey(row);
      return key === null ? [] : [{ sheet, headerRow: row.row, key }];
    }),
  );
}

/** The mapping that a table was read by. */
export function mappingOf(table: SheetTable<string>, workbook: Workbook): Mapping<string> {
  const sheet = workbook.sheets.findIndex(({ name }) => name === table.sheetName);
  return { sheet, headerRow: table.headerRow, columns: table.columns.map(({ key, index }) => ({ key, index })) };
}

export type FileColumn<Key extends string> = { readonly letter: string; readonly title: string; readonly samples: readonly string[]; readonly key: Key | null };

/** A sheet as its columns are chosen from: one entry for each place up to the last that holds anything. */
export type MappingView<Key extends string> = {
  readonly sheet: number;
  readonly sheets: readonly { readonly index: number; readonly name: string }[];
  readonly headerRow: number;
  /** Rows that may hold the titles, each with the beginning of what it says. */
  readonly rows: readonly { readonly row: number; readonly text: string }[];
  readonly columns: readonly FileColumn<Key>[];
};

const samplesShown = 3;
const rowsOffered = 40;

/** `wanted` is what the organiser chose; where that is not there, the guess, else the fullest of the first rows. */
export function mappingView<Key extends string>(workbook: Workbook, columns: readonly Column<Key>[], wanted: { sheet: number | null; headerRow: number | null }, chosen: Mapping<Key> | null): MappingView<Key> {
  const sheets = workbook.sheets.flatMap((sheet, index) => (hasContent(sheet) ? [{ index, name: sheet.name }] : []));
  const start = chosen ?? guessMapping(workbook, columns)?.mapping ?? null;
  const sheet = sheets.find(({ index }) => index === wanted.sheet)?.index ?? start?.sheet ?? sheets[0]?.index ?? 0;
  const rows = (workbook.sheets[sheet]?.rows ?? []).filter((row) => !row.cells.every(isBlank));
  const offered = rows.filter(({ row }) => row <= lastHeaderRow).slice(0, rowsOffered);
  const isKnown = wanted.headerRow === 0 || offered.some(({ row }) => row === wanted.headerRow);
  const headerRow = isKnown && wanted.headerRow !== null ? wanted.headerRow : start?.sheet === sheet && start.columns.length > 0 ? start.headerRow : fullest(offered);
  const titles = rows.find(({ row }) => row === headerRow);
  const placed = chosen !== null && chosen.sheet === sheet && chosen.headerRow === headerRow ? chosen.columns : guessColumns(titles, columns);
  return {
    sheet,
    sheets,
    headerRow,
    rows: offered.map((row) => ({ row: row.row, text: shortened(row.cells.map(textOf).filter((text) => text !== "").join(" · ")) })),
    columns: fileColumns(rows.filter(({ row }) => row > headerRow), titles, placed),
  };
}

function fullest(rows: readonly SheetRow[]): number {
  const filled = (row: SheetRow) => row.cells.filter((cell) => !isBlank(cell)).length;
  return rows.reduce<SheetRow | null>((best, row) => (best === null || filled(row) > filled(best) ? row : best), null)?.row ?? 0;
}

function fileColumns<Key extends string>(data: readonly SheetRow[], titles: SheetRow | undefined, placed: readonly PlacedColumn<Key>[]): FileColumn<Key>[] {
  const width = [...data, ...(titles === undefined ? [] : [titles])].reduce((widest, row) => Math.max(widest, row.cells.length), 0);
  return Array.from({ length: width }, (_, index) => ({
    letter: columnLetter(index),
    title: shortened(textOf(titles?.cells[index] ?? null)),
    samples: samplesOf(data, index),
    key: placed.find((one) => one.index === index)?.key ?? null,
  }));
}

function samplesOf(data: readonly SheetRow[], index: number): string[] {
  const samples: string[] = [];
  for (const row of data) {
    const text = textOf(row.cells[index] ?? null);
    if (text !== "") samples.push(shortened(text));
    if (samples.length === samplesShown) break;
  }
  return samples;
}

/** What was chosen for each place of the sheet, null for “not used” → the columns to read; or why that is not enough. */
export function chooseColumns<Key extends string>(columns: readonly Column<Key>[], choices: readonly (string | null)[]): Result<PlacedColumn<Key>[], string> {
  const known = new Map<string, Column<Key>>(columns.map((column) => [column.key, column]));
  const placed = choices.flatMap((key, index) => (key !== null && known.has(key) ? [{ key: known.get(key)!.key, index }] : []));
  for (const { key, title } of columns) {
    const letters = placed.filter((one) => one.key === key).map(({ index }) => columnLetter(index));
    if (letters.length > 1) return refuse(`“${title}” được chọn cho ${letters.length} cột (${letters.join(", ")}). Giữ một cột.`);
  }
  const missing = missingTitles(placed, columns);
  return missing.length === 0 ? ok(placed) : refuse(`Chưa chọn cột của tệp cho ${quoted(missing)}.`);
}
