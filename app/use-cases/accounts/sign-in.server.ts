import { type Admission, BusyError, createAdmission } from "~/adapters/hash-admission.server";
import type { Passwords } from "~/adapters/password.server";
import { isSameHash, keyedHash } from "~/adapters/secret.server";
import { normaliseFirstSecret } from "~/domain/access/first-secret";
import { normaliseLogin } from "~/domain/access/login";
import type { Database } from "~db/client.server";
import { findSignInAccount, type SignInAccount } from "~db/repositories/account.server";
import { insertAudit, insertAuditSparingly } from "~db/repositories/audit.server";
import { loadServerKey } from "~db/repositories/server-key.server";
import type { SignInLimits } from "~db/repositories/sign-in-limit.server";
import { issueDeviceToken, recogniseDevice } from "./device.server";

/**
 * One field takes the own password or the first secret. Unknown, disabled and mistyped get the same answer after the same work:
 * one look-up, one keyed hash, one Argon2. A right first secret passes a closed limit: 50 random bits can't be guessed, and
 * so nobody can keep a participant out by failing in their name.
 */
export type SignInContext = {
  database: Database;
  passwords: Passwords;
  signInLimits: SignInLimits;
  /** In front of the whole sign-in: in a storm the one too many costs neither a hash nor a query. */
  signInGate: Admission;
};

/** Eight at once keep the hashes and the database busy; whoever would wait more than five seconds is told to come back. */
export const createSignInGate = (): Admission => createAdmission({ concurrent: 8, maxWaiting: 500, maxWaitMs: 5_000, expectedTaskMs: 80 });

export type SignInInput = {
  login: string;
  /** As typed. */
  password: string;
  address: string;
  deviceToken: string | null;
};

export type SignInOutcome =
  | { outcome: "signed-in"; accountId: string; deviceToken: string }
  | { outcome: "refused" }
  /** Too many failures. */
  | { outcome: "wait"; seconds: number }
  /** Too many sign-ins at this moment. */
  | { outcome: "busy"; seconds: number };

export async function signIn(context: SignInContext, input: SignInInput): Promise<SignInOutcome> {
  try {
    return await context.signInGate(() => decide(context, input));
  } catch (error) {
    if (error instanceof BusyError) return { outcome: "busy", seconds: error.retryAfterSeconds };
    throw error;
  }
}

async function decide(context: SignInContext, input: SignInInput): Promise<SignInOutcome> {
  const { database, passwords, signInLimits } = context;
  const login = normaliseLogin(input.login);
  const found = await findSignInAccount(database.db, login);
  const account = found === null || found.isDisabled ? null : found;
  const deviceId = await recogniseDevice(context, account?.id ?? nobody, input.deviceToken);
  const admission = await signInLimits.admit({ login, address: input.address, deviceId });

  const isFirstSecret = await isFirstSecretOf(context, account, input.password);
  if (account && isFirstSecret) {
    if (admission.isAdmitted) await admission.forgive();
    return welcome(context, account.id, "first-secret");
  }
  if (!admission.isAdmitted) {
    await insertAuditSparingly(database.db, { ...unknownActor, action: "sign-in.limited", subjectId: account?.id ?? "unknown" });
    return { outcome: "wait", seconds: admission.waitSeconds };
  }
  const isRight = await passwords.verify(account?.passwordHash ?? null, input.password).catch(async (error: unknown) => {
    if (error instanceof BusyError) await admission.forgive();
    throw error;
  });
  if (!account || !isRight) return refuse(context, account);
  await admission.forgive();
  return welcome(context, account.id, "password");
}

/** Stands for an account that is not there, so that it costs the same. */
const nobody = "nobody";

async function isFirstSecretOf({ database }: SignInContext, account: SignInAccount | null, typed: string): Promise<boolean> {
  const secret = normaliseFirstSecret(typed);
  if (secret === null) return false;
  const hash = hashFirstSecret(await loadServerKey(database.db, "first-secret"), account?.id ?? nobody, secret);
  return account !== null && account.passwordHash === null && account.secretHmac !== null && isSameHash(hash, account.secretHmac);
}

/** What the table of first secrets holds. */
export const hashFirstSecret = (key: string, accountId: string, secret: string) => keyedHash(key, accountId, secret);

async function welcome(context: SignInContext, accountId: string, way: "password" | "first-secret"): Promise<SignInOutcome> {
  const deviceToken = await issueDeviceToken(context, accountId);
  await insertAudit(context.database.db, { accountId, action: "sign-in", subjectType: "account", subjectId: accountId, after: { way } });
  return { outcome: "signed-in", accountId, deviceToken };
}

/** The audit names the account only if there is one: what was typed may be a password in the wrong field. */
const unknownActor = { accountId: null, subjectType: "account" } as const;

async function refuse({ database }: SignInContext, account: SignInAccount | null): Promise<SignInOutcome> {
  await insertAudit(database.db, { ...unknownActor, action: "sign-in.refused", subjectId: account?.id ?? "unknown" });
  return { outcome: "refused" };
}
