import type { AttemptState } from "~/domain/attempt/attempt";
import { mayShowKeys } from "~/domain/contest/visibility";
import { compareUnsent, type ComparedSave, endedAt } from "~/domain/attempt/unsent-comparison";
import type { UnsentFile } from "~/domain/attempt/unsent-file";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findSeatAttempt, findSeatPerson, listStoredItems } from "~db/read-models/seat.server";

/** A file of unsent responses beside what is stored, before the committee decides. */
export type UnsentReview = {
  attemptId: string;
  personId: string;
  personName: string;
  personCode: string;
  unitName: string;
  number: number;
  state: AttemptState;
  deadlineAt: Instant;
  submittedAt: Instant | null;
  madeAt: Instant;
  receipt: string;
  /** Everybody may have seen the keys by now. */
  keysShown: boolean;
  rows: ComparedSave[];
};

/** Null when the file is of no attempt of this round. */
export async function reviewUnsentFile(
  { database: { db } }: { database: Pick<Database, "db"> },
  { roundId, file }: { roundId: string; file: Omit<UnsentFile, "text"> },
): Promise<UnsentReview | null> {
  const attempt = await findSeatAttempt(db, roundId, file.attemptId);
  if (attempt === null) return null;
  const [person, items, round, now] = await Promise.all([findSeatPerson(db, attempt.personId), listStoredItems(db, attempt.attemptId), findResultRound(db, roundId), databaseNow(db)]);
  const { attemptId, personId, unitName, number, state, deadlineAt, submittedAt } = attempt;
  return {
    attemptId, personId, unitName, number, state, deadlineAt, submittedAt,
    personName: person!.fullName,
    personCode: person!.code,
    madeAt: file.madeAt,
    receipt: file.receipt,
    keysShown: round !== null && mayShowKeys(round, now, round.publishedAt),
    rows: compareUnsent(file.saves, items, endedAt(attempt)),
  };
}
