import type postgres from "postgres";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { Response } from "~/domain/attempt/response";
import type { Instant } from "~/domain/shared/time";
import type { SaveOutcome } from "../schema";

/** One save on its way to `save_responses`. `sequence` null is a ping: it asks for state and deadline and writes nothing. */
export type SaveRow = {
  sessionId: string;
  attemptId: string;
  epoch: number;
  sequence: number | null;
  position: number;
  response: Response;
  isFlagged: boolean;
  /** Milliseconds since the edit; null where nobody knows (a form without JavaScript). */
  ageMs: number | null;
  /** The last sequence a form without JavaScript knew of; null: not checked. */
  baseSequence: number | null;
};

export type SaveVerdict = {
  outcome: SaveOutcome | "seen" | "busy" | "no-session" | "not-found";
  /** Of the attempt after the save; null when it is not this person's. */
  state: AttemptState | null;
  deadlineAt: Instant | null;
  now: Instant;
};

/** One statement and one commit for all rows; verdicts in the order of the rows. `wait` false leaves out locked attempts as `busy`. */
export async function writeSaves(sql: postgres.Sql, rows: readonly SaveRow[], options: { wait: boolean; now?: Instant | undefined }): Promise<SaveVerdict[]> {
  const now = options.now === undefined ? null : new Date(options.now).toISOString();
  const verdicts = await sql<{ outcome: SaveVerdict["outcome"]; state: AttemptState | null; deadline_ms: number | null; now_ms: number }[]>`
    select outcome, state, deadline_ms, now_ms from save_responses(
      ${list(rows, (row) => row.sessionId)}::text[], ${list(rows, (row) => row.attemptId)}::uuid[],
      ${list(rows, (row) => row.epoch)}::integer[], ${list(rows, (row) => row.sequence)}::bigint[],
      ${list(rows, (row) => row.position)}::integer[], ${list(rows, (row) => quoted(JSON.stringify(row.response)))}::jsonb[],
      ${list(rows, (row) => row.isFlagged)}::boolean[], ${list(rows, (row) => row.ageMs)}::integer[],
      ${list(rows, (row) => row.baseSequence)}::bigint[], ${options.wait}, ${now})`;
  return verdicts.map((row) => ({ outcome: row.outcome, state: row.state, deadlineAt: row.deadline_ms, now: row.now_ms }));
}

/** A PostgreSQL array literal: the driver's own takes booleans for something else, and is four times as slow. */
function list(rows: readonly SaveRow[], value: (row: SaveRow) => string | number | boolean | null): string {
  return `{${rows.map(value).map((each) => each ?? "null").join(",")}}`;
}

const quoted = (text: string) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
