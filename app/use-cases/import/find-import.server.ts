import { idsInside } from "~/domain/audit/difference";
import type { ImportKind } from "~/domain/sheets/import-kind";
import type { PlannedRow, PlanSummary } from "~/domain/sheets/plan";
import { rejectedSubjects, type Subject } from "~/domain/sheets/rejected-rows";
import { columnLetter } from "~/domain/sheets/table";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findNames } from "~db/read-models/names.server";
import { findImportHead } from "~db/repositories/import-batch.server";
import { listPlannedRows, listTableRows, type PlanPage } from "~db/repositories/import-document.server";

export type ImportView = {
  readonly batchId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly state: "planned" | "committed" | "undone";
  /** Which column of the file was read as what. */
  readonly columns: readonly { readonly key: string; readonly title: string; readonly letter: string }[];
  readonly summary: PlanSummary;
  readonly notices: readonly string[];
  /** What a confirmation is about: a plan shown before is not confirmed for a later one. */
  readonly fingerprint: string;
  readonly createdAt: Instant;
  /** Null until it is committed. */
  readonly committedAt: Instant | null;
  /** Null unless it is undone. */
  readonly undoneAt: Instant | null;
  readonly mayBeUndone: boolean;
};

/** A batch as its page shows it, without the rows; null when there is none. */
export async function findImport({ database }: { database: Database }, batchId: string): Promise<ImportView | "unmapped" | null> {
  const batch = await findImportHead(database.db, batchId);
  if (batch === null) return null;
  const { kind, fileName, state, summary, notices, fingerprint, createdAt, committedAt, undoneAt } = batch;
  if (state === "unmapped" || summary === null) return "unmapped";
  // why: what was committed before footprints were kept can't be told from what came later.
  const mayBeUndone = state === "committed" && batch.hasFootprint;
  const columns = (batch.columns ?? []).map(({ key, title, index }) => ({ key, title, letter: columnLetter(index) }));
  return { batchId, kind, fileName, state, columns, summary, notices: notices ?? [], fingerprint: fingerprint ?? "", createdAt, committedAt, undoneAt, mayBeUndone };
}

export type ImportRows = {
  readonly rows: readonly PlannedRow<unknown>[];
  /** What the rejected rows are about, by row. */
  readonly subjects: ReadonlyMap<number, Subject>;
  /** Units, blocs and levels that the rows speak of, by id. */
  readonly names: ReadonlyMap<string, string>;
};

export async function listImportRows({ database: { db } }: { database: Database }, { batchId, columns }: Pick<ImportView, "batchId" | "columns">, page: PlanPage): Promise<ImportRows> {
  const rows = await listPlannedRows(db, batchId, page);
  const names = await findNames(db, rows.flatMap(({ value, before }) => [...idsInside(value), ...idsInside(before)]));
  const rejected = rows.filter(({ outcome }) => outcome === "rejected").map(({ row }) => row);
  if (rejected.length === 0) return { rows, names, subjects: new Map() };
  return { rows, names, subjects: rejectedSubjects({ columns, rows: await listTableRows(db, batchId, rejected) }, rows) };
}
