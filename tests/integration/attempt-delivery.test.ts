import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hourMs, secondMs } from "~/domain/shared/time";
import { SaveBatcher, SavesNotAnswered } from "~/use-cases/attempt/save-batcher.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";
import { connect } from "~db/connection.server";
import { createDatabase } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { attempts, responses, saveLog, sessions } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { type Cookie, newCookie, postRaw, postSaves, type SaveServer, startSaveServer, type WireSave } from "../support/save-client";
import { createSitting, type Sitting, type SittingItem } from "../support/sitting";

let database: TestDatabase;
let sitting: Sitting;
let server: SaveServer;
let roundId: string;

beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  sitting = await createSitting(database);
  roundId = await sitting.createRound({ opensAt: Date.now() - hourMs, closesAt: Date.now() + hourMs });
  server = await startSaveServer(database);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

type Begun = { cookie: Cookie; sessionId: string; attemptId: string; items: SittingItem[] };

async function begin(): Promise<Begun> {
  const { accountId } = await sitting.createParticipant();
  const cookie = newCookie();
  await database.db.insert(sessions).values({ id: cookie.sessionId, accountId, expiresAt: Date.now() + hourMs, absoluteExpiresAt: Date.now() + hourMs, createdAt: Date.now() });
  const attemptId = await sitting.start({ sessionId: cookie.sessionId, roundId });
  return { cookie, sessionId: cookie.sessionId, attemptId, items: await sitting.itemsOf(attemptId) };
}

const wire = ({ items }: Begun, change: Partial<WireSave> = {}): WireSave => ({ sequence: 1, position: 1, choiceIds: [items[0]!.choiceOrder[0]!], isFlagged: false, ageMs: 0, ...change });
const post = (begun: Begun, saves: WireSave[], epoch = 1, url = server.url) => postSaves(url, begun.cookie, begun.attemptId, { epoch, saves });
const logOf = (attemptId: string) => database.db.select().from(saveLog).where(eq(saveLog.attemptId, attemptId));

/** The transactions that wrote the log of an attempt: exact, where two statements may share a millisecond. */
async function transactionsOf(attemptId: string): Promise<string[]> {
  const rows = await database.sql<{ id: string }[]>`select distinct xmin::text as id from save_log where attempt_id = ${attemptId}`;
  return rows.map(({ id }) => id);
}

/** Resolves once the attempt is locked, to what lets go of it. */
function holdLock(attemptId: string): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const held: Promise<void> = database.transaction(async (tx) => {
      await tx.select().from(attempts).where(eq(attempts.id, attemptId)).for("update");
      await new Promise<void>((letGo) => resolve(async () => (letGo(), held)));
    });
    held.catch(reject);
  });
}

test("a save is answered with what the page needs to go on", async () => {
  const begun = await begin();
  const { status, body } = await post(begun, [wire(begun), wire(begun, { sequence: 2, position: 2, choiceIds: [] })]);
  expect(status).toBe(200);
  const [attempt] = await database.db.select().from(attempts).where(eq(attempts.id, begun.attemptId));
  expect(body).toEqual({ now: expect.any(Number), deadlineAt: attempt!.deadlineAt, state: "in-progress", results: [{ sequence: 1, outcome: "saved" }, { sequence: 2, outcome: "saved" }] });
  expect(Math.abs(body.now - Date.now())).toBeLessThan(60_000);
  expect((await post(begun, [wire(begun)])).body.results).toEqual([{ sequence: 1, outcome: "saved" }]);
  expect(await post(begun, [])).toMatchObject({ status: 200, body: { state: "in-progress", results: [] } });
});

test("no session is 401, a foreign or missing attempt 404, a stale writer 409, a closed attempt 410, a foreign choice 422", async () => {
  const begun = await begin();
  const stranger = await begin();
  const saves = [wire(begun)];
  expect((await postSaves(server.url, null, begun.attemptId, { epoch: 1, saves })).status).toBe(401);
  expect((await postSaves(server.url, newCookie(), begun.attemptId, { epoch: 1, saves })).status).toBe(401);
  expect((await postSaves(server.url, stranger.cookie, begun.attemptId, { epoch: 1, saves })).status).toBe(404);
  expect((await postSaves(server.url, begun.cookie, newId(), { epoch: 1, saves })).status).toBe(404);
  expect((await postSaves(server.url, begun.cookie, "x", { epoch: 1, saves })).status).toBe(404);
  expect(await post(begun, [wire(begun, { choiceIds: ["0".repeat(16)] })])).toMatchObject({ status: 422, body: { results: [{ outcome: "invalid" }] } });
  await takeOverAttempt({ database }, begun);
  expect(await post(begun, [wire(begun, { sequence: 2 })])).toMatchObject({ status: 409, body: { state: "in-progress", results: [{ sequence: 2, outcome: "stale-writer" }] } });
  await submitAttempt({ database }, begun);
  expect(await post(begun, [wire(begun)], 2)).toMatchObject({ status: 410, body: { state: "submitted", results: [{ sequence: 1, outcome: "closed" }] } });
  expect(await post(begun, [], 2)).toMatchObject({ status: 410, body: { state: "submitted" } });
});

