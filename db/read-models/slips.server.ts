import { sql } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { hasHighRole } from "../repositories/first-secret.server";
import { parseInstant } from "../schema/columns";
import { unitTree } from "./unit-tree.server";

/** Who of a unit can sign in with what: the ground for printing slips. Only people of the unit itself, not of units below it. */
export type SlipUnit = { id: string; name: string; depth: number; people: number; withPassword: number; withSecret: number };

const hasSecret = sql`exists (select 1 from first_secrets s where s.account_id = a.id and s.used_at is null and s.expires_at > clock_timestamp())`;

export async function listSlipUnits(handle: Handle): Promise<SlipUnit[]> {
  const rows = await handle.execute<SlipUnit>(sql`
    with ${unitTree}
    select t.id, t.name, t.depth, count(a.id)::int as people,
      count(a.id) filter (where a.password_hash is not null)::int as "withPassword",
      count(a.id) filter (where a.password_hash is null and ${hasSecret})::int as "withSecret"
    from tree t
    left join people p on p.unit_id = t.id and p.retired_at is null
    left join accounts a on a.person_id = p.id and a.disabled_at is null
    group by t.id, t.name, t.depth, t.path order by t.path`);
  return rows.map((row) => ({ ...row }));
}

/** Of the roster: who can sign in by a slip that still works or an own password, and whose account is closed on purpose. */
export async function countWhoCanSignIn(handle: Handle): Promise<{ ready: number; disabled: number }> {
  const [row] = await handle.execute<{ ready: number; disabled: number }>(sql`
    select count(*) filter (where a.disabled_at is null and (a.password_hash is not null or ${hasSecret}))::int as ready, count(*) filter (where a.disabled_at is not null)::int as disabled
    from people p join accounts a on a.person_id = p.id where p.retired_at is null`);
  return row!;
}

export async function findSlipUnit(handle: Handle, unitId: string): Promise<{ name: string } | null> {
  const [row] = await handle.execute<{ name: string }>(sql`select name from units where id = ${unitId}::uuid`);
  return row ?? null;
}

export type SlipPerson = { unitId: string; unitName: string; accountId: string; hasOwnPassword: boolean; hasSecret: boolean; hasHighRole: boolean; issuedAt: Instant | null };

/** Of one unit, or of all in their order, one after the other. */
export async function listSlipPeople(handle: Handle, unitId: string | null): Promise<SlipPerson[]> {
  const rows = await handle.execute<Omit<SlipPerson, "issuedAt"> & { issuedAt: string | null }>(sql`
    with ${unitTree}
    select t.id as "unitId", t.name as "unitName", a.id as "accountId", a.password_hash is not null as "hasOwnPassword", ${hasSecret} as "hasSecret", ${hasHighRole(sql`a.id`)} as "hasHighRole",
      (select max(s.created_at) from first_secrets s where s.account_id = a.id) as "issuedAt"
    from tree t join people p on p.unit_id = t.id join accounts a on a.person_id = p.id
    where (${unitId}::uuid is null or t.id = ${unitId}::uuid) and p.retired_at is null and a.disabled_at is null
    order by t.path, a.login`);
  return rows.map((row) => ({ ...row, issuedAt: row.issuedAt === null ? null : parseInstant(row.issuedAt) }));
}

export type AllSlipsIssue = { at: Instant; by: string; units: number };

/** Of the issues for all units at once the latest: a secret issued apart from these is none of them. */
export async function findLatestAllSlipsIssue(handle: Handle): Promise<AllSlipsIssue | null> {
  const [row] = await handle.execute<{ at: string; by: string; units: number }>(sql`
    select l.after ->> 'issuedAt' as at, coalesce(a.display_name, '') as by, (l.after ->> 'units')::int as units
    from audit_log l left join accounts a on a.id = l.account_id
    where l.action = 'secret.issue-all' order by l.at desc, l.id desc limit 1`);
  return row ? { ...row, at: Number(row.at) } : null;
}
