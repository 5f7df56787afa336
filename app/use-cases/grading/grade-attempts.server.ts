import type { Response } from "~/domain/attempt/response";
import { scoreAttempt } from "~/domain/grading/score-attempt";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { loadAnswerKeys, type AnswerKey } from "~db/read-models/attempt-questions.server";
import { listUngraded } from "~db/read-models/attempt.server";
import { type ClosedAttempt, type FirstGrade, insertFirstGrades } from "~db/repositories/attempt.server";

/**
 * Grades closed attempts for the first time. The pure domain scores the settled responses; version 1 is stored once,
 * whoever comes first (submit, sweeper, another process), because all of them compute the same.
 */
type Parts = { database: Pick<Database, "db" | "sql"> };

export async function gradeClosedAttempts({ database }: Parts, closed: readonly ClosedAttempt[], now?: Instant): Promise<void> {
  const countable = closed.filter(({ state }) => state === "submitted" || state === "expired");
  if (countable.length === 0) return;
  const keys = await loadAnswerKeys(database.db, countable.flatMap((attempt) => attempt.items.map((item) => item.revisionId)));
  await insertFirstGrades(database.sql, countable.map((attempt) => gradeOf(attempt, keys)), now);
}

/** Grades one closed attempt if it has no grade yet. False when there was nothing to grade. */
export async function gradeAttempt(parts: Parts, input: { attemptId: string; now?: Instant }): Promise<boolean> {
  const closed = await listUngraded(parts.database.db, 1, input.attemptId);
  await gradeClosedAttempts(parts, closed, input.now);
  return closed.length > 0;
}

/** Grades at most `limit` of the closed attempts that have no grade; how many there were. */
export async function gradeUngraded(parts: Parts, limit: number, now?: Instant): Promise<number> {
  const closed = await listUngraded(parts.database.db, limit);
  await gradeClosedAttempts(parts, closed, now);
  return closed.length;
}

function gradeOf(attempt: ClosedAttempt, keys: ReadonlyMap<string, AnswerKey>): FirstGrade {
  const items = attempt.items.map(({ position, points, revisionId }) => {
    const { type, answerKey } = keys.get(revisionId)!;
    return { position, points, type, answerKey };
  });
  const responses = new Map(attempt.items.flatMap(({ position, response }): [number, Response][] => (response === null ? [] : [[position, response]])));
  const { score, maxScore, answeredCount, correctCount, perItem } = scoreAttempt(items, responses, attempt.severalScoring);
  return {
    attemptId: attempt.attemptId,
    epoch: attempt.epoch,
    score,
    maxScore,
    answeredCount,
    correctCount,
    perItem: perItem.map(({ position, points, isCorrect }) => ({ position, points, isCorrect })),
  };
}
