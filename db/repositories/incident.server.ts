import { and, eq, gte, inArray, ne, sql, type SQL } from "drizzle-orm";
import type { AttemptChange, IncidentAttempt } from "~/domain/attempt/incident";
import type { UnsentSave } from "~/domain/attempt/unsent-file";
import { choicesResponse } from "~/domain/attempt/response";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { currentGrade } from "../read-models/figures.server";
import { attempts, grades, incidentAttempts, incidents, responses, rounds, saveLog } from "../schema";

/** Incidents and what they change. Whoever records one has locked the round (no start comes in between), then the attempts. */
export type TargetAttempt = IncidentAttempt & { attemptId: string; personId: string; /** Of the grade that counts. */ score: Points | null };

export type IncidentTarget =
  | { readonly attemptId: string }
  /** Attempts that were made in these units: those that run, or those that expired from this moment on. */
  | { readonly unitIds: readonly string[]; readonly expiredSince: Instant | null };

/** Saves, submits and the sweeper wait for these attempts from here on. */
export async function lockAttempts(tx: Handle, roundId: string, target: IncidentTarget): Promise<TargetAttempt[]> {
  return withScores(tx, await selectTargets(tx, roundId, target).for("no key update"));
}

/** For a look alone: nobody waits for them. */
export async function listTargetAttempts(handle: Handle, roundId: string, target: IncidentTarget): Promise<TargetAttempt[]> {
  return withScores(handle, await selectTargets(handle, roundId, target));
}

function selectTargets(handle: Handle, roundId: string, target: IncidentTarget) {
  const { id: attemptId, personId, state, startedAt, deadlineAt, submittedAt, extraSeconds, awaySeconds, writerEpoch } = attempts;
  return handle
    .select({ attemptId, personId, state, startedAt, deadlineAt, submittedAt, extraSeconds, awaySeconds, writerEpoch })
    .from(attempts)
    .where(and(eq(attempts.roundId, roundId), isTarget(target)))
    .orderBy(attempts.id);
}

async function withScores(handle: Handle, rows: readonly Omit<TargetAttempt, "score">[]): Promise<TargetAttempt[]> {
  const scores = await listScores(handle, rows.map((row) => row.attemptId));
  return rows.map((row) => ({ ...row, score: scores.get(row.attemptId) ?? null }));
}

function isTarget(target: IncidentTarget): SQL | undefined {
  if ("attemptId" in target) return eq(attempts.id, target.attemptId);
  const isIn = target.unitIds.length === 0 ? sql`false` : inArray(attempts.unitId, [...target.unitIds]);
  return target.expiredSince === null
    ? and(isIn, eq(attempts.state, "in-progress"))
    : and(isIn, eq(attempts.state, "expired"), gte(attempts.deadlineAt, target.expiredSince));
}

async function listScores(tx: Handle, attemptIds: string[]): Promise<Map<string, Points>> {
  if (attemptIds.length === 0) return new Map();
  const rows = await tx
    .select({ attemptId: grades.attemptId, score: grades.score })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .innerJoin(grades, currentGrade)
    .where(inArray(attempts.id, attemptIds));
  return new Map(rows.map((row) => [row.attemptId, row.score]));
}

/** The latest attempt of each of these people, and who of them has one that is not closed. */
export async function listPersonsAttempts(tx: Handle, roundId: string, personIds: readonly string[]): Promise<Map<string, { lastAttemptId: string; hasOpen: boolean }>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx
    .select({
      personId: attempts.personId,
      lastAttemptId: sql<string>`(array_agg(${attempts.id} order by ${attempts.number} desc) filter (where ${ne(attempts.state, "void")}))[1]`,
      hasOpen: sql<boolean>`bool_or(${eq(attempts.state, "in-progress")})`,
    })
    .from(attempts)
    .where(and(eq(attempts.roundId, roundId), inArray(attempts.personId, [...personIds])))
    .groupBy(attempts.personId);
  return new Map(rows.map(({ personId, ...row }) => [personId, row]));
}

export async function findIncident(tx: Handle, incidentId: string) {
  const [row] = await tx.select({ kind: incidents.kind, terms: incidents.terms, at: incidents.at }).from(incidents).where(eq(incidents.id, incidentId));
  if (row === undefined) return null;
  return { ...row, attempts: await tx.select({ before: incidentAttempts.before, after: incidentAttempts.after }).from(incidentAttempts).where(eq(incidentAttempts.incidentId, incidentId)) };
}

export async function insertIncident(tx: Handle, incident: typeof incidents.$inferInsert, changed: readonly (typeof incidentAttempts.$inferInsert)[]): Promise<void> {
  await tx.insert(incidents).values(incident);
  for (let start = 0; start < changed.length; start += 1_000) await tx.insert(incidentAttempts).values(changed.slice(start, start + 1_000));
}

/** Of attempts that are locked. What is to be graded again loses its grade here; the incident has kept the score. */
export async function updateAttempts(tx: Handle, changes: readonly (AttemptChange & { attemptId: string })[], voidReason: string | null): Promise<void> {
  const rows = changes.map((change) => ({
    id: change.attemptId, state: change.state, deadline_at: momentOf(change.deadlineAt), submitted_at: momentOf(change.submittedAt), extra_seconds: change.extraSeconds,
    away_seconds: change.awaySeconds, writer_epoch: change.writerEpoch, reopened_at: momentOf(change.reopenedAt), is_to_grade: change.isToGrade ?? false,
  }));
  await tx.execute(sql`
    update attempts a
    set state = c.state, deadline_at = c.deadline_at, submitted_at = c.submitted_at, extra_seconds = c.extra_seconds, away_seconds = c.away_seconds,
      writer_epoch = c.writer_epoch, reopened_at = coalesce(c.reopened_at, a.reopened_at), void_reason = coalesce(${voidReason}, a.void_reason),
      graded_at = case when c.is_to_grade then null else a.graded_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (id uuid, state text, deadline_at timestamptz, submitted_at timestamptz, extra_seconds integer,
      away_seconds integer, writer_epoch integer, reopened_at timestamptz, is_to_grade boolean)
    where a.id = c.id`);
  const ungraded = changes.filter((change) => change.isToGrade).map((change) => change.attemptId);
  if (ungraded.length > 0) await tx.delete(grades).where(inArray(grades.attemptId, ungraded));
}

const momentOf = (instant: Instant | null | undefined) => (instant === null || instant === undefined ? null : new Date(instant).toISOString());

type AcceptedSave = Pick<UnsentSave, "position" | "choiceIds" | "isFlagged">;

/** Responses of an accepted file: newest of the log by their epoch, which nobody else writes under, and so the current ones. */
export async function insertHandedIn(tx: Handle, attemptId: string, writerEpoch: number, saves: readonly AcceptedSave[], at: Instant): Promise<void> {
  const rows = saves.map(({ position, choiceIds, isFlagged }, index) => ({ attemptId, writerEpoch, sequence: index + 1, position, response: choicesResponse(choiceIds), isFlagged }));
  await tx.insert(saveLog).values(rows.map((row) => ({ ...row, outcome: "handed-in" as const, receivedAt: at })));
  await tx
    .insert(responses)
    .values(rows.map((row) => ({ ...row, savedAt: at })))
    .onConflictDoUpdate({
      target: [responses.attemptId, responses.position],
      set: { response: sql`excluded.response`, isFlagged: sql`excluded.is_flagged`, writerEpoch: sql`excluded.writer_epoch`, sequence: sql`excluded.sequence`, savedAt: sql`excluded.saved_at` },
    });
}
