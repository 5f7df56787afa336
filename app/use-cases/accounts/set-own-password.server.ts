import { BusyError } from "~/adapters/hash-admission.server";
import type { Passwords } from "~/adapters/password.server";
import type { AuditAction } from "~/domain/audit/actions";
import { type PasswordContext, type PasswordRefusal, refusalOfPassword } from "~/domain/access/password-policy";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Tx } from "~db/client.server";
import { deleteSessionsOf, findAccount, findAccountPerson, lockAccount, setPasswordHash } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import { markFirstSecretsUsed } from "~db/repositories/first-secret.server";
import type { SignInLimits } from "~db/repositories/sign-in-limit.server";

/**
 * The own password, for the first time and later. The first secret is used up here and not at sign-in, so a phone that dies in
 * between signs in again with the same slip. Every session of the account ends; the caller starts a new one.
 */
type PasswordContextOfApp = { database: Database; passwords: Passwords };

/** Too many hashes at this moment, or too many wrong tries. */
type Later = { reason: "busy" | "wait"; seconds: number };
export type FirstPasswordRefusal = PasswordRefusal | "already-set" | Later;

export async function setFirstPassword(
  { database, passwords }: PasswordContextOfApp,
  { accountId, password }: { accountId: string; password: string },
): Promise<Result<null, FirstPasswordRefusal>> {
  const refusal = await refusalFor(database, accountId, password);
  if (refusal) return refuse(refusal);
  const passwordHash = await laterIfBusy(passwords.hash(password));
  if (typeof passwordHash !== "string") return refuse(passwordHash);
  return database.transaction(async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (account === null || account.disabledAt !== null || account.passwordHash !== null) return refuse("already-set" as const);
    await storePassword(tx, accountId, passwordHash, "password.set");
    return ok(null);
  });
}

export type ChangePasswordRefusal = PasswordRefusal | "wrong-current" | Later;

/** Failures count against the account like those of a sign-in, in a counter of its own. */
export async function changePassword(
  { database, passwords, signInLimits }: PasswordContextOfApp & { signInLimits: SignInLimits },
  { accountId, current, password, address }: { accountId: string; current: string; password: string; address: string },
): Promise<Result<null, ChangePasswordRefusal>> {
  const account = await findAccount(database.db, accountId);
  if (account === null) return refuse("wrong-current");
  const admission = await signInLimits.admit({ login: `change ${accountId}`, address, deviceId: accountId });
  if (!admission.isAdmitted) return refuse({ reason: "wait" as const, seconds: admission.waitSeconds });
  const isRight = await laterIfBusy(passwords.verify(account.passwordHash, current));
  if (isRight === false) return refuse("wrong-current");
  await admission.forgive();
  if (isRight !== true) return refuse(isRight);
  const refusal = await refusalFor(database, accountId, password);
  if (refusal) return refuse(refusal);
  const passwordHash = await laterIfBusy(passwords.hash(password));
  if (typeof passwordHash !== "string") return refuse(passwordHash);
  return database.transaction(async (tx) => {
    const locked = await lockAccount(tx, accountId);
    if (locked === null || locked.disabledAt !== null || locked.passwordHash !== account.passwordHash) return refuse("wrong-current" as const);
    await storePassword(tx, accountId, passwordHash, "password.change");
    return ok(null);
  });
}

async function laterIfBusy<Value>(work: Promise<Value>): Promise<Value | Later> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof BusyError) return { reason: "busy", seconds: error.retryAfterSeconds };
    throw error;
  }
}

async function storePassword(tx: Tx, accountId: string, passwordHash: string, action: AuditAction): Promise<void> {
  await setPasswordHash(tx, accountId, passwordHash);
  await markFirstSecretsUsed(tx, accountId);
  await deleteSessionsOf(tx, [accountId]);
  await insertAudit(tx, { accountId, action, subjectType: "account", subjectId: accountId });
}

async function refusalFor(database: Database, accountId: string, password: string): Promise<PasswordRefusal | null> {
  const [person, contest] = await Promise.all([findAccountPerson(database.db, accountId), findCurrentContest(database.db)]);
  if (person === null) return null;
  const context: PasswordContext = {
    login: person.login,
    fullName: person.fullName ?? person.displayName,
    birthDate: person.birthDate,
    phone: person.phone,
    surroundings: [person.unitName, contest?.agency, contest?.superiorBody].filter((text): text is string => Boolean(text)),
  };
  return refusalOfPassword(password, context);
}
