import type { RequestHandler } from "express";

/**
 * Cross-site requests may not change anything. Every browser since 2023 sends `Sec-Fetch-Site`; older ones send
 * `Origin` with a POST. A request with neither does not come from a browser form and is refused as well.
 */
export function refuseForeignOrigin(publicUrl: string | null): RequestHandler {
  const ownHost = publicUrl === null ? null : new URL(publicUrl).host;
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD") return next();
    const site = request.get("Sec-Fetch-Site");
    const origin = request.get("Origin");
    const isOwnOrigin = origin !== undefined && URL.canParse(origin) && new URL(origin).host === (ownHost ?? request.get("Host"));
    const isOwn = site === undefined ? isOwnOrigin : site === "same-origin" && (origin === undefined || isOwnOrigin);
    if (isOwn) return next();
    response.status(403).type("text/plain; charset=utf-8").send("Yêu cầu không đến từ trang này nên không được thực hiện. Hãy mở lại trang rồi thử lại.");
  };
}
