import { sql } from "drizzle-orm";
import type { Handle } from "../client.server";
import { auditLog } from "../schema";

/** Who did what to which thing, what it was before and after, and why. Written in the transaction of the change itself. */
export type AuditEntry = {
  readonly accountId: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
};

export async function insertAudit(handle: Handle, ...entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await handle.insert(auditLog).values(entries.map((entry) => ({ ...entry, at: sql`clock_timestamp()` })));
}
