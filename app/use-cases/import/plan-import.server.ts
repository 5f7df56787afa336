import type { SheetReader } from "~/adapters/read-sheet.server";
import type { ImportKind } from "~/domain/sheets/import-kind";
import type { ImportPlan } from "~/domain/sheets/plan";
import { dayMs } from "~/domain/shared/time";
import type { Result } from "~/domain/shared/result";
import { ok, refuse } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { deletePlannedBatches, insertImportBatch } from "~db/repositories/import-batch.server";
import { storeImportDocument } from "~db/repositories/import-document.server";
import { findTable } from "./find-table.server";
import { importContext } from "./import-context.server";
import { importers } from "./importers.server";
import { encodePlan, importDocumentText, sha256, storePlan, storeTable } from "./store-plan.server";

export type ImportDeps = { readonly database: Database; readonly readSheet: SheetReader };
/** `onRead` is called once the file is read, before it is planned. */
type PlanDeps = ImportDeps & { readonly onRead?: (() => void) | undefined };

export type ImportFile = {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Null on the command line. */
  readonly accountId: string | null;
  /** Default: the current contest. */
  readonly contestId?: string;
};

/** The plan is refused, with a sentence, where a person has to choose the columns first. */
export type PlannedImport = { readonly batchId: string; readonly plan: Result<ImportPlan<unknown>, string> };

const keepPlansMs = 7 * dayMs;

/**
 * Reads a file, plans it against what is stored and keeps both as a batch, to be shown and then committed. Nothing
 * else is written. Refuses a file as a whole with a sentence for the person who brought it.
 */
export async function planImport(deps: PlanDeps, file: ImportFile): Promise<Result<PlannedImport, string>> {
  const { db } = deps.database;
  const workbook = await deps.readSheet(file.fileName, file.bytes);
  if (!workbook.ok) return workbook;
  deps.onRead?.();
  const found = await findTable(db, file.kind, workbook.value);
  if (found.kind === "refused") return refuse(found.refusal);
  const context = await importContext(db, file);
  const plan = found.kind === "table" ? ok(await importers[file.kind].plan(db, found.table, context)) : refuse(found.refusal);
  const batchId = newId();
  const encoded = plan.ok ? await encodePlan(plan.value) : null;
  const workbookText = await importDocumentText(workbook.value);
  const fileSha256 = await sha256(file.bytes, "hex");
  await deps.database.transaction(async (tx) => {
    await deletePlannedBatches(tx, context.now - keepPlansMs);
    await insertImportBatch(tx, {
      id: batchId,
      kind: file.kind,
      contestId: context.contestId,
      fileName: file.fileName.normalize("NFC").slice(0, 255),
      fileSha256,
      state: plan.ok ? "planned" : "unmapped",
      createdBy: file.accountId,
      createdAt: context.now,
    });
    await storeImportDocument(tx, batchId, "workbook", workbookText);
    if (found.kind === "table") await storeTable(tx, batchId, found.table);
    if (encoded !== null) await storePlan(tx, batchId, encoded);
  });
  return ok({ batchId, plan });
}
