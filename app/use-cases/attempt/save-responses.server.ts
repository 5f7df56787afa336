import type { AttemptState } from "~/domain/attempt/attempt";
import { choicesResponse } from "~/domain/attempt/response";
import type { ChoiceId } from "~/domain/question/question";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { type SaveRow, type SaveVerdict, writeSaves } from "~db/repositories/attempt-save.server";

/**
 * The way of saving without JavaScript: one form holds the whole set. Saves are numbered from the last sequence the form
 * knew; when another page has saved meanwhile nothing of the form is written and the outcome is `stale-writer`. The same
 * form posted twice is saved once. It says nothing about when an edit was made, so inside the grace it counts.
 */
export type SaveResponsesInput = {
  sessionId: string;
  attemptId: string;
  epoch: number;
  lastSequence: number;
  responses: readonly { readonly position: number; readonly choiceIds: readonly ChoiceId[]; readonly isFlagged: boolean }[];
  now?: Instant | undefined;
};

/** `invalid`: a choice or a question that the set does not have; the rest of the form is saved. */
export type SaveResponsesResult = { outcome: Exclude<SaveVerdict["outcome"], "seen" | "busy">; state: AttemptState | null };

const fromWorst = ["no-session", "not-found", "closed", "stale-writer", "late", "invalid", "saved"] as const;

export async function saveResponses({ database }: { database: Pick<Database, "sql"> }, input: SaveResponsesInput): Promise<SaveResponsesResult> {
  const { sessionId, attemptId, epoch, lastSequence } = input;
  const rows = input.responses.map((given, index): SaveRow => ({
    sessionId,
    attemptId,
    epoch,
    sequence: lastSequence + 1 + index,
    position: given.position,
    response: choicesResponse(given.choiceIds),
    isFlagged: given.isFlagged,
    ageMs: null,
    baseSequence: lastSequence,
  }));
  const ping: SaveRow = { sessionId, attemptId, epoch, sequence: null, position: 0, response: choicesResponse([]), isFlagged: false, ageMs: null, baseSequence: null };
  const verdicts = await writeSaves(database.sql, rows.length > 0 ? rows : [ping], { wait: true, now: input.now });
  const outcomes = new Set(verdicts.map((verdict) => verdict.outcome));
  return { outcome: fromWorst.find((outcome) => outcomes.has(outcome)) ?? "saved", state: verdicts[0]!.state };
}
