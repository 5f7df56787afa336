import type { RequestListener } from "node:http";
import type { RawHandler } from "~/entry.server";
import { plainHeaders } from "./headers";
import { isFromOwnPages } from "./origin";

/**
 * Routes that answer before Express: for a save Express alone costs more than everything else together (measured, see
 * docs/decisions). Headers and origin check are those of every other response; what no route takes goes to `rest`.
 */
export function answerInFront(handlers: readonly RawHandler[], publicUrl: string | null, rest: RequestListener): RequestListener {
  const routes = handlers.map(({ method, path, handle }) => ({ method: method.toUpperCase(), pattern: patternOf(path), handle }));
  const headers = plainHeaders(publicUrl).flat();
  return (request, response) => {
    const [path = ""] = (request.url ?? "").split("?", 1);
    for (const { method, pattern, handle } of routes) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (match === null) continue;
      if (request.method === "GET" || isFromOwnPages(request.headers, publicUrl)) return void handle({ request, response, headers, parameter: match[1] ?? "" });
      response.writeHead(403, [...headers, "Content-Type", "application/json; charset=utf-8"]).end(JSON.stringify({ message: "Yêu cầu không đến từ trang này." }));
      return;
    }
    rest(request, response);
  };
}

/** `/attempts/:attemptId/responses` → a pattern with one group for its one parameter. */
const patternOf = (path: string) => new RegExp(`^${path.replace(/:\w+/, "([^/]+)")}$`);
