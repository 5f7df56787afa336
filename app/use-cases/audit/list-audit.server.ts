import type { Database } from "~db/client.server";
import { type AuditKey, listAuditRows } from "~db/read-models/audit.server";
import { type AuditLine, auditLines } from "./audit-line.server";
import { type AuditQuery, filterOf } from "./audit-query";

export type AuditPage = {
  readonly lines: readonly AuditLine[];
  /** Where the next, older page begins; null on the last one. */
  readonly older: AuditKey | null;
};

export const auditPageSize = 50;

/** Newest first, after `after`. Costs the same on page one and on page ten thousand: nothing is counted or skipped. */
export async function listAudit({ database: { db } }: { database: Database }, { query, after }: { query: AuditQuery; after: AuditKey | null }): Promise<AuditPage> {
  const rows = await listAuditRows(db, await filterOf(db, query), after, auditPageSize + 1);
  const lines = await auditLines(db, rows.slice(0, auditPageSize));
  return { lines, older: rows.length > auditPageSize ? lines.at(-1)!.key : null };
}
