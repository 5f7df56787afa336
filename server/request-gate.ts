import type { RequestHandler } from "express";

/**
 * What reaches Remix is what a browser's form or link can send: its name is the public one, its method is GET, HEAD or POST,
 * and a POST carries a form. Anything else is answered here, so that a stray request is no error of the app.
 */

/**
 * Behind a proxy that calls us by another name (nginx does unless told otherwise) Remix would take our own forms for foreign
 * ones. With PUBLIC_URL the name is known; without trust in a proxy its forwarded name is only a guest's word.
 */
export function speakPublicName(publicUrl: string | null, trustsProxy: boolean): RequestHandler {
  const host = publicUrl === null ? null : new URL(publicUrl).host;
  return (request, _response, next) => {
    if (host !== null) request.headers.host = host;
    if (host !== null || !trustsProxy) delete request.headers["x-forwarded-host"];
    next();
  };
}

export const refuseOddRequests: RequestHandler = (request, response, next) => {
  if (request.method === "GET" || request.method === "HEAD") return next();
  if (request.method !== "POST") {
    response.status(405).setHeader("Allow", "GET, HEAD, POST").type("text/plain; charset=utf-8").send("Trang này không nhận yêu cầu kiểu đó.");
    return;
  }
  if (/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(request.get("Content-Type") ?? "")) return next();
  response.status(415).type("text/plain; charset=utf-8").send("Trang này chỉ nhận biểu mẫu. Hãy mở lại trang rồi thử lại.");
};

/** 4xx of an error that says so itself, such as an address that cannot be decoded; null for everything else. */
export function clientErrorStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  return error.status >= 400 && error.status < 500 ? error.status : null;
}
