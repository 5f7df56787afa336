import { randomBytes } from "node:crypto";
import type { Role } from "~/domain/access/policy";
import { dayMs } from "~/domain/shared/time";
import { hashToken } from "~/http/session.server";
import type { Handle } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { accounts, roleGrants, sessions } from "~db/schema";

/** Somebody signed in by a session row instead of the sign-in page, first sign-in behind them. */
export type SignedInAccount = { readonly accountId: string; readonly cookieName: string; readonly token: string; /** For `fetch`. */ readonly headers: { readonly Cookie: string } };

type Who = { displayName?: string; roles?: readonly Role[]; unitId?: string; personId?: string };

export async function signIn(handle: Handle, { displayName = "Người dùng", roles = [], unitId, personId }: Who = {}): Promise<SignedInAccount> {
  const token = randomBytes(32).toString("base64url");
  const now = Date.now();
  const done = { passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now };
  const id = newId();
  // An imported person has an account already.
  const [account] = await handle
    .insert(accounts)
    .values({ id, login: id, displayName, personId: personId ?? null, createdAt: now, ...done })
    .onConflictDoUpdate({ target: accounts.personId, set: done })
    .returning({ accountId: accounts.id });
  const { accountId } = account!;
  for (const role of roles) await handle.insert(roleGrants).values({ id: newId(), accountId, role, unitId: unitId ?? null, createdAt: now });
  await handle.insert(sessions).values({ id: hashToken(token), accountId, expiresAt: now + dayMs, absoluteExpiresAt: now + dayMs, createdAt: now });
  const cookieName = "__Host-session";
  return { accountId, cookieName, token, headers: { Cookie: `${cookieName}=${token}` } };
}
