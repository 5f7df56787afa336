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
  /** Set by `insertDeedWithParts`. */
  readonly partOf?: number;
};

/** Rows per statement, far below what its parameters allow. */
const portion = 1_000;

export async function insertAudit(handle: Handle, ...entries: readonly AuditEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += portion) {
    await handle.insert(auditLog).values(entries.slice(start, start + portion).map((entry) => ({ ...entry, at: sql`clock_timestamp()` })));
  }
}

/**
 * One deed on many things: a row that tells of the deed, which lists show, and below it one per thing, which are found by the
 * thing or by the deed. Of one thing it is that thing's row alone.
 */
export async function insertDeed(handle: Handle, deed: AuditEntry, parts: readonly AuditEntry[]): Promise<void> {
  return parts.length < 2 ? insertAudit(handle, ...parts) : insertDeedWithParts(handle, deed, parts);
}

/** As `insertDeed`, for a deed that was about more than the things it reached, even where that is a single one. */
export async function insertDeedWithParts(handle: Handle, deed: AuditEntry, parts: readonly AuditEntry[]): Promise<void> {
  const [row] = await handle.insert(auditLog).values({ ...deed, at: sql`clock_timestamp()` }).returning({ id: auditLog.id });
  await insertAudit(handle, ...parts.map((part) => ({ ...part, partOf: row!.id })));
}

/** How often within a minute the same may happen to the same subject and still be written. */
const mostPerMinute = 20;

/** For what a stranger can make happen as often as they like: written until it floods, then left out for the rest of the minute. */
export async function insertAuditSparingly(handle: Handle, { accountId, action, subjectType, subjectId, after }: AuditEntry): Promise<void> {
  await handle.execute(sql`
    insert into audit_log (at, account_id, action, subject_type, subject_id, after)
    select clock_timestamp(), ${accountId}::uuid, ${action}, ${subjectType}, ${subjectId}, ${after === undefined ? null : JSON.stringify(after)}::jsonb
    where (select count(*) from audit_log where subject_type = ${subjectType} and subject_id = ${subjectId} and action = ${action}
      and at > clock_timestamp() - interval '1 minute') < ${mostPerMinute}`);
}
