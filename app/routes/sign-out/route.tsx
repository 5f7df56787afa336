import { redirect } from "@remix-run/node";
import { open } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";

/** Ends the session on the server. Only a POST does it; the address alone leads home. */
export const loader = open(async () => redirect(paths.home));

export const action = open(async ({ context, request }) => {
  const { cookie } = await context.app.sessions.end(request);
  return redirect(withNotice(paths.signIn(), "da-dang-xuat"), { headers: { "Set-Cookie": cookie } });
});

/** Never shown: but only below a view does a refusal become a page. */
export default function SigningOut() {
  return null;
}
