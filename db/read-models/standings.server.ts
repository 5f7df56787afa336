import { and, eq, sql, type SQL } from "drizzle-orm";
import type { StandingEntry } from "~/domain/standings/rank";
import type { Points } from "~/domain/shared/points";
import type { Handle } from "../client.server";
import { preparedOnce } from "../prepared.server";
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

const entriesOf = preparedOnce((handle) =>
  listEntriesWhere(handle, and(eq(attempts.roundId, sql.placeholder("roundId")), eq(attempts.personId, sql.placeholder("personId")))).prepare("entries_of"),
);

export async function listEntriesOf(handle: Handle, roundId: string, personId: string): Promise<EntryRow[]> {
  return entriesOf(handle).execute({ roundId, personId });
}
