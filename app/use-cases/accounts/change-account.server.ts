import { needsUnit, type Role } from "~/domain/access/policy";
import type { AuditAction } from "~/domain/audit/actions";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Tx } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { deleteSessionsOf, lockAccount, setDisabled } from "~db/repositories/account.server";
import { unitExists } from "~db/repositories/account-unit.server";
import { insertAudit } from "~db/repositories/audit.server";
import { findPersonGone, flagCommitteeMember } from "~db/repositories/person-account.server";
import { deleteGrant, insertGrant, lockAdministrators } from "~db/repositories/role-grant.server";

/**
 * What an administrator changes about an account. Every change ends the account's sessions, so nobody goes on with rights of
 * yesterday. Nobody disables the own account or takes the own administrator role away, and one administrator always remains. The
 * account of a person who was merged or forgotten is never enabled again.
 */
export type ChangeAccountRefusal = "not-found" | "own-account" | "last-administrator" | "unit-needed" | "unknown-unit" | "merged" | "anonymised";
type Outcome = Promise<Result<null, ChangeAccountRefusal>>;
type Subject = { accountId: string; changedBy: string };

export async function setAccountDisabled({ database }: { database: Database }, { accountId, changedBy, isDisabled }: Subject & { isDisabled: boolean }): Outcome {
  return database.transaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    const account = await lockAccount(tx, accountId);
    if (account === null) return refuse("not-found" as const);
    if (accountId === changedBy) return refuse("own-account" as const);
    if ((account.disabledAt !== null) === isDisabled) return ok(null);
    if (isDisabled && leavesNobody(administrators, accountId)) return refuse("last-administrator" as const);
    const gone = isDisabled ? null : await findPersonGone(tx, accountId);
    if (gone !== null) return refuse(gone);
    await setDisabled(tx, accountId, isDisabled);
    await record(tx, { accountId, changedBy }, isDisabled ? "account.disable" : "account.enable", {});
    return ok(null);
  });
}

/** Granting the same role twice changes nothing. */
export async function grantRole(
  { database }: { database: Database },
  { accountId, changedBy, role, unitId: givenUnitId }: Subject & { role: Role; unitId: string | null },
): Outcome {
  const unitId = needsUnit(role) ? givenUnitId : null;
  if (needsUnit(role) && unitId === null) return refuse("unit-needed");
  return database.transaction(async (tx) => {
    if ((await lockAccount(tx, accountId)) === null) return refuse("not-found" as const);
    if (unitId !== null && !(await unitExists(tx, unitId))) return refuse("unknown-unit" as const);
    if (await insertGrant(tx, { id: newId(), accountId, role, unitId })) await record(tx, { accountId, changedBy }, "role.grant", { after: { role, unitId } });
    await flagCommitteeMember(tx, accountId);
    return ok(null);
  });
}

export async function revokeRole({ database }: { database: Database }, { accountId, changedBy, grantId }: Subject & { grantId: string }): Outcome {
  return database.transaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    if ((await lockAccount(tx, accountId)) === null) return refuse("not-found" as const);
    const removed = await deleteGrant(tx, accountId, grantId);
    if (removed === null) return ok(null);
    if (removed.role === "administrator" && accountId === changedBy) throw new RolledBack("own-account");
    if (removed.role === "administrator" && leavesNobody(administrators, accountId)) throw new RolledBack("last-administrator");
    await record(tx, { accountId, changedBy }, "role.revoke", { before: removed });
    await flagCommitteeMember(tx, accountId);
    return ok(null);
  }).catch((error: unknown) => {
    if (error instanceof RolledBack) return refuse(error.refusal);
    throw error;
  });
}

/** A refusal found after the first write: takes that write back. */
class RolledBack extends Error {
  constructor(readonly refusal: ChangeAccountRefusal) {
    super(refusal);
  }
}

const leavesNobody = (administrators: readonly string[], accountId: string) => administrators.every((id) => id === accountId) && administrators.includes(accountId);

async function record(tx: Tx, { accountId, changedBy }: Subject, action: AuditAction, change: { before?: unknown; after?: unknown }): Promise<void> {
  await deleteSessionsOf(tx, [accountId]);
  await insertAudit(tx, { accountId: changedBy, action, subjectType: "account", subjectId: accountId, ...change });
}
