import { and, countDistinct, eq, inArray, ne, sql, type SQL } from "drizzle-orm";
import { countOf, type PredictionSubject } from "~/domain/contest/round";
import type { Handle } from "../client.server";
import { attempts, grades, rounds } from "../schema";

/**
 * The three numbers counted by PostgreSQL, for pages that many people open: the same simple rules as the domain's
 * `isCountedAttempt` and `isValidEntry` (a test compares them). Scores are those of the round's current grading version.
 */
export const currentGrade: SQL = and(eq(grades.attemptId, attempts.id), eq(grades.version, rounds.gradingVersion))!;
export const isValidEntry: SQL<boolean> = sql<boolean>`(${attempts.state} in ('submitted', 'expired') and not ${rounds.isTrial} and ${grades.answeredCount} > 0)`;

export type EntryFigures = { readonly persons: number; readonly attempts: number; readonly validEntries: number };
export type RoundFigures = EntryFigures & { readonly perfectPersons: number };

const isPerfect = sql`${isValidEntry} and ${grades.maxScore} > 0 and ${grades.score} = ${grades.maxScore}`;
const figures = {
  persons: sql<number>`(count(distinct ${attempts.personId}) filter (where ${isValidEntry}))::int`,
  attempts: sql<number>`(count(*) filter (where ${attempts.state} <> 'void' and not ${rounds.isTrial}))::int`,
  validEntries: sql<number>`(count(*) filter (where ${isValidEntry}))::int`,
};

/** Of a round, or of several together: somebody who entered two of them is one person. */
export async function loadRoundFigures(handle: Handle, roundIds: readonly string[]): Promise<RoundFigures> {
  const [row] = await handle
    .select({ ...figures, perfectPersons: sql<number>`(count(distinct ${attempts.personId}) filter (where ${isPerfect}))::int` })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .leftJoin(grades, currentGrade)
    .where(inArray(attempts.roundId, [...roundIds]));
  return row!;
}

/** Over all rounds of the contest that are neither a trial nor cancelled; somebody who entered several of them is one person. */
export async function loadContestFigures(handle: Handle, contestId: string): Promise<EntryFigures> {
  const [row] = await handle
    .select(figures)
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .leftJoin(grades, currentGrade)
    .where(and(eq(rounds.contestId, contestId), ne(rounds.state, "cancelled")));
  return row!;
}

/** What really happened, as the domain's `actualFor` counts it. */
export function actualOf(subject: PredictionSubject, counted: RoundFigures): number {
  return { persons: counted.persons, attempts: counted.attempts, "perfect-persons": counted.perfectPersons }[countOf(subject)];
}

/** Attempts of a round that have ended but carry no grade of the current version yet, or are still open: results are not complete before. */
export async function countUnsettledAttempts(handle: Handle, roundId: string): Promise<number> {
  const [row] = await handle
    .select({ count: countDistinct(attempts.id) })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .leftJoin(grades, currentGrade)
    .where(and(eq(attempts.roundId, roundId), isUnsettled));
  return row?.count ?? 0;
}

/** By round; rounds without any are left out. */
export async function countUnsettledByRound(handle: Handle, contestId: string): Promise<Map<string, number>> {
  const rows = await handle
    .select({ roundId: attempts.roundId, count: countDistinct(attempts.id) })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .leftJoin(grades, currentGrade)
    .where(and(eq(rounds.contestId, contestId), isUnsettled))
    .groupBy(attempts.roundId);
  return new Map(rows.map(({ roundId, count }) => [roundId, count]));
}

const isUnsettled = and(ne(attempts.state, "void"), sql`(${attempts.state} = 'in-progress' or ${grades.attemptId} is null)`);
