import { and, eq, isNull, sql } from "drizzle-orm";
import type { Grant, Role } from "~/domain/access/policy";
import type { Handle } from "../client.server";
import { accounts, roleGrants, units } from "../schema";

export type NamedGrant = Grant & { id: string; unitName: string | null };

export async function listGrantsOf(handle: Handle, accountId: string): Promise<NamedGrant[]> {
  return handle
    .select({ id: roleGrants.id, role: roleGrants.role, unitId: roleGrants.unitId, unitName: units.name })
    .from(roleGrants)
    .leftJoin(units, eq(units.id, roleGrants.unitId))
    .where(eq(roleGrants.accountId, accountId))
    .orderBy(roleGrants.createdAt, roleGrants.id);
}

/** False when the account has this very grant already. */
export async function insertGrant(handle: Handle, grant: { id: string; accountId: string; role: Role; unitId: string | null }): Promise<boolean> {
  const inserted = await handle
    .insert(roleGrants)
    .values({ ...grant, createdAt: sql`clock_timestamp()` })
    .onConflictDoNothing()
    .returning({ id: roleGrants.id });
  return inserted.length > 0;
}

/** The grant that was removed, or null when there was none. */
export async function deleteGrant(handle: Handle, accountId: string, grantId: string): Promise<Grant | null> {
  const [row] = await handle
    .delete(roleGrants)
    .where(and(eq(roleGrants.id, grantId), eq(roleGrants.accountId, accountId)))
    .returning({ role: roleGrants.role, unitId: roleGrants.unitId });
  return row ?? null;
}

/** Accounts that can administrate now, locked, so that two administrators can't take the role from each other at once. */
export async function lockAdministrators(handle: Handle): Promise<string[]> {
  const rows = await handle
    .select({ accountId: roleGrants.accountId })
    .from(roleGrants)
    .innerJoin(accounts, eq(accounts.id, roleGrants.accountId))
    .where(and(eq(roleGrants.role, "administrator"), isNull(accounts.disabledAt)))
    .orderBy(roleGrants.id)
    .for("update", { of: roleGrants });
  return [...new Set(rows.map((row) => row.accountId))];
}
