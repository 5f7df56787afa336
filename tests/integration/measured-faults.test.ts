import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hourMs, secondMs } from "~/domain/shared/time";
import { startSweeper } from "~/use-cases/attempt/sweep-loop.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { attempts, grades, responses, saveLog, sessions } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { newCookie, postSaves, type SaveServer, startSaveServer } from "../support/save-client";
import { createSitting, type Sitting } from "../support/sitting";

/**
 * What was measured on the system that offices would otherwise take (docs/faults.md), as the same cases over HTTP. The
 * fourth of them, a client that stops saving before the end, is app/enhance/exam/save-schedule.test.ts.
 */
let database: TestDatabase;
let sitting: Sitting;
let server: SaveServer;

beforeAll(async () => {
  database = await createTestDatabase({ max: 6 });
  sitting = await createSitting(database);
  server = await startSaveServer(database);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

/** Somebody whose time was up `seconds` ago; nobody has swept. */
async function begin(secondsOver = -600) {
  const { accountId } = await sitting.createParticipant();
  const cookie = newCookie();
  await database.db.insert(sessions).values({ id: cookie.sessionId, accountId, expiresAt: Date.now() + hourMs, absoluteExpiresAt: Date.now() + hourMs, createdAt: Date.now() });
  const roundId = await sitting.createRound({ opensAt: Date.now() - 2 * hourMs, closesAt: Date.now() + hourMs });
  const attemptId = await sitting.start({ sessionId: cookie.sessionId, roundId, now: Date.now() - 1_200 * secondMs - secondsOver * secondMs });
  const [item] = await sitting.itemsOf(attemptId);
  const saveOf = (sequence: number, epoch = 1, choiceIds = item!.answerKey) =>
    postSaves(server.url, cookie, attemptId, { epoch, saves: [{ sequence, position: 1, choiceIds, isFlagged: false, ageMs: 0 }] });
  const row = async () => (await database.db.select().from(attempts).where(eq(attempts.id, attemptId)))[0]!;
  const grade = async () => (await database.db.select().from(grades).where(eq(grades.attemptId, attemptId)))[0];
  const log = () => database.db.select().from(saveLog).where(eq(saveLog.attemptId, attemptId));
  return { attemptId, cookie, sessionId: cookie.sessionId, item: item!, saveOf, row, grade, log };
}

test("a save 400 s after the deadline, before anybody has swept: told so, kept in the log, never graded", async () => {
  const late = await begin(400);
  expect((await late.row()).state).toBe("in-progress");
  expect(await late.saveOf(1)).toMatchObject({ status: 410, body: { state: "expired", results: [{ sequence: 1, outcome: "late" }] } });
  expect(await late.log()).toMatchObject([{ outcome: "late" }]);
  expect(await submitAttempt({ database }, late)).toEqual({ outcome: "closed" });
  expect(await late.row()).toMatchObject({ state: "expired", submittedAt: (await late.row()).deadlineAt });
  expect(await late.grade()).toMatchObject({ answeredCount: 0, score: 0 });
});

test("a save from a stale second tab: 409, in the log as not counted, and the newer tab's response stays", async () => {
  const tabs = await begin();
  expect((await tabs.saveOf(1)).status).toBe(200);
  await takeOverAttempt({ database }, tabs);
  expect((await tabs.saveOf(1, 2)).status).toBe(200);
  expect(await tabs.saveOf(2, 1, [])).toMatchObject({ status: 409, body: { results: [{ sequence: 2, outcome: "stale-writer" }] } });
  expect((await tabs.log()).map(({ writerEpoch, sequence, outcome }) => [writerEpoch, sequence, outcome]).sort()).toEqual([[1, 1, "saved"], [1, 2, "stale-writer"], [2, 1, "saved"]]);
  const [current] = await database.db.select().from(responses).where(eq(responses.attemptId, tabs.attemptId));
  expect(current).toMatchObject({ writerEpoch: 2, response: { choiceIds: [...tabs.item.answerKey].sort() } });
});

test("a save without a session, or with one that has ended: 401 and nothing written", async () => {
  const ended = await begin();
  await database.db.delete(sessions).where(eq(sessions.id, ended.cookie.sessionId));
  expect((await ended.saveOf(1)).status).toBe(401);
  expect((await postSaves(server.url, null, ended.attemptId, { epoch: 1, saves: [] })).status).toBe(401);
  expect(await ended.log()).toEqual([]);
});

test("attempts of people who left are closed and graded by the app itself, as of their deadline", async () => {
  const gone = await begin(30);
  const sweeper = startSweeper({ database, log: { error: (fields) => expect.fail(JSON.stringify(fields)) } });
  await sweeper.stop();
  const { state, submittedAt, deadlineAt } = await gone.row();
  expect({ state, submittedAt }).toEqual({ state: "expired", submittedAt: deadlineAt });
  expect(await gone.grade()).toMatchObject({ answeredCount: 0 });
});
