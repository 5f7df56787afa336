import { and, desc, eq, getTableColumns, inArray, isNotNull, lt, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Workbook } from "~/domain/sheets/cell";
import type { PlanSummary } from "~/domain/sheets/plan";
import type { TableColumn } from "~/domain/sheets/table";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { importBatches } from "../schema";
import type { ImportDocuments } from "./import-document.server";

export type ImportBatchRow = Omit<typeof importBatches.$inferSelect, "workbook">;

const importLock = 4_718_290_356;

/** Imports are committed one after the other; held until the transaction ends. */
export async function lockImports(handle: Handle): Promise<void> {
  await handle.execute(sql`select pg_advisory_xact_lock(${importLock}::bigint)`);
}

/** Without its documents, which follow by `storeImportDocument` in the same transaction. */
export async function insertImportBatch(handle: Handle, batch: Omit<typeof importBatches.$inferInsert, keyof ImportDocuments>): Promise<void> {
  await handle.insert(importBatches).values(batch);
}

export type ImportHead = Omit<ImportBatchRow, "rows" | "plan" | "footprint"> & {
  /** Null while the columns are unknown. */
  readonly summary: PlanSummary | null;
  readonly notices: readonly string[] | null;
  readonly columns: readonly TableColumn<string>[] | null;
  readonly hasFootprint: boolean;
};

/** All about a batch but the rows themselves. */
export async function findImportHead(handle: Handle, batchId: string): Promise<ImportHead | null> {
  const { workbook: _workbook, rows, plan, footprint, ...columns } = getTableColumns(importBatches);
  const [row] = await handle
    .select({
      ...columns,
      summary: sql<PlanSummary | null>`${plan} -> 'summary'`,
      notices: sql<string[] | null>`${plan} -> 'notices'`,
      columns: sql<TableColumn<string>[] | null>`${rows} -> 'columns'`,
      hasFootprint: sql<boolean>`${footprint} is not null`,
    })
    .from(importBatches)
    .where(eq(importBatches.id, batchId));
  return row ?? null;
}

/** With table and plan, without the workbook. */
export async function findImportBatch(handle: Handle, batchId: string): Promise<ImportBatchRow | null> {
  const { workbook: _workbook, ...columns } = getTableColumns(importBatches);
  const [row] = await handle.select(columns).from(importBatches).where(eq(importBatches.id, batchId));
  return row ?? null;
}

/** The file as read, of a batch that is not written yet; null otherwise. */
export async function findImportWorkbook(handle: Handle, batchId: string): Promise<Workbook | null> {
  const isOpen = inArray(importBatches.state, ["unmapped", "planned"]);
  const [row] = await handle.select({ workbook: importBatches.workbook }).from(importBatches).where(and(eq(importBatches.id, batchId), isOpen));
  return row?.workbook ?? null;
}

export async function updateImportBatch(handle: Handle, batchId: string, change: Partial<Omit<typeof importBatches.$inferSelect, "id" | "kind" | "contestId" | "createdBy" | "createdAt" | "rows" | "plan">>): Promise<void> {
  await handle.update(importBatches).set(change).where(eq(importBatches.id, batchId));
}

export type ImportLine = Pick<ImportBatchRow, "id" | "kind" | "fileName" | "state" | "createdAt" | "committedAt" | "undoneAt"> & {
  readonly summary: PlanSummary | null;
  /** Names of who uploaded, wrote and undid it; null on the command line. */
  readonly createdBy: string | null;
  readonly committedBy: string | null;
  readonly undoneBy: string | null;
};

/** Newest first, without the rows themselves. */
export async function listImportBatches(handle: Handle, { limit, offset, onlyWritten }: { limit: number; offset: number; onlyWritten: boolean }): Promise<ImportLine[]> {
  const nameOf = (column: AnyPgColumn) => sql<string | null>`(select a.display_name from accounts a where a.id = ${column})`;
  const { id, kind, fileName, state, createdAt, committedAt, undoneAt } = importBatches;
  return handle
    .select({
      id, kind, fileName, state, createdAt, committedAt, undoneAt,
      summary: sql<PlanSummary | null>`${importBatches.plan} -> 'summary'`,
      createdBy: nameOf(importBatches.createdBy),
      committedBy: nameOf(importBatches.committedBy),
      undoneBy: nameOf(importBatches.undoneBy),
    })
    .from(importBatches)
    .where(onlyWritten ? wasWritten : undefined)
    .orderBy(desc(createdAt), desc(id))
    .limit(limit)
    .offset(offset);
}

export async function countImportBatches(handle: Handle, onlyWritten: boolean): Promise<number> {
  return handle.$count(importBatches, onlyWritten ? wasWritten : undefined);
}

const wasWritten = isNotNull(importBatches.committedAt);

/** Plans that nobody committed hold personal data for nothing. */
export async function deletePlannedBatches(handle: Handle, createdBefore: Instant): Promise<void> {
  await handle.delete(importBatches).where(and(inArray(importBatches.state, ["unmapped", "planned"]), lt(importBatches.createdAt, createdBefore)));
}
