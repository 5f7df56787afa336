import { sql, type SQL } from "drizzle-orm";
import type { Role } from "~/domain/access/policy";
import { parseInstant } from "../schema/columns";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";

/** Accounts as the list and the page of one account show them. */
export type AccountState = "disabled" | "own-password" | "secret-issued" | "no-secret";

export type AccountListRow = {
  id: string;
  login: string;
  displayName: string;
  unitName: string | null;
  roles: Role[];
  isParticipant: boolean;
  state: AccountState;
};

export type AccountFilter = {
  /** In search form (no diacritics, lower case). */
  term: string;
  unitId: string | null;
  role: Role | "participant" | null;
  limit: number;
  offset: number;
};

const state = sql`case
  when a.disabled_at is not null then 'disabled'
  when a.password_hash is not null then 'own-password'
  when exists (select 1 from first_secrets s where s.account_id = a.id and s.used_at is null and s.expires_at > clock_timestamp()) then 'secret-issued'
  else 'no-secret' end`;

/** By given name, then the whole name, in Vietnamese order. */
export async function listAccountRows(handle: Handle, filter: AccountFilter): Promise<{ rows: AccountListRow[]; total: number }> {
  const where = sql.join(conditionsOf(filter), sql` and `);
  const rows = await handle.execute<Omit<AccountListRow, "roles"> & { roles: Role[]; total: number }>(sql`
    select a.id, a.login, a.display_name as "displayName", u.name as "unitName", a.person_id is not null as "isParticipant", ${state} as state,
      coalesce((select jsonb_agg(distinct g.role) from role_grants g where g.account_id = a.id), '[]'::jsonb) as roles,
      count(*) over ()::int as total
    from accounts a left join people p on p.id = a.person_id left join units u on u.id = p.unit_id
    where ${where}
    order by regexp_replace(a.display_name, '^.*\\s', '') collate "vi-x-icu", a.display_name collate "vi-x-icu", a.login
    limit ${filter.limit} offset ${filter.offset}`);
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

function conditionsOf({ term, unitId, role }: AccountFilter): SQL[] {
  const conditions = [sql`true`];
  if (term !== "") {
    const pattern = `%${term.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(sql`(a.login like ${pattern} or unaccent(lower(a.display_name)) like ${pattern})`);
  }
  if (unitId !== null) {
    const subtree = sql`(with recursive below as (select id from units where id = ${unitId}::uuid union all select c.id from units c join below b on c.parent_id = b.id) select id from below)`;
    conditions.push(sql`(p.unit_id in ${subtree} or exists (select 1 from role_grants g where g.account_id = a.id and g.unit_id in ${subtree}))`);
  }
  if (role === "participant") conditions.push(sql`a.person_id is not null`);
  else if (role !== null) conditions.push(sql`exists (select 1 from role_grants g where g.account_id = a.id and g.role = ${role})`);
  return conditions;
}

export type AccountDetail = {
  id: string;
  login: string;
  displayName: string;
  unitName: string | null;
  isParticipant: boolean;
  state: AccountState;
  /** Whom the person of this account was a double of. */
  mergedInto: { id: string; code: string; fullName: string } | null;
  isForgotten: boolean;
  secretExpiresAt: Instant | null;
  lastSignInAt: Instant | null;
  createdAt: Instant;
};

export async function findAccountDetail(handle: Handle, accountId: string): Promise<AccountDetail | null> {
  type Times = { secretExpiresAt: string | null; lastSignInAt: string | null; createdAt: string };
  const [row] = await handle.execute<Omit<AccountDetail, keyof Times> & Times>(sql`
    select a.id, a.login, a.display_name as "displayName", u.name as "unitName", a.person_id is not null as "isParticipant", ${state} as state,
      a.created_at as "createdAt",
      (select jsonb_build_object('id', m.id, 'code', m.code, 'fullName', m.full_name) from people m where m.id = p.merged_into_id) as "mergedInto",
      p.anonymised_at is not null as "isForgotten",
      (select max(s.expires_at) from first_secrets s where s.account_id = a.id and s.used_at is null) as "secretExpiresAt",
      (select max(l.at) from audit_log l where l.subject_type = 'account' and l.subject_id = a.id::text and l.action = 'sign-in') as "lastSignInAt"
    from accounts a left join people p on p.id = a.person_id left join units u on u.id = p.unit_id
    where a.id = ${accountId}::uuid`);
  if (!row) return null;
  const instantOf = (text: string | null) => (text === null ? null : parseInstant(text));
  return { ...row, createdAt: parseInstant(row.createdAt), secretExpiresAt: instantOf(row.secretExpiresAt), lastSignInAt: instantOf(row.lastSignInAt) };
}
