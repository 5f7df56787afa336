/**
 * The rows of a file that an import left out, as a table to correct and bring back: cells as they were, under the
 * titles an import looks for, with the reason and the row of the file in front. What can't be written as it was, a
 * formula without value, becomes an error, so that nothing wrong slips in when the row comes back uncorrected.
 */
import { type SheetCell, textOf } from "./cell";
import type { ImportPlan } from "./plan";
import { reasonTitle, rowTitle, type SheetTable, shortened } from "./table";

export type RejectedRow = { readonly row: number; readonly reasons: readonly string[]; readonly cells: readonly SheetCell[] };
export type RejectedTable = { readonly titles: readonly string[]; readonly rows: readonly RejectedRow[] };

export function rejectedTable(table: SheetTable<string>, plan: ImportPlan<unknown>): RejectedTable {
  const cells = new Map(table.rows.map((row) => [row.row, row.cells]));
  return {
    titles: [rowTitle, reasonTitle, ...table.columns.map((column) => column.title)],
    rows: plan.rows.flatMap(({ row, outcome, reasons }) => (outcome === "rejected" ? [{ row, reasons, cells: (cells.get(row) ?? []).map(writable) }] : [])),
  };
}

function writable(cell: SheetCell): SheetCell {
  return cell?.kind === "uncomputed" ? { kind: "error", code: "#N/A" } : cell;
}

export type Subject = { readonly what: string; readonly detail: string };

const names = ["fullName", "name", "content"];

/** What each rejected row is about, in the words of the file, by row. */
export function rejectedSubjects(table: { readonly columns: readonly { readonly key: string }[]; readonly rows: SheetTable<string>["rows"] }, planned: ImportPlan<unknown>["rows"]): Map<number, Subject> {
  const rejected = new Set(planned.filter(({ outcome }) => outcome === "rejected").map(({ row }) => row));
  const places = new Map(table.columns.map(({ key }, place) => [key, place]));
  const textIn = (cells: readonly SheetCell[], key: string) => shortened(textOf(cells[places.get(key) ?? -1] ?? null));
  return new Map(
    table.rows.filter(({ row }) => rejected.has(row)).map(({ row, cells }) => [row, { what: names.map((key) => textIn(cells, key)).find((text) => text !== "") ?? "", detail: textIn(cells, "code") }]),
  );
}
