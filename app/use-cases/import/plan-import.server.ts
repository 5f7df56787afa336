import { createHash } from "node:crypto";
import type { SheetReader } from "~/adapters/read-sheet.server";
import type { Workbook } from "~/domain/sheets/cell";
import type { ImportKind } from "~/domain/sheets/import-kind";
import type { ImportPlan } from "~/domain/sheets/plan";
import { dayMs } from "~/domain/shared/time";
import type { Result } from "~/domain/shared/result";
import { ok } from "~/domain/shared/result";
import type { Database, Handle } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { deletePlannedBatches, insertImportBatch } from "~db/repositories/import-batch.server";
import { importContext } from "./import-context.server";
import type { ImportContext, StoredTable } from "./importers.server";
import { importers } from "./importers.server";

export type ImportDeps = { readonly database: Database; readonly readSheet: SheetReader };

export type ImportFile = {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Null on the command line. */
  readonly accountId: string | null;
  /** Default: the current contest. */
  readonly contestId?: string;
};

export type PlannedImport = { readonly batchId: string; readonly plan: ImportPlan<unknown> };

const keepPlansMs = 7 * dayMs;

/**
 * Reads a file, plans it against what is stored and keeps both as a batch, to be shown and then committed. Nothing
 * else is written. Refuses a file as a whole with a sentence for the person who brought it.
 */
export async function planImport(deps: ImportDeps, file: ImportFile): Promise<Result<PlannedImport, string>> {
  const { db } = deps.database;
  const workbook = await deps.readSheet(file.fileName, file.bytes);
  if (!workbook.ok) return workbook;
  const planned = await planWorkbook(db, workbook.value, file);
  if (!planned.ok) return planned;
  const { table, plan, context } = planned.value;
  const batchId = newId();
  await deletePlannedBatches(db, context.now - keepPlansMs);
  await insertImportBatch(db, {
    id: batchId,
    kind: file.kind,
    contestId: context.contestId,
    fileName: file.fileName.normalize("NFC").slice(0, 255),
    fileSha256: createHash("sha256").update(file.bytes).digest("hex"),
    rows: table,
    plan,
    createdBy: file.accountId,
    createdAt: context.now,
  });
  return ok({ batchId, plan });
}

type PlannedWorkbook = { readonly table: StoredTable; readonly plan: ImportPlan<unknown>; readonly context: ImportContext };

export async function planWorkbook(handle: Handle, workbook: Workbook, file: ImportFile): Promise<Result<PlannedWorkbook, string>> {
  const context = await importContext(handle, file);
  const table = await importers[file.kind].locate(handle, workbook, context);
  if (!table.ok) return table;
  const plan = await importers[file.kind].plan(handle, table.value, context);
  return ok({ table: table.value, plan, context });
}
