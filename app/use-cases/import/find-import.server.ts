import type { ImportKind } from "~/domain/sheets/import-kind";
import type { ImportPlan } from "~/domain/sheets/plan";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findImportBatch } from "~db/repositories/import-batch.server";

export type ImportView = {
  readonly batchId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly state: "planned" | "committed" | "undone";
  readonly plan: ImportPlan<unknown>;
  readonly createdAt: Instant;
  /** Null until it is committed. */
  readonly committedAt: Instant | null;
  /** Null unless it is undone. */
  readonly undoneAt: Instant | null;
  readonly mayBeUndone: boolean;
};

/** A planned batch as its page shows it; null when there is none. */
export async function findImport({ database }: { database: Database }, batchId: string): Promise<ImportView | null> {
  const batch = await findImportBatch(database.db, batchId);
  if (batch === null || batch.plan === null || batch.state === "unmapped") return null;
  const { kind, fileName, state, plan, createdAt, committedAt, undoneAt } = batch;
  // why: what was committed before footprints were kept can't be told from what came later.
  const mayBeUndone = state === "committed" && batch.footprint !== null;
  return { batchId, kind, fileName, state, plan, createdAt, committedAt, undoneAt, mayBeUndone };
}
