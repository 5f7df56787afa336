import { drawFirstSecret } from "~/adapters/secret.server";
import { firstSecretDays, formatFirstSecret } from "~/domain/access/first-secret";
import type { Instant } from "~/domain/shared/time";
import type { Database, Handle } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { type AuditEntry, insertDeed } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { lockSecretReceivers, replaceFirstSecrets } from "~db/repositories/first-secret.server";
import { loadServerKey } from "~db/repositories/server-key.server";
import { hashFirstSecret } from "./sign-in.server";

/** The only moment at which a secret can be read: afterwards the database holds its HMAC. */
export type IssuedSecret = {
  accountId: string;
  login: string;
  displayName: string;
  /** With dashes, as printed. */
  secret: string;
  expiresAt: Instant;
};

export type IssueInput = {
  accountIds: readonly string[];
  /** Whoever issues them; null for the command line and the demo. */
  issuedBy: string | null;
  /** Accounts of organisers and administrators are left out unless the issuer may administrate: their secret would be a way up. */
  mayIncludeHighRoles: boolean;
  /** The unit that slips are printed for. */
  unitId?: string;
  now?: Instant;
  /** The caller writes the deed down itself. */
  isPartOfDeed?: true;
  /** The caller's transaction, which has to be one. */
  handle?: Handle;
};

/**
 * New first secrets for those of the accounts that have no own password and are not disabled; older unused ones stop working.
 * In the order of logins, all of one moment. One deed in the audit, with a part per account, unless it belongs to another one.
 */
export async function issueFirstSecrets({ database }: { database: Database }, input: IssueInput): Promise<IssuedSecret[]> {
  const key = await loadServerKey(database.db, "first-secret");
  return input.handle ? issueIn(input.handle, key, input) : database.transaction((tx) => issueIn(tx, key, input));
}

async function issueIn(handle: Handle, key: string, { accountIds, issuedBy, mayIncludeHighRoles, unitId, now, isPartOfDeed }: IssueInput): Promise<IssuedSecret[]> {
  const issued: IssuedSecret[] = [];
  let at = now;
  for (let from = 0; from < accountIds.length; from += rowsPerStatement) {
    const receivers = await lockSecretReceivers(handle, accountIds.slice(from, from + rowsPerStatement));
    at ??= await databaseNow(handle);
    const chosen = receivers.filter(({ hasHighRole }) => mayIncludeHighRoles || !hasHighRole);
    if (chosen.length === 0) continue;
    const drawn = chosen.map((receiver) => ({ ...receiver, secret: drawFirstSecret() }));
    const rows = drawn.map(({ accountId, secret }) => ({ id: newId(), accountId, secretHmac: hashFirstSecret(key, accountId, secret) }));
    const expiresAt = await replaceFirstSecrets(handle, rows, firstSecretDays, at);
    for (const { accountId, login, displayName, secret } of drawn) issued.push({ accountId, login, displayName, secret: formatFirstSecret(secret), expiresAt });
  }
  if (isPartOfDeed) return issued;
  const entry = { accountId: issuedBy, action: "secret.issue" as const };
  const subject = unitId === undefined ? { subjectType: "account", subjectId: "several" } : { subjectType: "unit", subjectId: unitId };
  await insertDeed(
    handle,
    { ...entry, ...subject, after: { slips: issued.length, expiresAt: issued[0]?.expiresAt } },
    issued.map(({ accountId, expiresAt }): AuditEntry => ({ ...entry, subjectType: "account", subjectId: accountId, after: { expiresAt } })),
  );
  return issued;
}

const rowsPerStatement = 1_000;
