import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext, type HandleErrorFunction } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { NonceContext } from "./components/nonce";
import { appContext } from "./context.server";
import { createHtmlBody } from "./html-body.server";
import { retrySeconds } from "./http/retry.server";
import { describeError } from "~db/errors.server";

export { appContext } from "./context.server";
export { type RawHandler, rawHandlers } from "./raw-handlers.server";
export { startSweeper } from "./use-cases/attempt/sweep-loop.server";

const renderTimeoutMs = 10_000;
export const streamTimeout = renderTimeoutMs - 1_000;

/** Pages are complete before the first byte leaves: one buffer, one compression, a status that is true. */
export default function handleRequest(request: Request, status: number, headers: Headers, remixContext: EntryContext, loadContext: AppLoadContext) {
  if (status === 503) askToComeBack(request, headers);
  return new Promise<Response>((resolve, reject) => {
    let finalStatus = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={loadContext.nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={loadContext.nonce} abortDelay={renderTimeoutMs} />
      </NonceContext.Provider>,
      {
        nonce: loadContext.nonce,
        onAllReady() {
          const body = createHtmlBody();
          headers.set("Content-Type", "text/html; charset=utf-8");
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: finalStatus }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          finalStatus = 500;
          loadContext.app.log.error({ reference: loadContext.reference, error: describeError(error) }, "rendering failed");
        },
      },
    );
    setTimeout(abort, renderTimeoutMs).unref();
  });
}

/** Remix keeps the headers of a thrown answer from a page. A page that was only opened comes back by itself. */
function askToComeBack(request: Request, headers: Headers): void {
  if (!headers.has("Retry-After")) headers.set("Retry-After", String(retrySeconds()));
  if (request.method === "GET") headers.set("Refresh", headers.get("Retry-After")!);
}

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return;
  appContext().log.error({ reference: context?.reference, method: request.method, path: new URL(request.url).pathname, error: describeError(error) }, "request failed");
};
