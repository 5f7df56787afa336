import { redirect } from "@remix-run/node";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { writerCookie } from "~/http/writer-cookie.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";

/** Makes this browser the one that writes the attempt; somebody who only opens the address goes to the attempt. */
export const loader = guarded("sit-round", async ({ params }): Promise<Response> => redirect(paths.attempt(uuidParam(params["attemptId"]))));

export const action = guarded("sit-round", async ({ context, params, signedIn }): Promise<Response> => {
  const attemptId = uuidParam(params["attemptId"]);
  const taken = await takeOverAttempt(context.app, { sessionId: signedIn.sessionId, attemptId });
  if (taken.outcome === "not-found") throw notFound();
  if (taken.outcome !== "taken-over") throw redirect(paths.attempt(attemptId));
  return redirect(paths.attempt(attemptId), { headers: { "Set-Cookie": writerCookie(attemptId, taken.epoch) } });
});

/** Never shown: but only below a view does a refusal become a page. */
export default function TakingOver() {
  return null;
}
