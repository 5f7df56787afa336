import type { Save, SaveReply } from "./save-queue";

export type ServerClock = { readonly now: number; readonly deadlineAt: number };
export type Sent = { readonly reply: SaveReply; readonly clock: ServerClock | null };

const timeoutMs = 10_000;

/** Posts saves to the raw save route. Never rejects: whatever goes wrong is a reply the queue knows how to take. */
export async function sendSaves(url: string, epoch: number, saves: readonly Save[], now: number): Promise<Sent> {
  const body = {
    epoch,
    saves: saves.map(({ sequence, position, choiceIds, isFlagged, editedAt }) => ({ sequence, position, choiceIds, isFlagged, ageMs: Math.max(0, Math.round(now - editedAt)) })),
  };
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
    });
    return await readReply(response);
  } catch {
    return { reply: { kind: "unreachable", retryAfterMs: null, isOffline: !navigator.onLine }, clock: null };
  }
}

async function readReply(response: Response): Promise<Sent> {
  if (response.status === 401) return { reply: { kind: "signed-out" }, clock: null };
  if (response.status >= 500 || response.status === 429) {
    const seconds = Number(response.headers.get("Retry-After"));
    return { reply: { kind: "unreachable", retryAfterMs: seconds > 0 ? seconds * 1_000 : null, isOffline: false }, clock: null };
  }
  const body: unknown = await response.json();
  const clock = isClock(body) ? body : null;
  if (hasResults(body)) return { reply: { kind: "answered", results: body.results }, clock };
  return { reply: { kind: response.status === 409 ? "stale-writer" : "closed" }, clock };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isClock = (value: unknown): value is ServerClock => isObject(value) && typeof value["now"] === "number" && typeof value["deadlineAt"] === "number";
const hasResults = (value: unknown): value is { results: { sequence: number; outcome: string }[] } => isObject(value) && Array.isArray(value["results"]);
