import { redirect } from "@remix-run/node";
import { landingPath } from "./landing";
import { paths, withReturnTo } from "./paths";
import type { Onboarding, SignedIn } from "./session.server";

/** The steps of the first sign-in, in order; each page sends on whoever has another step before them, or none. */
const stepPaths: Record<Onboarding, string> = { password: paths.ownPassword, consent: paths.consent, unit: paths.confirmUnit };

export const returnToOf = (request: Request): string | null => new URL(request.url).searchParams.get("returnTo");

export function forwardUnless(step: Onboarding, signedIn: SignedIn, request: Request): void {
  if (signedIn.onboarding === step) return;
  const returnTo = returnToOf(request);
  throw redirect(signedIn.onboarding === null ? landingPath(signedIn.actor, returnTo) : withReturnTo(stepPaths[signedIn.onboarding], returnTo));
}
