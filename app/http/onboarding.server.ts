import { redirect, redirectDocument } from "@remix-run/node";
import { landingPath } from "./landing";
import { paths, withReturnTo } from "./paths";
import type { Onboarding, SessionKeeper, SignedIn } from "./session.server";

/**
 * The steps of the first sign-in, in order; each page sends on whoever has another step before them, or none, and carries
 * where the person was going. They are documents, so an app page is left by a whole page load.
 */
const stepPaths: Record<Onboarding, string> = { password: paths.ownPassword, consent: paths.consent, unit: paths.confirmUnit };

export const returnToOf = (request: Request): string | null => new URL(request.url).searchParams.get("returnTo");

/** The page of the request, to come back to; a form comes back to its page. */
export function pageOf(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const page = pathname.replace(/\.data$/, "");
  return request.method === "GET" ? page + search : page;
}

/** Sends away whoever has a step of the first sign-in before them. */
export function requireOnboarded(signedIn: SignedIn, request: Request): void {
  if (signedIn.onboarding) throw redirectDocument(withReturnTo(stepPaths[signedIn.onboarding], pageOf(request)));
}

/** Before an attempt starts: a consent text that has changed is agreed to first. */
export function requireCurrentConsent(signedIn: SignedIn, request: Request): void {
  if (signedIn.mustRenewConsent) throw redirectDocument(withReturnTo(paths.consent, pageOf(request)));
}

const stepOf = ({ onboarding, mustRenewConsent }: SignedIn): Onboarding | null => onboarding ?? (mustRenewConsent ? "consent" : null);

/** The next step after signing in, or where the person was going. */
export function nextPath(signedIn: SignedIn, request: Request): string {
  const step = stepOf(signedIn);
  const returnTo = returnToOf(request);
  return step === null ? landingPath(signedIn.actor, returnTo) : withReturnTo(stepPaths[step], returnTo);
}

export function forwardUnless(step: Onboarding, signedIn: SignedIn, request: Request): void {
  if (stepOf(signedIn) !== step) throw redirect(nextPath(signedIn, request));
}

type NewSession = { accountId: string; cookies?: readonly string[]; to?: string };

/** A new session for the account in place of whatever the browser had, and on to `to` or the next page. */
export async function startSession(sessions: SessionKeeper, request: Request, { accountId, cookies = [], to }: NewSession): Promise<Response> {
  await sessions.end(request);
  const { cookie } = await sessions.start(accountId, request);
  const signedIn = await sessions.read(new Request(request.url, { headers: { Cookie: cookie.split(";")[0] ?? "" } }));
  const headers = new Headers([cookie, ...cookies].map((value): [string, string] => ["Set-Cookie", value]));
  return redirect(to ?? (signedIn ? nextPath(signedIn, request) : paths.signIn()), { headers });
}
