import type { AttemptState } from "~/domain/attempt/attempt";
import { compareUnsent, type ComparedSave } from "~/domain/attempt/unsent-comparison";
import type { UnsentFile } from "~/domain/attempt/unsent-file";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
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
  madeAt: Instant;
  receipt: string;
  rows: ComparedSave[];
};

/** Null when the file is of no attempt of this round. */
export async function reviewUnsentFile(
  { database: { db } }: { database: Pick<Database, "db"> },
  { roundId, file }: { roundId: string; file: Omit<UnsentFile, "text"> },
): Promise<UnsentReview | null> {
  const attempt = await findSeatAttempt(db, roundId, file.attemptId);
  if (attempt === null) return null;
  const [person, items] = await Promise.all([findSeatPerson(db, attempt.personId), listStoredItems(db, attempt.attemptId)]);
  const { attemptId, personId, unitName, number, state, deadlineAt } = attempt;
  return {
    attemptId, personId, unitName, number, state, deadlineAt,
    personName: person!.fullName,
    personCode: person!.code,
    madeAt: file.madeAt,
    receipt: file.receipt,
    rows: compareUnsent(file.saves, items, deadlineAt),
  };
}
