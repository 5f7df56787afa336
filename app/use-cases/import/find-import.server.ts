import type { ImportKind } from "~/domain/sheets/import-kind";
import type { ImportPlan } from "~/domain/sheets/plan";
import { rejectedSubjects, type Subject } from "~/domain/sheets/rejected-rows";
import { columnLetter } from "~/domain/sheets/table";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findImportBatch } from "~db/repositories/import-batch.server";

export type ImportView = {
  readonly batchId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly state: "planned" | "committed" | "undone";
  /** Which column of the file was read as what. */
  readonly columns: readonly { readonly title: string; readonly letter: string }[];
  readonly plan: ImportPlan<unknown>;
  /** What rejected rows are about, by row. */
  readonly subjects: ReadonlyMap<number, Subject>;
  readonly createdAt: Instant;
  /** Null until it is committed. */
  readonly committedAt: Instant | null;
  /** Null unless it is undone. */
  readonly undoneAt: Instant | null;
  readonly mayBeUndone: boolean;
};

/** A batch as its page shows it; null when there is none. */
export async function findImport({ database }: { database: Database }, batchId: string): Promise<ImportView | "unmapped" | null> {
  const batch = await findImportBatch(database.db, batchId);
  if (batch === null) return null;
  const { kind, fileName, state, rows, plan, createdAt, committedAt, undoneAt } = batch;
  if (state === "unmapped" || rows === null || plan === null) return "unmapped";
  // why: what was committed before footprints were kept can't be told from what came later.
  const mayBeUndone = state === "committed" && batch.footprint !== null;
  const columns = rows.columns.map(({ title, index }) => ({ title, letter: columnLetter(index) }));
  return { batchId, kind, fileName, state, columns, plan, subjects: rejectedSubjects(rows, plan), createdAt, committedAt, undoneAt, mayBeUndone };
}
