import { redirect } from "@remix-run/node";
import { parseUnsaved } from "~/http/attempt-form.server";
import { guarded, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { writerCookie } from "~/http/writer-cookie.server";
import { saveResponses } from "~/use-cases/attempt/save-responses.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";

/**
 * Makes this browser the one that writes the attempt, and writes the answers of a refused form that were ticked for it.
 * Somebody who only opens the address goes to the attempt.
 */
export const loader = guarded("sit-round", async ({ params }): Promise<Response> => redirect(paths.attempt(uuidParam(params["attemptId"]))));

export const action = guarded("sit-round", async ({ context, params, request, signedIn }): Promise<Response> => {
  const attemptId = uuidParam(params["attemptId"]);
  const responses = parseUnsaved(await request.formData());
  if (responses === null) throw new Response("Biểu mẫu không đúng", { status: 400 });
  const taken = await takeOverAttempt(context.app, { sessionId: signedIn.sessionId, attemptId });
  if (taken.outcome === "not-found") throw notFound();
  if (taken.outcome !== "taken-over") throw redirect(paths.attempt(attemptId));
  const headers = { "Set-Cookie": writerCookie(attemptId, taken.epoch) };
  if (responses.length === 0) return redirect(paths.attempt(attemptId), { headers });
  const { outcome } = await saveResponses(context.app, { sessionId: signedIn.sessionId, attemptId, epoch: taken.epoch, lastSequence: 0, responses });
  if (outcome === "late" || outcome === "closed") return redirect(paths.attemptResult(attemptId), { headers });
  return redirect(withNotice(paths.attempt(attemptId), outcome === "saved" ? "da-luu" : "chua-luu"), { headers });
});

/** Never shown: but only below a view does a refusal become a page. */
export default function TakingOver() {
  return null;
}
