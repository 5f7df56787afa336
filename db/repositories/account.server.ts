import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, firstSecrets, people, sessions, units } from "../schema";
import { rowsOf } from "./portions.server";

/** What signs in, and the two things it signs in with. Times are the database's. */
export type AccountRow = typeof accounts.$inferSelect;

export type SignInAccount = Pick<AccountRow, "id" | "login" | "personId" | "passwordHash"> & {
  isDisabled: boolean;
  /** HMAC of the newest unused first secret that has not expired. */
  secretHmac: string | null;
};

export async function findSignInAccount(handle: Handle, login: string): Promise<SignInAccount | null> {
  const newest = handle
    .select({ secretHmac: firstSecrets.secretHmac, expiresAt: firstSecrets.expiresAt })
    .from(firstSecrets)
    .where(and(eq(firstSecrets.accountId, accounts.id), isNull(firstSecrets.usedAt)))
    .orderBy(desc(firstSecrets.createdAt), desc(firstSecrets.id))
    .limit(1)
    .as("newest");
  const [row] = await handle
    .select({
      id: accounts.id,
      login: accounts.login,
      personId: accounts.personId,
      passwordHash: accounts.passwordHash,
      isDisabled: sql<boolean>`${accounts.disabledAt} is not null`,
      secretHmac: newest.secretHmac,
    })
    .from(accounts)
    .leftJoinLateral(newest, sql`${newest.expiresAt} > clock_timestamp()`)
    .where(eq(accounts.login, login));
  return row ?? null;
}

export async function findAccount(handle: Handle, accountId: string): Promise<AccountRow | null> {
  const [row] = await handle.select().from(accounts).where(eq(accounts.id, accountId));
  return row ?? null;
}

export async function findAccountByLogin(handle: Handle, login: string): Promise<AccountRow | null> {
  const [row] = await handle.select().from(accounts).where(eq(accounts.login, login));
  return row ?? null;
}

/** First in every transaction that changes an account: the row lock orders those who do it at once. */
export async function lockAccount(handle: Handle, accountId: string): Promise<AccountRow | null> {
  const [row] = await handle.select().from(accounts).where(eq(accounts.id, accountId)).for("update");
  return row ?? null;
}

export type NewAccount = { id: string; login: string; displayName: string; personId: string | null };

/** Logins and persons that have an account already are left alone; returns what was inserted. `now` null: the database's clock. */
export async function insertAccounts(handle: Handle, rows: readonly NewAccount[], now: Instant | null = null): Promise<{ id: string; login: string }[]> {
  if (rows.length === 0) return [];
  const createdAt = now === null ? sql`clock_timestamp()` : sql`${new Date(now).toISOString()}::timestamptz`;
  const given = rowsOf("accounts", rows.map(({ id, login, displayName, personId }) => ({ id, login, display_name: displayName, person_id: personId })));
  return handle.execute<{ id: string; login: string }>(sql`
    insert into accounts (id, login, display_name, person_id, created_at)
    select id, login, display_name, person_id, ${createdAt} from ${given}
    on conflict do nothing returning id, login`);
}

/** Null takes the own password away: the account signs in with a first secret again. */
export async function setPasswordHash(handle: Handle, accountId: string, passwordHash: string | null): Promise<void> {
  await handle.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId));
}

export async function stampConsent(handle: Handle, accountId: string, version: number): Promise<void> {
  await handle.update(accounts).set({ consentedAt: sql`clock_timestamp()`, consentVersion: version }).where(eq(accounts.id, accountId));
}

export async function stampUnitConfirmed(handle: Handle, accountId: string): Promise<void> {
  await handle.update(accounts).set({ unitConfirmedAt: sql`clock_timestamp()` }).where(eq(accounts.id, accountId));
}

export async function setDisabled(handle: Handle, accountId: string, isDisabled: boolean): Promise<void> {
  await handle.update(accounts).set({ disabledAt: isDisabled ? sql`clock_timestamp()` : null }).where(eq(accounts.id, accountId));
}

/** Ends the sessions of accounts in the transaction of the change that makes them invalid. */
export async function deleteSessionsOf(handle: Handle, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length > 0) await handle.delete(sessions).where(inArray(sessions.accountId, [...accountIds]));
}

export type AccountPerson = {
  login: string;
  displayName: string;
  fullName: string | null;
  birthDate: string | null;
  phone: string | null;
  unitName: string | null;
};

/** What somebody who knows the account's person knows: what its own password must not be made of. */
export async function findAccountPerson(handle: Handle, accountId: string): Promise<AccountPerson | null> {
  const [row] = await handle
    .select({
      login: accounts.login,
      displayName: accounts.displayName,
      fullName: people.fullName,
      birthDate: people.birthDate,
      phone: people.phone,
      unitName: units.name,
    })
    .from(accounts)
    .leftJoin(people, eq(people.id, accounts.personId))
    .leftJoin(units, eq(units.id, people.unitId))
    .where(eq(accounts.id, accountId));
  return row ?? null;
}
