import type { UndoPlan } from "~/domain/sheets/plan-undo";
import type { Database, Handle } from "~db/client.server";
import { isForeignKeyViolation } from "~db/errors.server";
import { insertAudit } from "~db/repositories/audit.server";
import { findImportBatch, type ImportBatchRow, lockImports, updateImportBatch } from "~db/repositories/import-batch.server";
import { importContext } from "./import-context.server";
import { undoers } from "./undoers.server";

export type UndoOutcome =
  | { readonly outcome: "undone" }
  /** Nothing was undone. The plan names what stands in the way; null when it is something the rules do not know. */
  | { readonly outcome: "in-use"; readonly undo: UndoPlan<unknown> | null }
  | { readonly outcome: "not-found" };

/** What an undo would do now; null for a batch that has nothing to undo. */
export async function previewUndo({ database: { db } }: { database: Database }, batchId: string): Promise<UndoPlan<unknown> | null> {
  const batch = await findImportBatch(db, batchId);
  return batch === null || batch.state !== "committed" ? null : planFor(db, batch);
}

/** Takes a committed batch back as a whole, in one transaction with its audit row. Undoing it twice answers the same and happens once. */
export async function undoImport({ database }: { database: Database }, { batchId, accountId }: { batchId: string; accountId: string | null }): Promise<UndoOutcome> {
  try {
    return await database.transaction(async (tx): Promise<UndoOutcome> => {
      await lockImports(tx);
      const batch = await findImportBatch(tx, batchId);
      if (batch?.state === "undone") return { outcome: "undone" };
      if (batch?.state !== "committed" || batch.footprint === null) return { outcome: "not-found" };
      await undoers[batch.kind].lock(tx, batch.footprint.ids);
      const undo = await planFor(tx, batch);
      if (undo === null) return { outcome: "not-found" };
      if (undo.blockers.length > 0) return { outcome: "in-use", undo };
      const context = await importContext(tx, { contestId: batch.contestId, accountId });
      await undoers[batch.kind].apply(tx, undo, context, batch.footprint);
      await updateImportBatch(tx, batchId, { state: "undone", undoneBy: accountId, undoneAt: context.now });
      await insertAudit(tx, {
        accountId,
        action: "import.undo",
        subjectType: "import-batch",
        subjectId: batchId,
        after: { kind: batch.kind, fileName: batch.fileName, removed: undo.remove.length, restored: undo.restore.length },
      });
      return { outcome: "undone" };
    });
  } catch (error) {
    if (isForeignKeyViolation(error)) return { outcome: "in-use", undo: null };
    throw error;
  }
}

async function planFor(handle: Handle, { kind, plan, footprint, contestId }: ImportBatchRow): Promise<UndoPlan<unknown> | null> {
  if (plan === null || footprint === null) return null;
  const context = await importContext(handle, { contestId, accountId: null });
  return undoers[kind].plan(handle, plan, footprint.ids, context);
}