test("one late save among good ones is not a silent OK", async () => {
  const begun = await begin();
  await database.db.update(attempts).set({ deadlineAt: Date.now() - 4 * secondMs }).where(eq(attempts.id, begun.attemptId));
  const { status, body } = await post(begun, [wire(begun, { ageMs: 60_000 }), wire(begun, { sequence: 2, ageMs: 0 })]);
  expect([status, body.results.map((result) => result.outcome)]).toEqual([410, ["saved", "late"]]);
});

test("what the way here took is not held against the participant: 2 s on top of the age", async () => {
  const begun = await begin();
  await database.db.update(attempts).set({ deadlineAt: Date.now() - 1 }).where(eq(attempts.id, begun.attemptId));
  expect((await post(begun, [wire(begun)])).body.results).toEqual([{ sequence: 1, outcome: "saved" }]);
});

test.each([
  ["no JSON", "{"], ["a list", "[]"], ["no epoch", JSON.stringify({ saves: [] })], ["epoch 0", JSON.stringify({ epoch: 0, saves: [] })], ["epoch as text", JSON.stringify({ epoch: "1", saves: [] })],
  ["no saves", JSON.stringify({ epoch: 1 })], ["101 saves", JSON.stringify({ epoch: 1, saves: Array.from({ length: 101 }, () => ({})) })],
  ...Object.entries({ sequence: [0, 1.5, "1", null, 2 ** 53], position: [0, -1, "1"], choiceIds: ["a", [1], ["a b"], ["'"], ["\u0000"], Array.from({ length: 21 }, () => "a")], isFlagged: [1, "true", null], ageMs: [-1, 0.5, null] })
    .flatMap(([field, values]) => values.map((value): [string, string] => [
      `${field} = ${JSON.stringify(value)}`, JSON.stringify({ epoch: 1, saves: [{ sequence: 1, position: 1, choiceIds: [], isFlagged: false, ageMs: 0, [field]: value }] }),
    ])),
])("a body that breaks the contract is 400: %s", async (_what, body) => {
  expect((await postRaw(server.url, newCookie(), newId(), body)).status).toBe(400);
});

test("a body over 16 KB is 413, another content type 415", async () => {
  expect((await postRaw(server.url, newCookie(), newId(), " ".repeat(16_385))).status).toBe(413);
  expect((await postRaw(server.url, newCookie(), newId(), "{}", "text/plain")).status).toBe(415);
});

test("saves that arrive together are written together", async () => {
  const people = await Promise.all(Array.from({ length: 30 }, begin));
  const batcher = new SaveBatcher(database.sql);
  await Promise.all(people.map((begun) => batcher.save({ sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: 1, saves: [wire(begun)] })));
  const written = await Promise.all(people.map(({ attemptId }) => transactionsOf(attemptId)));
  expect(written.map((own) => own.length)).toEqual(people.map(() => 1));
  expect(new Set(written.flat()).size).toBeLessThanOrEqual(3);
});

test("a statement takes at most 2,000 rows, so clients that send a hundred at once make several", async () => {
  const [begun, last] = [await begin(), await begin()];
  const batcher = new SaveBatcher(database.sql);
  const hundred = (from: number) => Array.from({ length: 100 }, (_, index) => wire(begun, { sequence: from + index }));
  const results = await Promise.all([
    ...Array.from({ length: 20 }, (_, index) => batcher.save({ sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: 1, saves: hundred(index * 100 + 1) })),
    batcher.save({ sessionId: last.sessionId, attemptId: last.attemptId, epoch: 1, saves: [wire(last)] }),
  ]);
  expect(results.flat().map(({ outcome }) => outcome).every((outcome) => outcome === "saved")).toBe(true);
  const [all, own] = [await logOf(begun.attemptId), await logOf(last.attemptId)];
  expect([all.length, own.length]).toEqual([2_000, 1]);
  expect(await transactionsOf(begun.attemptId)).not.toContain((await transactionsOf(last.attemptId))[0]);
});

