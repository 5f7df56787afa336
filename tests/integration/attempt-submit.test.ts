import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { choicesResponse, type Response } from "~/domain/attempt/response";
import { scoreAttempt } from "~/domain/grading/score-attempt";
import { minuteMs, type Instant } from "~/domain/shared/time";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { sweepAttempts } from "~/use-cases/attempt/sweep-attempts.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";
import { gradeAttempt } from "~/use-cases/grading/grade-attempts.server";
import { createDatabase } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { closeAttempt } from "~db/repositories/attempt.server";
import { type SaveRow, writeSaves } from "~db/repositories/attempt-save.server";
import { attempts, grades, responses, saveLog } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createSitting, monday, type Participant, type Sitting, type SittingItem } from "../support/sitting";

let database: TestDatabase;
let sitting: Sitting;
let roundId: string;
const deadlineAt = monday + 20 * minuteMs;

beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  sitting = await createSitting(database);
  roundId = await sitting.createRound();
});
afterAll(() => database.drop());

type Begun = Participant & { attemptId: string; items: SittingItem[] };

async function begin(now: Instant = monday, who?: Participant): Promise<Begun> {
  const participant = who ?? (await sitting.createParticipant());
  const attemptId = await sitting.start({ sessionId: participant.sessionId, roundId, now });
  return { ...participant, attemptId, items: await sitting.itemsOf(attemptId) };
}

const rightRow = ({ sessionId, attemptId, items }: Begun, position: number, sequence = position): SaveRow => ({
  sessionId, attemptId, epoch: 1, sequence, position, response: choicesResponse(items[position - 1]!.answerKey), isFlagged: false, ageMs: 0, baseSequence: null,
});
const answer = (begun: Begun, positions: number[], now: Instant) => writeSaves(database.sql, positions.map((position) => rightRow(begun, position)), { wait: true, now });
const storedAttempt = async (attemptId: string) => (await database.db.select().from(attempts).where(eq(attempts.id, attemptId)))[0]!;
const storedGrades = (attemptId: string) => database.db.select().from(grades).where(eq(grades.attemptId, attemptId));

test("submitting closes, grades what was saved, and may be repeated: the stored result stays", async () => {
  const begun = await begin();
  await answer(begun, [1, 2, 3], monday + minuteMs);
  const input = { sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: 1 };
  expect(await submitAttempt({ database }, { ...input, now: monday + 2 * minuteMs })).toEqual({ outcome: "closed" });
  const closed = await storedAttempt(begun.attemptId);
  expect(closed).toMatchObject({ state: "submitted", submittedAt: monday + 2 * minuteMs, gradedAt: monday + 2 * minuteMs });
  const [grade] = await storedGrades(begun.attemptId);
  const worth = begun.items.slice(0, 3).reduce((sum, item) => sum + (item.type === "several" ? 200 : 100), 0);
  expect(grade).toMatchObject({ version: 1, score: worth, maxScore: 900, answeredCount: 3, correctCount: 3 });
  expect(await submitAttempt({ database }, { ...input, now: monday + 9 * minuteMs })).toEqual({ outcome: "closed" });
  expect(await storedAttempt(begun.attemptId)).toEqual(closed);
  expect(await storedGrades(begun.attemptId)).toEqual([grade]);
});

test("20 parallel submits make one result", async () => {
  const begun = await begin();
  await answer(begun, [1], monday);
  const input = { sessionId: begun.sessionId, attemptId: begun.attemptId, now: monday + minuteMs };
  const results = await Promise.all(Array.from({ length: 20 }, () => submitAttempt({ database }, input)));
  expect(new Set(results.map((result) => result.outcome))).toEqual(new Set(["closed"]));
  expect(await storedGrades(begun.attemptId)).toHaveLength(1);
});

