import type { Role } from "~/domain/access/policy";
import { searchForm } from "~/domain/shared/text";
import type { Database } from "~db/client.server";
import { findAccountDetail, listAccountRows, type AccountDetail, type AccountListRow } from "~db/read-models/account-list.server";
import { listUnitOptions, type UnitOption } from "~db/repositories/account-unit.server";
import { listGrantsOf, type NamedGrant } from "~db/repositories/role-grant.server";

export type AccountQuery = { term: string; unitId: string | null; role: Role | "participant" | null; page: number };
export type AccountPage = { rows: AccountListRow[]; total: number; page: number; pageCount: number; units: UnitOption[] };

const pageSize = 50;

/** One page of accounts; the term is looked for in login and name without diacritics, the unit with all below it. */
export async function listAccounts({ database }: { database: Pick<Database, "db"> }, query: AccountQuery): Promise<AccountPage> {
  const term = searchForm(query.term);
  const page = Math.max(1, query.page);
  const [{ rows, total }, units] = await Promise.all([
    listAccountRows(database.db, { term, unitId: query.unitId, role: query.role, limit: pageSize, offset: (page - 1) * pageSize }),
    listUnitOptions(database.db),
  ]);
  return { rows, total, page, pageCount: Math.max(1, Math.ceil(total / pageSize)), units };
}

export type AccountView = AccountDetail & { grants: NamedGrant[] };

export async function loadAccount({ database }: { database: Pick<Database, "db"> }, accountId: string): Promise<AccountView | null> {
  const detail = await findAccountDetail(database.db, accountId);
  return detail && { ...detail, grants: await listGrantsOf(database.db, accountId) };
}

/** All units in the order of the tree, with their depth. */
export async function listUnitsToChoose({ database }: { database: Pick<Database, "db"> }): Promise<UnitOption[]> {
  return listUnitOptions(database.db);
}
