import { createHash } from "node:crypto";
import type { Workbook } from "~/domain/sheets/cell";
import type { ImportKind } from "~/domain/sheets/import-kind";
import { headerRows } from "~/domain/sheets/mapping";
import { otherKindText, recogniseOtherKind } from "~/domain/sheets/recognise-kind";
import { type Column, guessMapping, hasContent, headerRefusal, type Mapping, missingTitles, tableAt } from "~/domain/sheets/table";
import type { Handle } from "~db/client.server";
import { findMappings } from "~db/repositories/import-mapping.server";
import type { StoredTable } from "./importers.server";
import { importers } from "./importers.server";

export type FoundTable =
  | { readonly kind: "table"; readonly table: StoredTable }
  /** There is something to read, but a person has to say what it is. */
  | { readonly kind: "columns-unknown"; readonly refusal: string }
  | { readonly kind: "refused"; readonly refusal: string };

/** The table of a workbook by columns that were chosen for such titles before, else by the titles themselves. */
export async function findTable(handle: Handle, kind: ImportKind, workbook: Workbook): Promise<FoundTable> {
  const columns = await importers[kind].columns(handle);
  const guess = guessMapping(workbook, columns);
  const mapping = (await rememberedMapping(handle, kind, workbook, columns)) ?? (guess?.missing.length === 0 ? guess.mapping : null);
  if (mapping === null && workbook.sheets.some(hasContent)) {
    const other = await findOtherKind(handle, kind, workbook);
    return { kind: "columns-unknown", refusal: other === null ? headerRefusal(guess, columns) : otherKindText(kind, other) };
  }
  const table = tableAt(workbook, columns, mapping ?? { sheet: 0, headerRow: 0, columns: [] });
  return table.ok ? { kind: "table", table: table.value } : { kind: "refused", refusal: table.refusal };
}

/** Which other import the file would have been for; null when no titles say so. */
export async function findOtherKind(handle: Handle, kind: ImportKind, workbook: Workbook): Promise<ImportKind | null> {
  const titles = { units: await importers.units.columns(handle), people: await importers.people.columns(handle), questions: await importers.questions.columns(handle) };
  return recogniseOtherKind(workbook, kind, titles);
}

async function rememberedMapping(handle: Handle, kind: ImportKind, workbook: Workbook, columns: readonly Column<string>[]): Promise<Mapping<string> | null> {
  const rows = headerRows(workbook).map((row) => ({ ...row, hash: headerHash(row.key) }));
  const remembered = await findMappings(handle, kind, rows.map(({ hash }) => hash));
  for (const { sheet, headerRow, hash } of rows) {
    // why: a bloc that was a column then may be gone now.
    const placed = remembered.get(hash)?.filter(({ key }) => columns.some((column) => column.key === key));
    if (placed !== undefined && missingTitles(placed, columns).length === 0) return { sheet, headerRow, columns: placed };
  }
  return null;
}

export function headerHash(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