test("who may submit", async () => {
  const begun = await begin();
  const { attemptId } = begun;
  const stranger = await sitting.createParticipant();
  const outcome = async (change: object) => (await submitAttempt({ database }, { sessionId: begun.sessionId, attemptId, now: monday, ...change })).outcome;
  expect(await outcome({ sessionId: "none" })).toBe("no-session");
  expect(await outcome({ sessionId: stranger.sessionId })).toBe("not-found");
  expect(await outcome({ attemptId: newId() })).toBe("not-found");
  expect(await takeOverAttempt({ database }, { sessionId: stranger.sessionId, attemptId, now: monday })).toEqual({ outcome: "not-found" });
  expect(await takeOverAttempt({ database }, { sessionId: "none", attemptId, now: monday })).toEqual({ outcome: "no-session" });
  expect(await takeOverAttempt({ database }, { sessionId: begun.sessionId, attemptId, now: monday })).toEqual({ outcome: "taken-over", epoch: 2 });
  expect(await outcome({ epoch: 1 })).toBe("stale-writer");
  expect(await outcome({ epoch: 2 })).toBe("closed");
  expect(await outcome({ epoch: 1 })).toBe("closed");
  expect(await takeOverAttempt({ database }, { sessionId: begun.sessionId, attemptId, now: monday })).toEqual({ outcome: "closed" });
});

test.each([
  ["just before the deadline", deadlineAt - 1, "submitted", deadlineAt - 1],
  ["at the deadline", deadlineAt, "submitted", deadlineAt],
  ["just before the end of the grace", deadlineAt + 9_999, "submitted", deadlineAt],
  ["at the end of the grace", deadlineAt + 10_000, "expired", deadlineAt],
])("submitted %s", async (_when, now, state, submittedAt) => {
  const begun = await begin();
  await submitAttempt({ database }, { sessionId: begun.sessionId, attemptId: begun.attemptId, now });
  expect(await storedAttempt(begun.attemptId)).toMatchObject({ state, submittedAt });
});

test("a process that dies between closing and grading leaves the grade to the sweeper", async () => {
  const begun = await begin();
  await answer(begun, [1, 4], monday);
  await closeAttempt(database.sql, { sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: null, now: monday + minuteMs });
  expect(await storedGrades(begun.attemptId)).toEqual([]);
  expect(await sweepAttempts({ database }, { now: monday + 2 * minuteMs })).toMatchObject({ graded: 1 });
  expect(await storedGrades(begun.attemptId)).toMatchObject([{ answeredCount: 2, correctCount: 2 }]);
  expect(await gradeAttempt({ database }, { attemptId: begun.attemptId })).toBe(false);
});

test("the sweeper waits for the grace, then closes at the deadline and grades; sweeping again changes nothing", async () => {
  const start = monday + 60 * minuteMs;
  const due = start + 20 * minuteMs + 10_000;
  const begun = await begin(start);
  await answer(begun, [2], start + 1);
  await sweepAttempts({ database }, { now: due - 1 });
  expect(await storedAttempt(begun.attemptId)).toMatchObject({ state: "in-progress" });
  expect(await sweepAttempts({ database }, { now: due })).toEqual({ expired: 1, graded: 1 });
  expect(await storedAttempt(begun.attemptId)).toMatchObject({ state: "expired", submittedAt: due - 10_000, gradedAt: due });
  expect(await storedGrades(begun.attemptId)).toMatchObject([{ answeredCount: 1, correctCount: 1 }]);
  expect(await sweepAttempts({ database }, { now: due + minuteMs })).toEqual({ expired: 0, graded: 0 });
});

