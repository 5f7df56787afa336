import type { AppLoadContext } from "@remix-run/node";
import { isRouteErrorResponse } from "@remix-run/react";
import { describeError } from "~db/errors.server";
import { appContext } from "./context.server";

/** What a request failed of, under the reference that its page shows; nothing where nobody waits for the answer any more. */
export function logFailure(error: unknown, { request, context }: { request: Request; context?: AppLoadContext }): void {
  if (request.signal.aborted) return;
  const { log } = context?.app ?? appContext();
  const about = { reference: context?.reference, method: request.method, path: new URL(request.url).pathname };
  if (isRouteErrorResponse(error) && error.status < 500) return log.info({ ...about, status: error.status }, "no such page");
  log.error({ ...about, error: describeError(error) }, "request failed");
}
