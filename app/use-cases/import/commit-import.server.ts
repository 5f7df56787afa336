import type { ImportPlan, PlanSummary } from "~/domain/sheets/plan";
import type { Database, Tx } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import type { ImportHead } from "~db/repositories/import-batch.server";
import { findImportBatch, findImportHead, lockImports, updateImportBatch } from "~db/repositories/import-batch.server";
import { findImportTable } from "~db/repositories/import-document.server";
import { importContext } from "./import-context.server";
import { importers } from "./importers.server";
import { encodePlan, storePlan } from "./store-plan.server";

export type CommitOutcome =
  | { readonly outcome: "committed"; readonly summary: PlanSummary; readonly plan: ImportPlan<unknown> }
  /** The plan is no longer the one that was shown: nothing was written, the new plan is to be shown. */
  | { readonly outcome: "plan-changed"; readonly plan: ImportPlan<unknown> }
  /** Also a batch that is undone, or whose columns are not known yet. */
  | { readonly outcome: "not-found" };

/** `shown`: the fingerprint of the plan that is confirmed; null confirms the one that is stored, where nobody looks at it. */
export type CommitRequest = { readonly batchId: string; readonly accountId: string | null; readonly shown: string | null };

/**
 * Writes all accepted rows of a batch in one transaction, with the audit row. Plans again first and writes only what
 * was shown. Committing a batch twice answers the same and writes once.
 */
export async function commitImport({ database }: { database: Database }, { batchId, accountId, shown }: CommitRequest): Promise<CommitOutcome> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const batch = await findImportHead(tx, batchId);
    if (batch === null || batch.state === "unmapped" || batch.state === "undone") return { outcome: "not-found" };
    // why under the lock: of two presses of one form, the first may have stored a new plan while the second waited.
    const isShown = shown === null || shown === batch.fingerprint;
    return batch.state === "committed" ? committedBefore(tx, batchId, isShown) : writeBatch(tx, batch, { accountId, isShown });
  });
}

async function committedBefore(tx: Tx, batchId: string, isShown: boolean): Promise<CommitOutcome> {
  const plan = (await findImportBatch(tx, batchId))?.plan ?? null;
  if (plan === null) return { outcome: "not-found" };
  return isShown ? { outcome: "committed", summary: plan.summary, plan } : { outcome: "plan-changed", plan };
}

async function writeBatch(tx: Tx, batch: ImportHead, { accountId, isShown }: { accountId: string | null; isShown: boolean }): Promise<CommitOutcome> {
  const table = await findImportTable(tx, batch.id);
  if (table === null) return { outcome: "not-found" };
  const importer = importers[batch.kind];
  const context = await importContext(tx, { contestId: batch.contestId, accountId });
  const plan = await importer.plan(tx, table, context);
  const encoded = await encodePlan(plan);
  if (!isShown || encoded.fingerprint !== batch.fingerprint) {
    await storePlan(tx, batch.id, encoded);
    return { outcome: "plan-changed", plan };
  }
  const footprint = await importer.write(tx, plan, context);
  await updateImportBatch(tx, batch.id, { state: "committed", workbook: null, footprint, committedBy: accountId, committedAt: context.now });
  await insertAudit(tx, {
    accountId,
    action: "import.commit",
    subjectType: "import-batch",
    subjectId: batch.id,
    after: { kind: batch.kind, fileName: batch.fileName, fileSha256: batch.fileSha256, summary: plan.summary },
  });
  return { outcome: "committed", summary: plan.summary, plan };
}
