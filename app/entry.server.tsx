import { text } from "node:stream/consumers";
import { type AppLoadContext, type EntryContext, type HandleErrorFunction } from "@remix-run/node";
import type { ReactElement } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { isAppPage } from "./components/app-page";
import { remixPage, renderDocument, renderTimeoutMs } from "./document-page.server";
import { createHtmlBody } from "./html-body.server";
import { retrySeconds } from "./http/retry.server";
import { logFailure } from "./log-failure.server";
import { pageResponse } from "./page-response.server";
import { describeError } from "~db/errors.server";

export { appContext } from "./context.server";
export { createDocuments } from "./documents.server";
export { type RawHandler, rawHandlers } from "./raw-handlers.server";
export { startSweeper } from "./use-cases/attempt/sweep-loop.server";

export const streamTimeout = renderTimeoutMs - 1_000;

/** Pages are complete before the first byte leaves: one string, one compression, a status that is true. */
export default async function handleRequest(request: Request, status: number, headers: Headers, remixContext: EntryContext, loadContext: AppLoadContext): Promise<Response> {
  if (status === 503) askToComeBack(request, headers);
  if (!isAppPage(remixContext.staticHandlerContext.matches.map(({ route }) => route))) {
    return pageResponse(renderDocument(remixContext, request.url, loadContext), { request, headers, status });
  }
  const rendered = await renderApp(remixPage(remixContext, request.url, loadContext), loadContext);
  return pageResponse(rendered.html, { request, headers, status: rendered.hasFailed ? 500 : status });
}

function renderApp(page: ReactElement, { app, nonce, reference }: AppLoadContext): Promise<{ html: string; hasFailed: boolean }> {
  return new Promise((resolve, reject) => {
    let hasFailed = false;
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady() {
        clearTimeout(timer);
        const body = createHtmlBody();
        text(body).then((html) => resolve({ html, hasFailed }), reject);
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        hasFailed = true;
        app.log.error({ reference, error: describeError(error) }, "rendering failed");
      },
    });
    const timer = setTimeout(abort, renderTimeoutMs).unref();
  });
}

/** Remix keeps the headers of a thrown answer from a page. A page that was only opened comes back by itself. */
function askToComeBack(request: Request, headers: Headers): void {
  if (!headers.has("Retry-After")) headers.set("Retry-After", String(retrySeconds()));
  if (request.method === "GET") headers.set("Refresh", headers.get("Retry-After")!);
}

export const handleError: HandleErrorFunction = logFailure;
