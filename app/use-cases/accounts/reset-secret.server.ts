import { type Actor, mayResetSecretOf } from "~/domain/access/policy";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Tx } from "~db/client.server";
import { deleteSessionsOf, findAccountByLogin, lockAccount, setPasswordHash } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { listGrantsOf } from "~db/repositories/role-grant.server";
import { type IssuedSecret, issueFirstSecrets } from "./issue-first-secrets.server";

/**
 * Somebody has lost the slip or forgotten the own password: the password is taken away, all sessions end, and a new first
 * secret is handed out. `actor` null is the command line, which may reset anybody.
 */
export type ResetRefusal = "not-found" | "forbidden" | "disabled" | /** Whoever is signed in changes the own password instead. */ "own-account";

export async function resetSecret(
  { database }: { database: Database },
  { actor, accountId }: { actor: Actor | null; accountId: string },
): Promise<Result<IssuedSecret, ResetRefusal>> {
  return database.transaction((tx) => resetIn(database, tx, actor, accountId));
}

/** The same by login, for the command line. */
export async function reissueSecret({ database }: { database: Database }, login: string): Promise<Result<IssuedSecret, ResetRefusal>> {
  const account = await findAccountByLogin(database.db, login);
  if (account === null) return refuse("not-found");
  return resetSecret({ database }, { actor: null, accountId: account.id });
}

async function resetIn(database: Database, tx: Tx, actor: Actor | null, accountId: string): Promise<Result<IssuedSecret, ResetRefusal>> {
  const account = await lockAccount(tx, accountId);
  if (account === null) return refuse("not-found");
  if (account.disabledAt !== null) return refuse("disabled");
  if (actor !== null && !mayResetSecretOf(actor, await listGrantsOf(tx, accountId))) return refuse("forbidden");
  if (actor?.accountId === accountId) return refuse("own-account");
  await setPasswordHash(tx, accountId, null);
  await deleteSessionsOf(tx, [accountId]);
  const issuedBy = actor?.accountId ?? null;
  const [issued] = await issueFirstSecrets({ database }, { accountIds: [accountId], issuedBy, mayIncludeHighRoles: true, handle: tx, isPartOfDeed: true });
  if (!issued) return refuse("not-found");
  await insertAudit(tx, {
    accountId: issuedBy,
    action: "secret.reset",
    subjectType: "account",
    subjectId: accountId,
    after: { hadOwnPassword: account.passwordHash !== null, expiresAt: issued.expiresAt },
  });
  return ok(issued);
}
