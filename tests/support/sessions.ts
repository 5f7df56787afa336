import { createHash, randomBytes } from "node:crypto";
import { hourMs, type Instant } from "~/domain/shared/time";
import type { Role } from "~/domain/access/policy";
import type { Handle } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { accounts, roleGrants, sessions } from "~db/schema";

/** Signed-in browsers for tests that are not about signing in: the rows a sign-in would have written. */
export type SessionTimes = { expiresAt?: Instant; absoluteExpiresAt?: Instant };

/** Value of a `Cookie` header. */
export async function openSession(handle: Handle, accountId: string, times: SessionTimes = {}): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const now = Date.now();
  await handle.insert(sessions).values({
    id: createHash("sha256").update(token).digest("hex"),
    accountId,
    expiresAt: times.expiresAt ?? now + 4 * hourMs,
    absoluteExpiresAt: times.absoluteExpiresAt ?? now + 12 * hourMs,
    createdAt: now,
  });
  return `__Host-session=${token}`;
}

export type AccountSpec = {
  login: string;
  personId?: string;
  role?: Role;
  unitId?: string;
  /** Without own password, consent and confirmed unit. */
  isNew?: boolean;
  passwordHash?: string;
};

/** An account that has finished its first sign-in, unless it is new. Returns its id. */
export async function createTestAccount(handle: Handle, { login, personId, role, unitId, isNew = false, passwordHash = "unusable" }: AccountSpec): Promise<string> {
  const id = newId();
  const done = isNew ? null : Date.now();
  await handle.insert(accounts).values({
    id,
    login,
    displayName: `Tài khoản ${login}`,
    personId: personId ?? null,
    passwordHash: isNew ? null : passwordHash,
    consentedAt: done,
    consentVersion: isNew ? null : 1,
    unitConfirmedAt: done,
    createdAt: Date.now(),
  });
  if (role) await handle.insert(roleGrants).values({ id: newId(), accountId: id, role, unitId: unitId ?? null, createdAt: Date.now() });
  return id;
}
