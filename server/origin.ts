import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler } from "express";

/**
 * Cross-site requests may not change anything. Every browser since 2023 sends `Sec-Fetch-Site`; older ones send
 * `Origin` with a POST. A request with neither does not come from a browser form and is refused as well.
 */
export function refuseForeignOrigin(publicUrl: string | null): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD" || isFromOwnPages(request.headers, publicUrl)) return next();
    response.status(403).type("text/plain; charset=utf-8").send("Yêu cầu không đến từ trang này nên không được thực hiện. Hãy mở lại trang rồi thử lại.");
  };
}

export function isFromOwnPages(headers: IncomingHttpHeaders, publicUrl: string | null): boolean {
  const site = headers["sec-fetch-site"];
  const { origin } = headers;
  const isOwnOrigin = () => origin !== undefined && URL.canParse(origin) && new URL(origin).host === (publicUrl === null ? headers.host : new URL(publicUrl).host);
  return site === undefined ? isOwnOrigin() : site === "same-origin" && (origin === undefined || isOwnOrigin());
}
