/**
 * The rows of a file that an import left out, as a table to correct and bring back: cells as they were, under the
 * titles an import looks for, with the reason and the row of the file in front. What can't be written as it was, a
 * formula without value, becomes an error, so that nothing wrong slips in when the row comes back uncorrected.
 */
import type { SheetCell } from "./cell";
import type { ImportPlan } from "./plan";
import { reasonTitle, rowTitle, type SheetTable } from "./table";

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
