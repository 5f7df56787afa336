import { eq, lte, sql } from "drizzle-orm";
import type { Adapter, DatabaseSession } from "lucia";
import type { Grant } from "~/domain/access/policy";
import type { Database, Handle } from "../client.server";
import { accounts, attempts, contests, roleGrants, sessions } from "../schema";

/** Lucia's adapter: sessions with everything a guard asks about the account, in one prepared statement. */
export function createSessionRepository({ db, lookUps }: Pick<Database, "db" | "lookUps">): Adapter {
  const grantsOfAccount = sql<Grant[]>`coalesce((select jsonb_agg(jsonb_build_object('role', ${roleGrants.role}, 'unitId', ${roleGrants.unitId}))
    from ${roleGrants} where ${roleGrants.accountId} = ${accounts.id}), '[]'::jsonb)`;
  const latestConsent = sql<number>`coalesce((select max(${contests.consentVersion}) from ${contests}), 1)`;
  // why case: looks for an attempt in progress only where the consent is outdated.
  const mustRenewConsent = sql<boolean>`case when ${accounts.consentVersion} < ${latestConsent}
    then not exists (select from ${attempts} where ${attempts.personId} = ${accounts.personId} and ${attempts.state} = 'in-progress') else false end`;
  const findSession = lookUps
    .select({ session: sessions, account: accounts, grants: grantsOfAccount.as("grants"), mustRenewConsent: mustRenewConsent.as("must_renew_consent") })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.id, sql.placeholder("id")))
    .prepare("session_and_account");

  return {
    async getSessionAndUser(id) {
      const [row] = await findSession.execute({ id });
      if (!row) return [null, null];
      const { account, grants } = row;
      const user = {
        login: account.login,
        displayName: account.displayName,
        personId: account.personId,
        grants,
        hasOwnPassword: account.passwordHash !== null,
        hasConsented: account.consentedAt !== null,
        mustRenewConsent: row.mustRenewConsent,
        hasConfirmedUnit: account.unitConfirmedAt !== null,
        isDisabled: account.disabledAt !== null,
      };
      return [toLucia(row.session), { id: account.id, attributes: user }];
    },
    async getUserSessions(accountId) {
      const rows = await db.select().from(sessions).where(eq(sessions.accountId, accountId));
      return rows.map(toLucia);
    },
    async setSession(session) {
      await db.insert(sessions).values({
        id: session.id,
        accountId: session.userId,
        expiresAt: session.expiresAt.getTime(),
        absoluteExpiresAt: session.attributes.absolute_expires_at.getTime(),
        createdAt: session.attributes.created_at.getTime(),
      });
    },
    async updateSessionExpiration(id, expiresAt) {
      await db.update(sessions).set({ expiresAt: expiresAt.getTime() }).where(eq(sessions.id, id));
    },
    async deleteSession(id) {
      await db.delete(sessions).where(eq(sessions.id, id));
    },
    async deleteUserSessions(accountId) {
      await db.delete(sessions).where(eq(sessions.accountId, accountId));
    },
    async deleteExpiredSessions() {
      await deleteExpiredSessions(db);
    },
  };
}

/** Sessions whose idle limit is over; reading them would refuse them anyway. */
export async function deleteExpiredSessions(handle: Handle): Promise<void> {
  await handle.delete(sessions).where(lte(sessions.expiresAt, sql`clock_timestamp()`));
}

function toLucia(row: typeof sessions.$inferSelect): DatabaseSession {
  return {
    id: row.id,
    userId: row.accountId,
    expiresAt: new Date(row.expiresAt),
    attributes: { absolute_expires_at: new Date(row.absoluteExpiresAt), created_at: new Date(row.createdAt) },
  };
}
