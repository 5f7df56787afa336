import type postgres from "postgres";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { Response } from "~/domain/attempt/response";
import type { RoundRules, SeveralScoring } from "~/domain/contest/round";
import type { DrawnItem } from "~/domain/question/draw";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { ItemGrade } from "../schema";

/**
 * Writes to attempts, each ONE statement: a function of db/functions that checks the session, locks the attempt, reads
 * the clock, decides and writes. `now` is for seed and tests; without it the database's clock counts.
 */
type Sql = postgres.Sql;

const momentOf = (now: Instant | undefined) => (now === undefined ? null : new Date(now).toISOString());

export type AttemptStart = {
  sessionId: string;
  attemptId: string;
  roundId: string;
  /** The number of the attempt the person means to start: a repeated start finds it. Null: the next one. */
  number: number | null;
  seed: string;
  items: readonly DrawnItem[];
  /** Of the round that the items were drawn for. */
  roundVersion: string | null;
  now?: Instant | undefined;
};

export type StartOutcome =
  | "started" | "started-before" | "no-session" | "not-found" | "off-roster" | "not-in-audience" | "cancelled" | "not-open" | "closed"
  | "open-attempt" | "no-attempts-left" | "pause" | "stale-set";

/** `attemptId` of what was started or is open; `until`: when it opens, the next period begins, the pause is over, or since when the person is off the roster; `per` with `no-attempts-left`. */
export type StartRow = { outcome: StartOutcome; attemptId: string | null; until: Instant | null; per: RoundRules["attempts"]["per"] | null };

export async function insertAttempt(sql: Sql, start: AttemptStart): Promise<StartRow> {
  const items = start.items.map((item) => ({ position: item.position, revision_id: item.revisionId, choice_order: item.choiceOrder, points: item.points }));
  const [row] = await sql<{ outcome: StartOutcome; attempt_id: string | null; refused_until: Date | null; per: StartRow["per"] }[]>`
    select * from start_attempt(${start.sessionId}, ${start.attemptId}, ${start.roundId}, ${start.number}, ${start.seed},
      ${JSON.stringify(items)}::text::jsonb, ${start.roundVersion}, ${momentOf(start.now)})`;
  return { outcome: row!.outcome, attemptId: row!.attempt_id, until: row!.refused_until?.getTime() ?? null, per: row!.per };
}

export type SettledItem = { position: number; revisionId: string; points: Points; response: Response | null };

/** `epoch`: a grade made of these responses is stored as long as nobody has raised it since. */
export type ClosedAttempt = { attemptId: string; state: AttemptState; epoch: number; severalScoring: SeveralScoring; items: SettledItem[] };

export type CloseRow =
  | { outcome: "no-session" | "not-found" | "stale-writer" }
  | { outcome: "closed"; attempt: ClosedAttempt; isGraded: boolean };

/** Closes the attempt, or finds it closed; `epoch` null skips the check who writes. */
export async function closeAttempt(sql: Sql, close: { sessionId: string; attemptId: string; epoch: number | null; now?: Instant | undefined }): Promise<CloseRow> {
  const [row] = await sql<{ outcome: CloseRow["outcome"]; state: AttemptState; epoch: number; graded_at: Date | null; several_scoring: SeveralScoring; items: SettledItem[] }[]>`
    select * from submit_attempt(${close.sessionId}, ${close.attemptId}, ${close.epoch}, ${momentOf(close.now)})`;
  if (row!.outcome !== "closed") return { outcome: row!.outcome };
  const attempt = { attemptId: close.attemptId, state: row!.state, epoch: row!.epoch, severalScoring: row!.several_scoring, items: row!.items };
  return { outcome: "closed", attempt, isGraded: row!.graded_at !== null };
}

export type TakeOverRow = { outcome: "taken-over" | "no-session" | "not-found" | "closed"; epoch: number | null };

export async function raiseWriterEpoch(sql: Sql, takeOver: { sessionId: string; attemptId: string; now?: Instant | undefined }): Promise<TakeOverRow> {
  const [row] = await sql<{ outcome: TakeOverRow["outcome"]; writer_epoch: number | null }[]>`
    select * from take_over_attempt(${takeOver.sessionId}, ${takeOver.attemptId}, ${momentOf(takeOver.now)})`;
  return { outcome: row!.outcome, epoch: row!.writer_epoch };
}

/**
 * The epoch of a reopened attempt that nobody has opened since: whoever comes first becomes its writer, the next one gets null.
 * An attempt is seen by its writer's saves and by takeovers, so until then it was last seen before it was reopened.
 */
export async function claimReopened(sql: Sql, { attemptId, personId }: { attemptId: string; personId: string }): Promise<number | null> {
  const [row] = await sql<{ writer_epoch: number }[]>`
    update attempts set last_seen_at = greatest(reopened_at, date_trunc('milliseconds', clock_timestamp()))
    where id = ${attemptId} and person_id = ${personId} and state = 'in-progress' and last_seen_at < reopened_at
    returning writer_epoch`;
  return row?.writer_epoch ?? null;
}

/** Closes at most `limit` attempts whose deadline and grace are over; how many it closed. */
export async function expireAttempts(sql: Sql, limit: number, now?: Instant): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select expire_attempts(${limit}, ${momentOf(now)}) as count`;
  return row!.count;
}

export type FirstGrade = {
  attemptId: string;
  epoch: number;
  score: Points;
  maxScore: Points;
  answeredCount: number;
  correctCount: number;
  perItem: ItemGrade[];
};

/** Version 1 of closed attempts; what has one keeps it, and what was opened again meanwhile waits for its next end. */
export async function insertFirstGrades(sql: Sql, grades: readonly FirstGrade[], now?: Instant): Promise<void> {
  const rows = grades.map((grade) => ({
    attempt_id: grade.attemptId,
    epoch: grade.epoch,
    score: grade.score,
    max_score: grade.maxScore,
    answered_count: grade.answeredCount,
    correct_count: grade.correctCount,
    per_item: grade.perItem,
  }));
  await sql`select store_grades(${JSON.stringify(rows)}::text::jsonb, ${momentOf(now)})`;
}

export type PredictionOutcome = "saved" | "no-session" | "not-found" | "not-asked" | "not-open" | "locked";

export async function upsertPrediction(sql: Sql, prediction: { sessionId: string; roundId: string; value: number; now?: Instant | undefined }): Promise<PredictionOutcome> {
  const [row] = await sql<{ outcome: PredictionOutcome }[]>`
    select save_prediction(${prediction.sessionId}, ${prediction.roundId}, ${prediction.value}, ${momentOf(prediction.now)}) as outcome`;
  return row!.outcome;
}
