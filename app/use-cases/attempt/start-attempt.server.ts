import { randomUUID } from "node:crypto";
import type { StartRefusal } from "~/domain/contest/phase";
import { drawFromPlan } from "~/domain/question/draw";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { insertAttempt, type StartRow } from "~db/repositories/attempt.server";
import { drawSource, forgetDrawSource } from "./draw-source.server";

/**
 * Draws a question set by a fresh seed that is stored with the attempt, and starts. Races are settled by the one
 * statement that starts; `open-attempt` carries the attempt to go on with, so pressing twice ends in the same place.
 */
export type StartAttemptInput = {
  sessionId: string;
  roundId: string;
  /** `nextNumber` of the start page. A repeated start with it finds the attempt it made before. */
  number?: number | undefined;
  /** For seed and tests. */
  seed?: string | undefined;
  now?: Instant | undefined;
};

export type StartAttemptRefusal =
  | StartRefusal
  | { readonly reason: "no-session" | "not-found" }
  /** The approved bank cannot serve the blueprint. */
  | { readonly reason: "no-question-set" };

/** `mayWrite`: the asking browser has made the attempt, so it writes it; otherwise its page asks for the takeover. */
type Started = Result<{ attemptId: string; mayWrite: boolean }, StartAttemptRefusal>;

export async function startAttempt({ database }: { database: Database }, input: StartAttemptInput): Promise<Started> {
  const seed = input.seed ?? randomUUID();
  const row = await tryStart(database, input, seed);
  if (row.outcome !== "stale-set") return toResult(row);
  forgetDrawSource(database, input.roundId);
  return toResult(await tryStart(database, input, seed));
}

/** A set that can't be drawn is tried empty: other refusals come first, and an empty set is always a stale one. */
async function tryStart(database: Database, { sessionId, roundId, number, now }: StartAttemptInput, seed: string): Promise<StartRow> {
  const source = await drawSource(database, roundId);
  const items = source === null || source.plan === null ? [] : drawFromPlan(source.plan, { seed, ...source.rules });
  return insertAttempt(database.sql, { sessionId, roundId, attemptId: newId(), number: number ?? null, seed, items, roundVersion: source?.roundVersion ?? null, now });
}

function toResult({ outcome, attemptId, until, per }: StartRow): Started {
  switch (outcome) {
    case "started":
    case "started-before":
      return ok({ attemptId: attemptId!, mayWrite: outcome === "started" });
    case "open-attempt":
      return refuse({ reason: outcome, attemptId: attemptId! });
    case "off-roster":
      return refuse({ reason: outcome, since: until! });
    case "not-open":
      return refuse({ reason: outcome, opensAt: until });
    case "no-attempts-left":
      return refuse({ reason: outcome, per: per!, againAt: until });
    case "pause":
      return refuse({ reason: outcome, until: until! });
    case "stale-set":
      return refuse({ reason: "no-question-set" });
    default:
      return refuse({ reason: outcome });
  }
}
