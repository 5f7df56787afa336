import type { ImportPlan, PlanSummary } from "~/domain/sheets/plan";
import { planFingerprint } from "~/domain/sheets/plan";
import type { Database, Tx } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import type { ImportBatchRow } from "~db/repositories/import-batch.server";
import { findImportBatch, lockImports, updateImportBatch } from "~db/repositories/import-batch.server";
import { importContext } from "./import-context.server";
import type { StoredTable } from "./importers.server";
import { importers } from "./importers.server";

export type CommitOutcome =
  | { readonly outcome: "committed"; readonly summary: PlanSummary; readonly plan: ImportPlan<unknown> }
  /** What is stored has changed since the plan was shown: nothing was written, the new plan is to be shown. */
  | { readonly outcome: "plan-changed"; readonly plan: ImportPlan<unknown> }
  /** Also a batch that is undone, or whose columns are not known yet. */
  | { readonly outcome: "not-found" };

/**
 * Writes all accepted rows of a batch in one transaction, with the audit row. Plans again first and writes only what
 * was shown. Committing a batch twice answers the same and writes once.
 */
export async function commitImport({ database }: { database: Database }, { batchId, accountId }: { batchId: string; accountId: string | null }): Promise<CommitOutcome> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const batch = await findImportBatch(tx, batchId);
    if (batch === null || batch.rows === null || batch.plan === null || batch.state === "undone") return { outcome: "not-found" };
    if (batch.state === "committed") return { outcome: "committed", summary: batch.plan.summary, plan: batch.plan };
    return writeBatch(tx, { ...batch, rows: batch.rows, plan: batch.plan }, accountId);
  });
}

type PlannedBatch = ImportBatchRow & { rows: StoredTable; plan: ImportPlan<unknown> };

async function writeBatch(tx: Tx, batch: PlannedBatch, accountId: string | null): Promise<CommitOutcome> {
  const importer = importers[batch.kind];
  const context = await importContext(tx, { contestId: batch.contestId, accountId });
  const plan = await importer.plan(tx, batch.rows, context);
  if (planFingerprint(plan) !== planFingerprint(batch.plan)) {
    await updateImportBatch(tx, batch.id, { plan });
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
