import type { ImportKind } from "~/domain/sheets/import-kind";
import { chooseColumns, headerKey, mappingOf, type MappingView, mappingView } from "~/domain/sheets/mapping";
import { tableAt } from "~/domain/sheets/table";
import type { Result } from "~/domain/shared/result";
import { ok, refuse } from "~/domain/shared/result";
import type { Database, Handle } from "~db/client.server";
import { findImportBatch, findImportWorkbook, lockImports, updateImportBatch } from "~db/repositories/import-batch.server";
import { upsertMapping } from "~db/repositories/import-mapping.server";
import { findOtherKind, headerHash } from "./find-table.server";
import { importContext } from "./import-context.server";
import type { ColumnTitle } from "./import-limits.server";
import { importers } from "./importers.server";
import { encodePlan, storePlan, storeTable } from "./store-plan.server";

export type ImportMappingView = MappingView<string> & {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly isPlanned: boolean;
  /** What the file seems to be instead, while its columns are unknown. */
  readonly otherKind: ImportKind | null;
  readonly titles: readonly (ColumnTitle & { readonly key: string })[];
};

/** What an organiser chooses columns from; null for a batch that is written already, or not there. */
export async function loadImportMapping({ database: { db } }: { database: Database }, batchId: string, wanted: { sheet: number | null; headerRow: number | null }): Promise<ImportMappingView | null> {
  const batch = await findOpenBatch(db, batchId);
  if (batch === null) return null;
  const columns = await importers[batch.kind].columns(db);
  const view = mappingView(batch.workbook, columns, wanted, batch.rows === null ? null : mappingOf(batch.rows, batch.workbook));
  const titles = columns.map(({ key, title, isRequired = false }) => ({ key, title, isRequired }));
  const isPlanned = batch.plan !== null;
  const otherKind = isPlanned ? null : await findOtherKind(db, batch.kind, batch.workbook);
  return { ...view, kind: batch.kind, fileName: batch.fileName, isPlanned, otherKind, titles };
}

export type ChosenMapping = { readonly sheet: number; readonly headerRow: number; /** For each place of the sheet the column it is, or null. */ readonly choices: readonly (string | null)[] };

/** Plans a batch by columns chosen by hand and remembers them for the next file with the same titles. Null as above; refused with a sentence. */
export async function mapImport({ database }: { database: Database }, { batchId, accountId, chosen }: { batchId: string; accountId: string; chosen: ChosenMapping }): Promise<Result<null, string> | null> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const batch = await findOpenBatch(tx, batchId);
    if (batch === null) return null;
    const { kind, workbook, contestId } = batch;
    const columns = await importers[kind].columns(tx);
    const placed = chooseColumns(columns, chosen.choices);
    if (!placed.ok) return placed;
    const table = tableAt(workbook, columns, { ...chosen, columns: placed.value });
    if (!table.ok) return refuse(table.refusal);
    const context = await importContext(tx, { contestId, accountId });
    const plan = await importers[kind].plan(tx, table.value, context);
    await updateImportBatch(tx, batchId, { state: "planned" });
    await storeTable(tx, batchId, table.value);
    await storePlan(tx, batchId, await encodePlan(plan));
    const header = workbook.sheets[chosen.sheet]?.rows.find(({ row }) => row === chosen.headerRow);
    const key = header === undefined ? null : headerKey(header);
    if (key !== null) await upsertMapping(tx, { kind, headerHash: headerHash(key), columns: placed.value, updatedBy: accountId, updatedAt: context.now });
    return ok(null);
  });
}

/** A batch that is not written yet, with the file it came from. */
async function findOpenBatch(handle: Handle, batchId: string) {
  const [batch, workbook] = [await findImportBatch(handle, batchId), await findImportWorkbook(handle, batchId)];
  return batch === null || workbook === null ? null : { ...batch, workbook };
}
