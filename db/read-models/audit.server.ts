import { and, desc, eq, gte, inArray, isNull, lt, sql, type SQL } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, auditLog } from "../schema";

/** Rows of the audit, newest first, page by page without counting: each page begins after the last row of the one before. */
export type AuditRow = {
  readonly id: number;
  readonly at: Instant;
  readonly accountId: string | null;
  readonly actorName: string | null;
  readonly actorLogin: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
};

/** Place of a row in the order. */
export type AuditKey = { readonly at: Instant; readonly id: number };

/** Null sets no limit. `[from, until)`. */
export type AuditFilter = {
  readonly accountIds: readonly string[] | null;
  readonly actions: readonly string[] | null;
  /** Of one thing also what was done to it together with others. */
  readonly subject: { readonly type: string; readonly id: string } | null;
  /** The parts of this row; null: deeds, each one row. */
  readonly partOf: number | null;
  readonly from: Instant | null;
  readonly until: Instant | null;
};

/** Awaited, it gives `AuditRow[]`. */
export function listAuditRows(handle: Handle, filter: AuditFilter, after: AuditKey | null, limit: number) {
  return handle
    .select({
      id: auditLog.id, at: auditLog.at, accountId: auditLog.accountId, actorName: accounts.displayName, actorLogin: accounts.login, action: auditLog.action,
      subjectType: auditLog.subjectType, subjectId: auditLog.subjectId, before: auditLog.before, after: auditLog.after, reason: auditLog.reason,
    })
    .from(auditLog)
    .leftJoin(accounts, eq(accounts.id, auditLog.accountId))
    .where(and(...conditionsOf(filter), after === null ? undefined : isBefore(after)))
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(limit);
}

/** Both columns compared at once, so that an index takes it as one range. */
function isBefore({ at, id }: AuditKey): SQL {
  return sql`(${auditLog.at}, ${auditLog.id}) < (${sql.param(at, auditLog.at)}, ${id})`;
}

function conditionsOf({ accountIds, actions, subject, partOf, from, until }: AuditFilter): (SQL | undefined)[] {
  return [
    accountIds === null ? undefined : accountIds.length === 0 ? sql`false` : inArray(auditLog.accountId, [...accountIds]),
    actions === null ? undefined : inArray(auditLog.action, [...actions]),
    subject === null ? undefined : and(eq(auditLog.subjectType, subject.type), eq(auditLog.subjectId, subject.id)),
    partOf === null ? (subject === null ? isNull(auditLog.partOf) : undefined) : eq(auditLog.partOf, partOf),
    from === null ? undefined : gte(auditLog.at, from),
    until === null ? undefined : lt(auditLog.at, until),
  ];
}

/** Which of these rows are deeds on many things, each with a row of its own. A probe of an index for each. */
export async function findDeedsWithParts(handle: Handle, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await handle.execute<{ id: string }>(sql`
    select deed.id from unnest(${`{${ids.join(",")}}`}::bigint[]) as deed(id) cross join lateral (select from audit_log p where p.part_of = deed.id limit 1) part`);
  return new Set(rows.map(({ id }) => Number(id)));
}

export type LastName = { readonly name: string | null; readonly code: string | null };

/** What the audit itself last called these things: of something that is gone nobody else knows. */
export async function findLastNames(handle: Handle, subjectIds: readonly string[]): Promise<Map<string, LastName>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await handle.execute<LastName & { id: string }>(sql`
    select distinct on (subject_id) subject_id as id, coalesce(after ->> 'name', before ->> 'name') as name, coalesce(after ->> 'code', before ->> 'code') as code
    from audit_log
    where subject_type in ('unit', 'person', 'question') and subject_id in ${[...new Set(subjectIds)]} and coalesce(after ->> 'name', before ->> 'name', after ->> 'code', before ->> 'code') is not null
    order by subject_id, id desc`);
  return new Map(rows.map(({ id, name, code }) => [id, { name, code }]));
}

/** Accounts whose login begins like the term or whose name holds it; the term is in search form. At most `limit`. */
export async function findAccountIds(handle: Handle, term: string, limit: number): Promise<string[]> {
  const pattern = term.replace(/[\\%_]/g, "\\$&");
  const rows = await handle
    .select({ id: accounts.id })
    .from(accounts)
    .where(sql`(${accounts.login} like ${`${pattern}%`} or unaccent(lower(${accounts.displayName})) like ${`%${pattern}%`})`)
    .limit(limit);
  return rows.map(({ id }) => id);
}
