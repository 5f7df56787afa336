import type { ImportKind } from "~/domain/sheets/import-kind";
import type { ImportPlan } from "~/domain/sheets/plan";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findImportBatch } from "~db/repositories/import-batch.server";

export type ImportView = {
  readonly batchId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly plan: ImportPlan<unknown>;
  readonly createdAt: Instant;
  /** Null until it is committed. */
  readonly committedAt: Instant | null;
};

/** A batch as its page shows it; null when there is none. */
export async function findImport({ database }: { database: Database }, batchId: string): Promise<ImportView | null> {
  const batch = await findImportBatch(database.db, batchId);
  if (batch === null) return null;
  const { kind, fileName, createdAt, committedAt } = batch;
  return { batchId, kind, fileName, plan: batch.plan as ImportPlan<unknown>, createdAt, committedAt };
}
