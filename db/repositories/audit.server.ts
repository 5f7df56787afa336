import { sql } from "drizzle-orm";
import type { AuditAction } from "~/domain/audit/actions";
import type { Handle } from "../client.server";
import { auditLog } from "../schema";

/** Who did what to which thing, what it was before and after, and why. Written in the transaction of the change itself. */
export type AuditEntry = {
  readonly accountId: string | null;
  readonly action: AuditAction;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
};

/** Rows per statement, far below what its parameters allow. */
const portion = 1_000;

export async function insertAudit(handle: Handle, ...entries: readonly AuditEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += portion) {
    await handle.insert(auditLog).values(entries.slice(start, start + portion).map((entry) => ({ ...entry, at: sql`clock_timestamp()` })));
  }
}
