import { redirect } from "@remix-run/node";
import { readId } from "~/http/attempt-form.server";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { writerCookie } from "~/http/writer-cookie.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";

/** Makes this browser the one that writes the attempt; somebody who only opens the address goes to the attempt. */
export const loader = guarded("sit-round", async ({ params }): Promise<Response> => redirect(paths.attempt(readId(params["attemptId"]) ?? "")));

export const action = guarded("sit-round", async ({ context, params, signedIn }): Promise<Response> => {
  const attemptId = readId(params["attemptId"]);
  const taken = attemptId ? await takeOverAttempt(context.app, { sessionId: signedIn.sessionId, attemptId }) : null;
  if (!attemptId || !taken || taken.outcome === "not-found") throw notFound();
  if (taken.outcome !== "taken-over") throw redirect(paths.attempt(attemptId));
  return redirect(paths.attempt(attemptId), { headers: { "Set-Cookie": writerCookie(attemptId, taken.epoch) } });
});
