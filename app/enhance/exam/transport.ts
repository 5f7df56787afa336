import type { Save, SaveReply, SaveResult } from "./save-queue";

/** Posts saves to the raw save route (app/http/save-route.server.ts holds the contract) and reads its answers for the queue. */
export type ServerClock = { readonly now: number; readonly deadlineAt: number };
export type Sent = { readonly reply: SaveReply; readonly clock: ServerClock | null };

const timeoutMs = 8_000;

/**
 * Never rejects: whatever goes wrong is a reply the queue knows how to take. An answer it cannot read (a portal's page, a
 * proxy's error, a refusal of the request itself) says nothing about the saves, so it counts as no answer.
 */
export async function sendSaves(url: string, epoch: number, saves: readonly Save[], now: number, giveUp: AbortSignal): Promise<Sent> {
  const body = {
    epoch,
    saves: saves.map(({ sequence, position, choiceIds, isFlagged, editedAt }) => ({ sequence, position, choiceIds, isFlagged, ageMs: Math.max(0, Math.round(now - editedAt)) })),
  };
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, timeoutMs);
  giveUp.addEventListener("abort", stop);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: controller.signal,
      redirect: "error",
      // why: the last save of a page that is being closed still arrives.
      keepalive: document.visibilityState === "hidden",
    });
    return await readReply(response);
  } catch {
    return unreachable(null, !navigator.onLine);
  } finally {
    clearTimeout(timer);
    giveUp.removeEventListener("abort", stop);
  }
}

const unreachable = (retryAfterMs: number | null, isOffline = false): Sent => ({ reply: { kind: "unreachable", retryAfterMs, isOffline }, clock: null });

export async function readReply(response: Response): Promise<Sent> {
  if (response.status === 401) return { reply: { kind: "signed-out" }, clock: null };
  if (response.status === 404) return { reply: { kind: "foreign" }, clock: null };
  const body: unknown = await response.json().catch(() => null);
  if (!isAnswer(body)) {
    const seconds = Number(response.headers.get("Retry-After"));
    return unreachable(seconds > 0 ? seconds * 1_000 : null);
  }
  const { now, deadlineAt, state, results } = body;
  const clock = { now, deadlineAt };
  const isClosed = state !== "in-progress";
  if (results.length === 0 && response.status === 409 && !isClosed) return { reply: { kind: "stale-writer" }, clock };
  return { reply: { kind: "answered", results, isClosed }, clock };
}

type Answer = ServerClock & { state: string; results: SaveResult[] };

function isAnswer(value: unknown): value is Answer {
  if (typeof value !== "object" || value === null) return false;
  const { now, deadlineAt, state, results } = value as Record<string, unknown>;
  return typeof now === "number" && typeof deadlineAt === "number" && typeof state === "string" && Array.isArray(results);
}
