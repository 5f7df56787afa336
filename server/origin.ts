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
  return site === undefined ? isOwnOrigin(headers, publicUrl) : site === "same-origin" && (headers.origin === undefined || isOwnOrigin(headers, publicUrl));
}

/** By host and port: behind a proxy the scheme on the way here is another. An origin is always written in its shortest form. */
function isOwnOrigin({ origin, host }: IncomingHttpHeaders, publicUrl: string | null): boolean {
  const own = publicUrl === null ? host : publicUrl.replace(/^https?:\/\//, "");
  return origin === `https://${own}` || origin === `http://${own}`;
}
