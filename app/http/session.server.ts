import { createHash, randomBytes } from "node:crypto";
import { type Adapter, Lucia, TimeSpan } from "lucia";
import type { Actor, Grant } from "~/domain/access/policy";
import { isLoopback } from "./loopback";

/**
 * The only module that knows Lucia. The cookie carries a random token; the database holds its SHA-256. Lucia slides the
 * idle limit; the absolute limit is ours, because Lucia would slide forever.
 */
export type SessionAccount = {
  login: string;
  displayName: string;
  personId: string | null;
  grants: Grant[];
  hasOwnPassword: boolean;
  hasConsented: boolean;
  /** To an older version than the one in force, and no attempt in progress that the question would interrupt. */
  mustRenewConsent: boolean;
  hasConfirmedUnit: boolean;
  isDisabled: boolean;
};

type SessionAttributes = { absolute_expires_at: Date; created_at: Date };

declare module "lucia" {
  interface Register {
    Lucia: Lucia<{ absoluteExpiresAt: Date }, SessionAccount>;
    DatabaseUserAttributes: SessionAccount;
    DatabaseSessionAttributes: SessionAttributes;
    UserId: string;
  }
}

/** Idle limit: longer than the longest round (3 h) plus one hour. Absolute limit: a working day and more. */
const idleLimit = new TimeSpan(4, "h");
const absoluteLimitMs = 12 * 3_600_000;

export type Onboarding = "password" | "consent" | "unit";

export type SignedIn = {
  actor: Actor;
  sessionId: string;
  login: string;
  displayName: string;
  /** The step of the first sign-in that is still missing, or null. */
  onboarding: Onboarding | null;
  /** The consent text has changed since: asked after signing in and before the start of an attempt, never in between. */
  mustRenewConsent: boolean;
};

export type SessionKeeper = {
  /** Whoever the request's cookie names, within idle and absolute limits, or null. */
  read(request: Request): Promise<SignedIn | null>;
  /** A new session; returns the `Set-Cookie` value. Refuses where a `__Host-` cookie would be dropped silently. */
  start(accountId: string, request: Request): Promise<{ cookie: string }>;
  /** Ends the request's session on the server; returns the `Set-Cookie` value that clears the cookie. */
  end(request: Request): Promise<{ cookie: string }>;
  endAllOf(accountId: string): Promise<void>;
  /** False where a secure cookie can't reach the browser: plain http on anything but loopback. */
  mayKeepCookie(request: Request): boolean;
};

const cookieName = "__Host-session";

export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** SHA-256 of the session token in a `Cookie` header, or null: what the hot path hands to the database. */
export function sessionIdFromCookie(cookieHeader: string | undefined | null): string | null {
  const match = /(?:^|;\s*)__Host-session=([A-Za-z0-9_-]{20,200})(?:;|$)/.exec(cookieHeader ?? "");
  return match?.[1] ? hashToken(match[1]) : null;
}

export function createSessionKeeper(adapter: Adapter, publicUrl: string | null, now: () => number): SessionKeeper {
  const lucia = new Lucia(adapter, {
    sessionExpiresIn: idleLimit,
    sessionCookie: { name: cookieName, expires: false, attributes: { secure: true, sameSite: "lax", path: "/" } },
    getUserAttributes: (attributes) => attributes,
    getSessionAttributes: (attributes) => ({ absoluteExpiresAt: attributes.absolute_expires_at }),
  });

  return {
    async read(request) {
      const sessionId = sessionIdFromCookie(request.headers.get("Cookie"));
      if (!sessionId) return null;
      const { session, user } = await lucia.validateSession(sessionId);
      if (!session || user.isDisabled) return null;
      if (session.absoluteExpiresAt.getTime() <= now()) {
        await lucia.invalidateSession(sessionId);
        return null;
      }
      return {
        actor: { accountId: user.id, personId: user.personId, grants: user.grants },
        sessionId,
        login: user.login,
        displayName: user.displayName,
        onboarding: nextOnboarding(user),
        mustRenewConsent: user.mustRenewConsent,
      };
    },
    async start(accountId) {
      const token = randomBytes(32).toString("base64url");
      const startedAt = now();
      const attributes = { absolute_expires_at: new Date(startedAt + absoluteLimitMs), created_at: new Date(startedAt) };
      await lucia.createSession(accountId, attributes, { sessionId: hashToken(token) });
      return { cookie: lucia.createSessionCookie(token).serialize() };
    },
    async end(request) {
      const sessionId = sessionIdFromCookie(request.headers.get("Cookie"));
      if (sessionId) await lucia.invalidateSession(sessionId);
      return { cookie: lucia.createBlankSessionCookie().serialize() };
    },
    endAllOf: (accountId) => lucia.invalidateUserSessions(accountId),
    mayKeepCookie: (request) => new URL(publicUrl ?? request.url).protocol === "https:" || isLoopback(new URL(request.url).hostname),
  };
}

function nextOnboarding(account: SessionAccount): Onboarding | null {
  if (!account.hasOwnPassword) return "password";
  if (account.personId === null) return null;
  if (!account.hasConsented) return "consent";
  return account.hasConfirmedUnit ? null : "unit";
}
