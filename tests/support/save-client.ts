import { createHash, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { createSaveRoute } from "~/http/save-route.server";
import { type BatcherLimits, SaveBatcher } from "~/use-cases/attempt/save-batcher.server";
import type { Database } from "~db/client.server";

/** The raw save route alone on a loopback port, and what a browser sends to it. */
export type SaveServer = { url: string; reports: unknown[]; close(): Promise<void> };

export async function startSaveServer(database: Database, limits?: BatcherLimits): Promise<SaveServer> {
  const batcher = new SaveBatcher(database.sql, limits);
  const reports: unknown[] = [];
  const handle = createSaveRoute({ save: (request) => batcher.save(request), report: (error) => reports.push(error) });
  const server = createServer((request, response) => handle({ request, response, headers: [], parameter: request.url!.split("/")[2]! }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reports,
    close: () => new Promise((resolve) => server.closeAllConnections() ?? server.close(() => resolve())),
  };
}

export type Cookie = { token: string; sessionId: string };

export function newCookie(): Cookie {
  const token = randomBytes(32).toString("base64url");
  return { token, sessionId: createHash("sha256").update(token).digest("hex") };
}

export type WireSave = { sequence: number; position: number; choiceIds: readonly string[]; isFlagged: boolean; ageMs: number };
export type WireReply = { now: number; deadlineAt: number; state: string; results: { sequence: number; outcome: string }[] };

export async function postSaves(url: string, cookie: Cookie | null, attemptId: string, body: { epoch: number; saves: readonly WireSave[] }) {
  const response = await postRaw(url, cookie, attemptId, JSON.stringify(body));
  return { status: response.status, retryAfter: response.headers.get("Retry-After"), body: (await response.json()) as WireReply };
}

export function postRaw(url: string, cookie: Cookie | null, attemptId: string, body: string, type = "application/json"): Promise<Response> {
  const headers = { "Content-Type": type, Origin: url, "Sec-Fetch-Site": "same-origin", ...(cookie ? { Cookie: `__Host-session=${cookie.token}` } : {}) };
  return fetch(`${url}/attempts/${attemptId}/responses`, { method: "POST", headers, body });
}
