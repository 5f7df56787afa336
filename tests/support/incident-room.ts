import { eq } from "drizzle-orm";
import { choicesResponse } from "~/domain/attempt/response";
import { hourMs, type Instant, minuteMs } from "~/domain/shared/time";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { type SaveRow, writeSaves } from "~db/repositories/attempt-save.server";
import { attempts, grades } from "~db/schema";
import { findViolations } from "../faults/invariants";
import { createOrganiser } from "./incidents";
import { createSitting, monday, type Participant, type SittingItem } from "./sitting";

/** Attempts of a round with one attempt each that begin on `monday` at its opening, and what an organiser decides about them. */
export const dueAt = monday + 20 * minuteMs;
export const closesAt = monday + 8 * hourMs;

export type Begun = Participant & { attemptId: string; roundId: string; items: SittingItem[] };
export type IncidentRoom = Awaited<ReturnType<typeof createIncidentRoom>>;

export const time = (minutes: number, mayPassClosing = false) => ({ minutes, mayPassClosing });

export async function createIncidentRoom(database: Database) {
  const { db } = database;
  const [sitting, organiser] = [await createSitting(database), await createOrganiser(db)];

  async function begin(roundId: string, now: Instant = monday, who?: Participant): Promise<Begun> {
    const participant = who ?? (await sitting.createParticipant());
    const attemptId = await sitting.start({ sessionId: participant.sessionId, roundId, now });
    return { ...participant, attemptId, roundId, items: await sitting.itemsOf(attemptId) };
  }

  const rightRow = ({ sessionId, attemptId, items }: Begun, position: number, change: Partial<SaveRow> = {}): SaveRow => ({
    sessionId, attemptId, epoch: 1, sequence: position, position, response: choicesResponse(items[position - 1]!.answerKey), isFlagged: false, ageMs: 0, baseSequence: null, ...change,
  });
  const about = ({ attemptId, roundId }: Begun, now?: Instant) => ({ incidentId: newId(), roundId, accountId: organiser, reason: "Mất điện", scope: { attemptId }, ...(now === undefined ? {} : { now }) });

  return {
    sitting, organiser, begin, about,
    newRound: () => sitting.createRound({ closesAt, rules: { attempts: { allowed: 1, per: "round", pauseMinutes: 0 } } }),
    /** The right response to the question at `position`, as the exam page sends it. */
    save: async (begun: Begun, position: number, now: Instant, change: Partial<SaveRow> = {}) => (await writeSaves(database.sql, [rightRow(begun, position, change)], { wait: true, now }))[0]!,
    submit: ({ sessionId, attemptId }: Begun, now: Instant) => submitAttempt({ database }, { sessionId, attemptId, now }),
    stored: async ({ attemptId }: Begun) => (await db.select().from(attempts).where(eq(attempts.id, attemptId)))[0]!,
    gradesOf: ({ attemptId }: Begun) => db.select().from(grades).where(eq(grades.attemptId, attemptId)),
    reopening: (begun: Begun, now: Instant, minutes = 10, mayPassClosing = false) => ({ ...about(begun, now), ...time(minutes, mayPassClosing), expiredSince: 0 }),
    voiding: (begun: Begun, now?: Instant, despitePublished = false) => ({ ...about(begun, now), attemptId: begun.attemptId, despitePublished }),
    violations: (roundId: string, seats: readonly unknown[]) => findViolations(db, { roundId, graceSeconds: 10, seats, ledger: { acknowledgements: [], submitted: new Set() } as never }),
  };
}
