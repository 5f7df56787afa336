import { and, eq, inArray, isNull, type SQLWrapper, sql } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, firstSecrets } from "../schema";

export type NewFirstSecret = { id: string; accountId: string; secretHmac: string };

/** The new secrets take the place of the unused ones: an account has at most one that works. */
export async function replaceFirstSecrets(handle: Handle, secrets: readonly NewFirstSecret[], validDays: number, now: Instant): Promise<Instant> {
  const accountIds = secrets.map(({ accountId }) => accountId);
  await handle.delete(firstSecrets).where(and(inArray(firstSecrets.accountId, accountIds), isNull(firstSecrets.usedAt)));
  const at = sql`${new Date(now).toISOString()}::timestamptz(3)`;
  const inserted = await handle
    .insert(firstSecrets)
    .values(secrets.map((secret) => ({ ...secret, createdAt: at, expiresAt: sql`${at} + make_interval(days => ${validDays}::int)` })))
    .returning({ expiresAt: firstSecrets.expiresAt });
  return Math.min(...inserted.map(({ expiresAt }) => expiresAt));
}

/** With the own password the secret has done its work. */
export async function markFirstSecretsUsed(handle: Handle, accountId: string): Promise<void> {
  await handle
    .update(firstSecrets)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(eq(firstSecrets.accountId, accountId), isNull(firstSecrets.usedAt)));
}

/** Organisers and administrators: a slip of theirs is a way up for whoever prints it. */
export const hasHighRole = (accountId: SQLWrapper) => sql<boolean>`exists (select 1 from role_grants g where g.account_id = ${accountId} and g.role in ('administrator', 'organiser'))`;

export type SecretReceiver = { accountId: string; login: string; displayName: string; hasHighRole: boolean };

/** Of these accounts the ones that sign in with a first secret: not disabled, without own password. Locked, ordered by login. */
export async function lockSecretReceivers(handle: Handle, accountIds: readonly string[]): Promise<SecretReceiver[]> {
  if (accountIds.length === 0) return [];
  return handle
    .select({
      accountId: accounts.id,
      login: accounts.login,
      displayName: accounts.displayName,
      hasHighRole: hasHighRole(sql`accounts.id`),
    })
    .from(accounts)
    .where(and(inArray(accounts.id, [...accountIds]), isNull(accounts.passwordHash), isNull(accounts.disabledAt)))
    .orderBy(accounts.login)
    .for("update");
}
