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
export type ResetRefusal = "not-found" | "forbidden" | "disabled";

export async function resetSecret(
  { database }: { database: Database },
  { actor, accountId, reason }: { actor: Actor | null; accountId: string; reason?: string },
): Promise<Result<IssuedSecret, ResetRefusal>> {
  return database.transaction((tx) => resetIn(database, tx, actor, accountId, reason));
}

/** The same by login, for the command line. */
export async function reissueSecret({ database }: { database: Database }, login: string): Promise<Result<IssuedSecret, ResetRefusal>> {
  const account = await findAccountByLogin(database.db, login);
  if (account === null) return refuse("not-found");
  return resetSecret({ database }, { actor: null, accountId: account.id, reason: "command line" });
}

async function resetIn(database: Database, tx: Tx, actor: Actor | null, accountId: string, reason?: string): Promise<Result<IssuedSecret, ResetRefusal>> {
  const account = await lockAccount(tx, accountId);
  if (account === null) return refuse("not-found");
  if (account.disabledAt !== null) return refuse("disabled");
  if (actor !== null && !mayResetSecretOf(actor, await listGrantsOf(tx, accountId))) return refuse("forbidden");
  await setPasswordHash(tx, accountId, null);
  await deleteSessionsOf(tx, [accountId]);
  const issuedBy = actor?.accountId ?? null;
  await insertAudit(tx, {
    accountId: issuedBy,
    action: "secret.reset",
    subjectType: "account",
    subjectId: accountId,
    before: { hadOwnPassword: account.passwordHash !== null },
    ...(reason === undefined ? {} : { reason }),
  });
  const [issued] = await issueFirstSecrets({ database }, { accountIds: [accountId], issuedBy, mayIncludeHighRoles: true, handle: tx });
  return issued ? ok(issued) : refuse("not-found");
}
