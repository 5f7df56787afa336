import { and, eq, lt, sql, type SQL } from "drizzle-orm";
import type { CountedAttempt } from "~/domain/contest/round";
import type { StandingEntry } from "~/domain/standings/rank";
import type { Instant } from "~/domain/shared/time";
import type { Points } from "~/domain/shared/points";
import type { Handle } from "../client.server";
import { attempts, grades, people, predictions, rounds, units } from "../schema";
import { epochMs } from "./epoch-ms.server";
import { currentGrade, isValidEntry } from "./figures.server";

/** Valid entries with what ranks them and what a board shows. Which of a person's entries counts, and who is ahead, the domain decides. */
export type EntryRow = StandingEntry & {
  readonly attemptId: string;
  readonly number: number;
  readonly maxScore: Points;
  readonly personName: string;
  /** The person's unit at that time. */
  readonly unitId: string;
  readonly unitName: string;
};

/** Valid entries that fulfil a condition over attempts, grades and people. */
export function listEntriesWhere(handle: Handle, condition: SQL | undefined) {
  return handle
    .select({
      attemptId: attempts.id, personId: attempts.personId, number: attempts.number, unitId: attempts.unitId,
      personCode: people.code, personName: people.fullName, isCommitteeMember: people.isCommitteeMember, unitName: units.name,
      score: grades.score, maxScore: grades.maxScore,
      startedAt: epochMs(attempts.startedAt), submittedAt: epochMs(attempts.submittedAt), awaySeconds: attempts.awaySeconds,
      prediction: predictions.value,
    })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .innerJoin(grades, currentGrade)
    .innerJoin(people, eq(people.id, attempts.personId))
    .innerJoin(units, eq(units.id, attempts.unitId))
    .leftJoin(predictions, and(eq(predictions.roundId, attempts.roundId), eq(predictions.personId, attempts.personId)))
    .where(and(isValidEntry, condition));
}

export async function listEntries(handle: Handle, roundId: string): Promise<EntryRow[]> {
  return listEntriesWhere(handle, eq(attempts.roundId, roundId));
}

export async function listEntriesOf(handle: Handle, roundId: string, personId: string): Promise<EntryRow[]> {
  return listEntriesWhere(handle, and(eq(attempts.roundId, roundId), eq(attempts.personId, personId)));
}

/** Ended before this moment; null sets no limit. */
export type Cut = Instant | null;
export type ScoreNeighbours = {
  /** Ranked persons whose entry that counts scored more. */
  readonly higher: number;
  readonly total: number;
  /** All entries of the ranked persons whose entry that counts scored the same. */
  readonly equals: readonly EntryRow[];
};

/**
 * For a chain that begins with the score: how many are ahead by score alone, and the entries of those with the same score, whom
 * the rest of the chain must order. So one person's rank needs neither all names nor a sort of everybody.
 */
export async function findScoreNeighbours(handle: Handle, roundId: string, score: Points, counts: CountedAttempt, cut: Cut): Promise<ScoreNeighbours> {
  const isBeforeCut = cut === null ? undefined : lt(attempts.submittedAt, cut);
  const effective = handle
    .selectDistinctOn([attempts.personId], { personId: attempts.personId, score: grades.score })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .innerJoin(grades, currentGrade)
    .innerJoin(people, eq(people.id, attempts.personId))
    .where(and(isValidEntry, eq(attempts.roundId, roundId), eq(people.isCommitteeMember, false), isBeforeCut))
    .orderBy(attempts.personId, countedFirst[counts])
    .as("effective");
  const [tally] = await handle
    .select({
      higher: sql<number>`(count(*) filter (where ${effective.score} > ${score}))::int`,
      total: sql<number>`count(*)::int`,
    })
    .from(effective);
  const isEqual = sql`${attempts.personId} in (select person_id from ${effective} where ${effective.score} = ${score})`;
  const equals = await listEntriesWhere(handle, and(eq(attempts.roundId, roundId), isBeforeCut, isEqual));
  return { higher: tally?.higher ?? 0, total: tally?.total ?? 0, equals };
}

const countedFirst: Record<CountedAttempt, SQL> = {
  best: sql`${grades.score} desc`,
  first: sql`${attempts.number} asc`,
  last: sql`${attempts.number} desc`,
};
