import type { Request, RequestHandler, Response } from "express";

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

/**
 * At most `mostAtOnce` requests are worked on; whoever comes on top is told at once to come back. So a database that hangs, or a
 * storm beyond anything planned, fills no memory and leaves the process answering. `work` must not reject.
 */
export function refuseCrowd(mostAtOnce: number, work: (...request: Parameters<RequestHandler>) => Promise<void>): RequestHandler {
  let atOnce = 0;
  return (request, response, next) => {
    if (atOnce >= mostAtOnce) return sayBusy(request, response);
    atOnce += 1;
    void work(request, response, next).finally(() => (atOnce -= 1));
  };
}

function sayBusy(request: Request, response: Response): void {
  const seconds = String(3 + Math.floor(Math.random() * 6));
  response.status(503).setHeader("Retry-After", seconds);
  if (request.method === "GET") response.setHeader("Refresh", seconds);
  const advice = request.method === "GET" ? "Trang này tự mở lại sau ít giây." : "Hãy chờ ít giây rồi bấm nút tải lại của trình duyệt để gửi lại. Gửi nhiều lần vẫn chỉ tính một lần.";
  response.type("text/html; charset=utf-8").send(busyPage(advice, String(response.locals["nonce"])));
}

/** Whole by itself: nothing else need be fetched from a server that is busy. */
const busyPage = (advice: string, nonce: string) => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Hệ thống đang bận</title><style nonce="${nonce}">body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem}</style></head>
<body><main><h1>Hệ thống đang bận</h1><p>${advice}</p><p>Mọi câu trả lời đã lưu vẫn còn.</p></main></body></html>`;

/** 4xx of an error that says so itself, such as an address that cannot be decoded; null for everything else. */
export function clientErrorStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  return error.status >= 400 && error.status < 500 ? error.status : null;
}
