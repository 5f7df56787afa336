import { redirect } from "@remix-run/node";
import { landingPath } from "./landing";
import { paths, withReturnTo } from "./paths";
import type { Onboarding, SessionKeeper, SignedIn } from "./session.server";

/** The steps of the first sign-in, in order; each page sends on whoever has another step before them, or none. */
const stepPaths: Record<Onboarding, string> = { password: paths.ownPassword, consent: paths.consent, unit: paths.confirmUnit };

export const returnToOf = (request: Request): string | null => new URL(request.url).searchParams.get("returnTo");

/** The next step of the first sign-in, or where the person was going. */
export function nextPath(signedIn: SignedIn, request: Request): string {
  const returnTo = returnToOf(request);
  return signedIn.onboarding === null ? landingPath(signedIn.actor, returnTo) : withReturnTo(stepPaths[signedIn.onboarding], returnTo);
}

export function forwardUnless(step: Onboarding, signedIn: SignedIn, request: Request): void {
  if (signedIn.onboarding !== step) throw redirect(nextPath(signedIn, request));
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
