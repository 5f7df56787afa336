import { redirectDocument, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { type Action, mayDo } from "~/domain/access/policy";
import { recordDenial } from "~/use-cases/audit/record-denial.server";
import { withNotice } from "./notices";
import { pageOf, requireOnboarded } from "./onboarding.server";
import { paths } from "./paths";
import type { SignedIn } from "./session.server";
import { orTryLater } from "./try-later.server";

/**
 * Every loader and action is wrapped by one of these, so access is declared where the route is read and fails closed.
 * Onboarding (own password, consent, own unit) comes before everything else a signed-in person may do. A database that is away
 * is answered here too, once for all pages.
 */
type Args = LoaderFunctionArgs | ActionFunctionArgs;
export type GuardedArgs = Args & { signedIn: SignedIn };

/** For a signed-in account that may do `action` and has finished its first sign-in. */
export function guarded<View>(action: Action | "be-signed-in", handler: (args: GuardedArgs) => Promise<View>) {
  const isOfParticipants = action === "sit-round" || action === "be-signed-in";
  return (args: Args): Promise<View> =>
    orTryLater(args, !isOfParticipants, async () => {
      const signedIn = await requireSignedIn(args);
      requireOnboarded(signedIn, args.request);
      if (action !== "be-signed-in" && !mayDo(signedIn.actor, action)) throw await denied(args, signedIn);
      return handler({ ...args, signedIn });
    });
}

/** For the pages of the first sign-in itself: signed in, whatever is still missing. */
export function guardedOnboarding<View>(handler: (args: GuardedArgs) => Promise<View>) {
  return (args: Args): Promise<View> => orTryLater(args, false, async () => handler({ ...args, signedIn: await requireSignedIn(args) }));
}

/** For everybody; says who it is when somebody is signed in. `mayTakeLong`: the handler itself bounds how long anybody waits. */
export function open<View>(handler: (args: Args & { signedIn: SignedIn | null }) => Promise<View>, { mayTakeLong = false } = {}) {
  return (args: Args): Promise<View> => orTryLater(args, mayTakeLong, async () => handler({ ...args, signedIn: await whoAsks(args) }));
}

async function requireSignedIn(args: Args): Promise<SignedIn> {
  const signedIn = await whoAsks(args);
  if (signedIn) return signedIn;
  const signIn = paths.signIn(pageOf(args.request));
  throw redirectDocument(args.request.method !== "POST" ? signIn : withNotice(signIn, "chua-luu-het-phien"));
}

/** To be thrown at somebody signed in who tries what is not theirs; the audit has it once, however many loaders the page has. */
export async function denied({ context, request }: Pick<Args, "context" | "request">, { actor }: SignedIn): Promise<Response> {
  await (context.denial ??= recordDenial(context.app, { accountId: actor.accountId, method: request.method, path: new URL(request.url).pathname }));
  return new Response("Không có quyền", { status: 403 });
}

/** The loaders of one request share one look-up; an action, which may change what it finds, makes its own. */
function whoAsks({ context, request }: Args): Promise<SignedIn | null> {
  if (request.method !== "GET") return context.app.sessions.read(request);
  return (context.whoAsks ??= context.app.sessions.read(request));
}

/** The same answer for what is foreign and what is missing. */
export const notFound = () => new Response("Không tìm thấy", { status: 404 });
