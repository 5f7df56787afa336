import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { StoredItem } from "~/domain/attempt/unsent-comparison";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { attemptItems, attempts, grades, people, responses, rounds, units } from "../schema";
import { answeredCount, questionCount } from "./answered.server";
import { currentGrade } from "./figures.server";

/** One person in one round, as an organiser deals with it: who it is, the attempts, and what is stored of them. */
export type SeatPerson = { personId: string; code: string; fullName: string; unitName: string };

export async function findSeatPerson(handle: Handle, personId: string): Promise<SeatPerson | null> {
  const [row] = await handle
    .select({ personId: people.id, code: people.code, fullName: people.fullName, unitName: units.name })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .where(eq(people.id, personId));
  return row ?? null;
}

export type SeatAttempt = {
  attemptId: string;
  personId: string;
  number: number;
  state: AttemptState;
  unitId: string;
  unitName: string;
  startedAt: Instant;
  deadlineAt: Instant;
  submittedAt: Instant | null;
  lastSeenAt: Instant;
  extraSeconds: number;
  voidReason: string | null;
  score: Points | null;
  maxScore: Points | null;
  answered: number;
  questions: number;
};

const seatFields = {
  attemptId: attempts.id, personId: attempts.personId, number: attempts.number, state: attempts.state, unitId: attempts.unitId, unitName: units.name,
  startedAt: attempts.startedAt, deadlineAt: attempts.deadlineAt, submittedAt: attempts.submittedAt, lastSeenAt: attempts.lastSeenAt,
  extraSeconds: attempts.extraSeconds, voidReason: attempts.voidReason, score: grades.score, maxScore: grades.maxScore,
  answered: answeredCount(attempts.id), questions: questionCount(attempts.id),
};

const seatAttempts = (handle: Handle) =>
  handle
    .select(seatFields)
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .innerJoin(units, eq(units.id, attempts.unitId))
    .leftJoin(grades, currentGrade);

/** The latest first. */
export async function listSeatAttempts(handle: Handle, roundId: string, personId: string): Promise<SeatAttempt[]> {
  return seatAttempts(handle).where(and(eq(attempts.roundId, roundId), eq(attempts.personId, personId))).orderBy(desc(attempts.number));
}

export async function findSeatAttempt(handle: Handle, roundId: string, attemptId: string): Promise<SeatAttempt | null> {
  const [row] = await seatAttempts(handle).where(and(eq(attempts.roundId, roundId), eq(attempts.id, attemptId)));
  return row ?? null;
}

/** The question set of an attempt with what is stored for each question. */
export async function listStoredItems(handle: Handle, attemptId: string): Promise<StoredItem[]> {
  return handle
    .select({
      position: attemptItems.position,
      choiceOrder: attemptItems.choiceOrder,
      choiceIds: sql<string[]>`coalesce(${responses.response} -> 'choiceIds', '[]')`,
      savedAt: responses.savedAt,
    })
    .from(attemptItems)
    .leftJoin(responses, and(eq(responses.attemptId, attemptItems.attemptId), eq(responses.position, attemptItems.position)))
    .where(eq(attemptItems.attemptId, attemptId))
    .orderBy(asc(attemptItems.position));
}