test("two instances sweep 250 attempts at once: each is closed once and graded once", async () => {
  const start = monday + 120 * minuteMs;
  const begun: Begun[] = [];
  for (let count = 0; count < 250; count += 10) begun.push(...(await Promise.all(Array.from({ length: 10 }, () => begin(start)))));
  const other = createDatabase(database.appUrl, { max: 5 });
  const now = start + 21 * minuteMs;
  const sums = await Promise.all([sweepAttempts({ database }, { now }), sweepAttempts({ database: other }, { now })]);
  await other.close();
  await sweepAttempts({ database }, { now });
  expect(sums[0].expired + sums[1].expired).toBe(250);
  const ids = begun.map(({ attemptId }) => attemptId);
  const rows = await database.db.select().from(attempts).where(inArray(attempts.id, ids));
  expect(rows.filter((row) => row.state === "expired" && row.submittedAt === start + 20 * minuteMs && row.gradedAt !== null)).toHaveLength(250);
  expect(await database.db.select().from(grades).where(inArray(grades.attemptId, ids))).toHaveLength(250);
});

test("save against submit, 200 times: every save that was acknowledged as saved is graded", async () => {
  const counts = { saved: 0, closed: 0 };
  const who = await sitting.createParticipant();
  for (let run = 0; run < 200; run++) {
    const now = monday + run * 2 * minuteMs;
    const begun = await begin(now, who);
    const saves = [1, 2, 3, 4, 5].map(async (position) => {
      await new Promise((resolve) => setTimeout(resolve, (run * position) % 6));
      const wait = position % 2 === 0;
      const [verdict] = await writeSaves(database.sql, [rightRow(begun, position)], { wait, now: now + minuteMs });
      return { position, outcome: verdict!.outcome };
    });
    const submit = new Promise((resolve) => setTimeout(resolve, run % 4)).then(() =>
      submitAttempt({ database }, { sessionId: begun.sessionId, attemptId: begun.attemptId, now: now + minuteMs }),
    );
    const [answers] = await Promise.all([Promise.all(saves), submit]);
    const saved = answers.filter(({ outcome }) => outcome === "saved").map(({ position }) => position);
    const [grade] = await storedGrades(begun.attemptId);
    expect(grade!.perItem.filter((item) => item.isCorrect).map((item) => item.position)).toEqual(saved.sort());
    counts.saved += saved.length;
    counts.closed += answers.filter(({ outcome }) => outcome === "closed").length;
  }
  expect(counts.saved).toBeGreaterThan(100);
  expect(counts.closed).toBeGreaterThan(100);
});

test("a stored grade can be computed again from the log alone", async () => {
  const begun = await begin();
  await answer(begun, [1, 3, 5, 7], monday);
  await writeSaves(database.sql, [{ ...rightRow(begun, 3, 30), response: choicesResponse([]) }], { wait: true, now: monday + 1 });
  await submitAttempt({ database }, { sessionId: begun.sessionId, attemptId: begun.attemptId, now: monday + 2 });
  const saved = await database.db.select().from(saveLog).where(and(eq(saveLog.attemptId, begun.attemptId), eq(saveLog.outcome, "saved"))).orderBy(saveLog.sequence);
  const fromLog = new Map(saved.map(({ position, response }): [number, Response] => [position, response!]));
  const items = begun.items.map((item) => ({ ...item, points: item.type === "several" ? 200 : 100 }));
  const score = scoreAttempt(items, fromLog, "all-or-nothing");
  expect(await storedGrades(begun.attemptId)).toMatchObject([{ score: score.score, correctCount: 3, answeredCount: 3 }]);
  expect(await database.db.select().from(responses).where(eq(responses.attemptId, begun.attemptId))).toHaveLength(4);
});

test("a void attempt is not graded and cannot be handed in", async () => {
  const begun = await begin();
  await database.db.update(attempts).set({ state: "void" }).where(eq(attempts.id, begun.attemptId));
  expect(await submitAttempt({ database }, { sessionId: begun.sessionId, attemptId: begun.attemptId, now: monday })).toEqual({ outcome: "closed" });
  await sweepAttempts({ database }, { now: monday });
  expect(await storedAttempt(begun.attemptId)).toMatchObject({ state: "void", gradedAt: null });
  expect(await storedGrades(begun.attemptId)).toEqual([]);
});