test("one locked attempt holds up nobody else, and is written as soon as it is free", async () => {
  const [locked, other] = [await begin(), await begin()];
  const release = await holdLock(locked.attemptId);
  let isAnswered = false;
  const waiting = post(locked, [wire(locked)]).then((reply) => {
    isAnswered = true;
    return reply;
  });
  expect(await Promise.all([post(other, [wire(other)]), post(other, [wire(other, { sequence: 2 })])])).toMatchObject([{ status: 200 }, { status: 200 }]);
  expect(isAnswered).toBe(false);
  await release();
  expect(await waiting).toMatchObject({ status: 200, body: { results: [{ outcome: "saved" }] } });
});

test("a request that the database refuses does not take its neighbours with it", async () => {
  const begun = await begin();
  const batcher = new SaveBatcher(database.sql);
  const good = { sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: 1, saves: [wire(begun)] };
  const [bad, saved] = await Promise.allSettled([batcher.save({ ...good, attemptId: "not a uuid" }), batcher.save(good)]);
  expect(bad.status).toBe("rejected");
  expect(saved).toMatchObject({ status: "fulfilled", value: [{ outcome: "saved" }] });
});

test("a full queue and a slow database are told as “not known to be saved”", async () => {
  const begun = await begin();
  const request = { sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: 1, saves: [wire(begun)] };
  const small = new SaveBatcher(database.sql, { mostWaiting: 3, answerWithinMs: 5_000 });
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => small.save(request)));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(3);
  for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(SavesNotAnswered);

  const release = await holdLock(begun.attemptId);
  const hasty = await startSaveServer(database, { mostWaiting: 10, answerWithinMs: 200 });
  const reply = await post(begun, [wire(begun, { sequence: 2 })], 1, hasty.url);
  await release();
  await hasty.close();
  expect(reply.status).toBe(503);
  expect(Number(reply.retryAfter)).toBeGreaterThan(0);
});

test("a database that is away is 503 with Retry-After", async () => {
  const begun = await begin();
  const away = createDatabase("postgres://nobody:x@127.0.0.1:1/none");
  const lonely = await startSaveServer(away, { mostWaiting: 10, answerWithinMs: 2_000 });
  const reply = await post(begun, [wire(begun)], 1, lonely.url);
  expect(reply.status).toBe(503);
  expect(Number(reply.retryAfter)).toBeGreaterThan(0);
  expect(lonely.reports).toEqual([]);
  await lonely.close();
  await away.close(0);
});

test("backends killed in the middle of batches: every acknowledged save is there", async () => {
  const writers = await Promise.all(Array.from({ length: 8 }, begin));
  const admin = connect(database.adminUrl, 1, "killer");
  const acknowledged: { attemptId: string; sequence: number; position: number }[] = [];
  let unanswered = 0;
  let kills = 0;
  const beganAt = Date.now();
  // why: a busy machine gets more time to show what is asked for below.
  const isOver = () => Date.now() > beganAt + 6_000 && ((kills > 3 && unanswered > 0 && acknowledged.length > 100) || Date.now() > beganAt + 45_000);

  async function write(begun: Begun): Promise<void> {
    for (let sequence = 1; !isOver(); ) {
      const reply = await post(begun, [wire(begun, { sequence, position: (sequence % 7) + 1, choiceIds: [] })]);
      if (reply.status === 200) {
        acknowledged.push({ attemptId: begun.attemptId, sequence, position: (sequence % 7) + 1 });
        sequence += 1;
      } else {
        expect(reply.status).toBe(503);
        unanswered += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
  async function kill(): Promise<void> {
    while (!isOver()) {
      await new Promise((resolve) => setTimeout(resolve, 60 + 90 * Math.random()));
      const gone = await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database.name} and application_name = 'test' and state = 'active'`;
      kills += gone.length;
    }
  }
  await Promise.all([...writers.map(write), kill()]);
  await admin.end();

  expect(kills).toBeGreaterThan(3);
  expect(unanswered).toBeGreaterThan(0);
  expect(acknowledged.length).toBeGreaterThan(100);
  for (const { attemptId } of writers) {
    const logged = new Set((await logOf(attemptId)).filter((entry) => entry.outcome === "saved").map((entry) => entry.sequence));
    const own = acknowledged.filter((save) => save.attemptId === attemptId);
    expect(own.filter((save) => !logged.has(save.sequence))).toEqual([]);
    for (let position = 1; position <= 7; position++) {
      const newest = Math.max(0, ...own.filter((save) => save.position === position).map((save) => save.sequence));
      if (newest === 0) continue;
      const [current] = await database.db.select().from(responses).where(and(eq(responses.attemptId, attemptId), eq(responses.position, position)));
      expect(current!.sequence).toBeGreaterThanOrEqual(newest);
    }
  }
}, 60_000);
