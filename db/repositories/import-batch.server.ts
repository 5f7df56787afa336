import { and, eq, lt, sql } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { importBatches } from "../schema";

export type ImportBatchRow = typeof importBatches.$inferSelect;

const importLock = 4_718_290_356;

/** Imports are committed one after the other; held until the transaction ends. */
export async function lockImports(handle: Handle): Promise<void> {
  await handle.execute(sql`select pg_advisory_xact_lock(${importLock}::bigint)`);
}

export async function insertImportBatch(handle: Handle, batch: typeof importBatches.$inferInsert): Promise<void> {
  await handle.insert(importBatches).values(batch);
}

export async function findImportBatch(handle: Handle, batchId: string): Promise<ImportBatchRow | null> {
  const [row] = await handle.select().from(importBatches).where(eq(importBatches.id, batchId));
  return row ?? null;
}

export async function updateImportBatch(handle: Handle, batchId: string, change: Partial<Pick<ImportBatchRow, "plan" | "state" | "committedAt">>): Promise<void> {
  await handle.update(importBatches).set(change).where(eq(importBatches.id, batchId));
}

/** Plans that nobody committed hold personal data for nothing. */
export async function deletePlannedBatches(handle: Handle, createdBefore: Instant): Promise<void> {
  await handle.delete(importBatches).where(and(eq(importBatches.state, "planned"), lt(importBatches.createdAt, createdBefore)));
}
