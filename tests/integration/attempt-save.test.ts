import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { choicesResponse } from "~/domain/attempt/response";
import { dayMs, hourMs, minuteMs, type Instant } from "~/domain/shared/time";
import { loadExam } from "~/use-cases/attempt/load-exam.server";
import { saveResponses } from "~/use-cases/attempt/save-responses.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";
import { newId } from "~db/new-id.server";
import { type SaveRow, writeSaves } from "~db/repositories/attempt-save.server";
import { attempts, responses, saveLog, sessions } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createSitting, monday, type Participant, type Sitting, type SittingItem } from "../support/sitting";

let database: TestDatabase;
let sitting: Sitting;
let roundId: string;
let participant: Participant;
let attemptId: string;
let items: SittingItem[];
const deadlineAt = monday + 20 * minuteMs;

beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  sitting = await createSitting(database);
  // why: questions in the order of the blueprint, so the first has four choices.
  roundId = await sitting.createRound({ rules: { shuffleQuestions: false } });
});
afterAll(() => database.drop());
beforeEach(async () => {
  participant = await sitting.createParticipant();
  attemptId = await sitting.start({ sessionId: participant.sessionId, roundId, now: monday });
  items = await sitting.itemsOf(attemptId);
});

const choice = (position: number, index: number) => items[position - 1]!.choiceOrder[index]!;
const row = (change: Partial<SaveRow> = {}): SaveRow => ({
  sessionId: participant.sessionId, attemptId, epoch: 1, sequence: 1, position: 1, response: choicesResponse([choice(1, 0)]), isFlagged: false, ageMs: 0, baseSequence: null, ...change,
});
const save = async (rows: SaveRow[], now: Instant = monday + minuteMs, wait = false) => writeSaves(database.sql, rows, { wait, now });
const outcomes = async (rows: SaveRow[], now?: Instant) => (await save(rows, now)).map((verdict) => verdict.outcome);
const current = async (position = 1) => {
  const [found] = await database.db.select().from(responses).where(and(eq(responses.attemptId, attemptId), eq(responses.position, position)));
  return found ?? null;
};
const log = () => database.db.select().from(saveLog).where(eq(saveLog.attemptId, attemptId)).orderBy(asc(saveLog.writerEpoch), asc(saveLog.sequence));

describe("one save", () => {
  test("is written, logged and answered with state, deadline and the moment", async () => {
    const response = choicesResponse([choice(1, 2)]);
    expect(await save([row({ response, isFlagged: true })])).toEqual([{ outcome: "saved", state: "in-progress", deadlineAt, now: monday + minuteMs }]);
    expect(await current()).toMatchObject({ response, isFlagged: true, writerEpoch: 1, sequence: 1, savedAt: monday + minuteMs });
    expect(await log()).toMatchObject([{ outcome: "saved", position: 1, response, isFlagged: true, receivedAt: monday + minuteMs }]);
  });

  test("an older sequence that arrives later is logged and answered, but does not replace the newer response", async () => {
    const newer = choicesResponse([choice(1, 1)]);
    expect(await outcomes([row({ sequence: 9, response: newer })])).toEqual(["saved"]);
    expect(await outcomes([row({ sequence: 4 })])).toEqual(["saved"]);
    expect(await current()).toMatchObject({ response: newer, sequence: 9 });
    expect(await log()).toHaveLength(2);
  });

  test("a duplicate gets the same answer as the first and is logged once, also after the attempt is closed", async () => {
    expect(await outcomes([row()])).toEqual(["saved"]);
    expect(await outcomes([row()])).toEqual(["saved"]);
    await submitAttempt({ database }, { sessionId: participant.sessionId, attemptId, now: monday + 2 * minuteMs });
    expect(await save([row()], monday + 3 * minuteMs)).toMatchObject([{ outcome: "saved", state: "submitted" }]);
    expect(await outcomes([row({ sequence: 2 })], monday + 3 * minuteMs)).toEqual(["closed"]);
    expect(await outcomes([row({ sequence: 2 })], monday + 4 * minuteMs)).toEqual(["closed"]);
    expect(await log()).toMatchObject([{ outcome: "saved" }, { outcome: "closed" }]);
  });

  test("a different save under a used sequence comes from another writer and is never dropped with an OK", async () => {
    expect(await outcomes([row()])).toEqual(["saved"]);
    expect(await outcomes([row({ response: choicesResponse([choice(1, 1)]) })])).toEqual(["stale-writer"]);
    expect(await outcomes([row({ isFlagged: true })])).toEqual(["stale-writer"]);
    expect(await outcomes([row({ position: 2, response: choicesResponse([]) })])).toEqual(["stale-writer"]);
    expect(await current()).toMatchObject({ response: choicesResponse([choice(1, 0)]), isFlagged: false });
  });

  test("an emptied response is a response", async () => {
    await save([row(), row({ sequence: 2, response: choicesResponse([]) })]);
    expect(await current()).toMatchObject({ response: { kind: "choices", choiceIds: [] }, sequence: 2 });
  });

  test("a choice or a question that the set does not have is refused and logged", async () => {
    expect(await outcomes([row({ response: choicesResponse(["0123456789abcdef"]) })])).toEqual(["invalid"]);
    expect(await outcomes([row({ sequence: 2, response: choicesResponse([choice(1, 0), choice(2, 0)]) })])).toEqual(["invalid"]);
    expect(await outcomes([row({ sequence: 3, position: 8, response: choicesResponse([]) })])).toEqual(["invalid"]);
    expect(await current()).toBeNull();
    expect((await log()).map((entry) => entry.outcome)).toEqual(["invalid", "invalid", "invalid"]);
  });
});

describe("the deadline as a partition of time (grace 10 s)", () => {
  test.each([
    ["just before the deadline, typed now", deadlineAt - 1, 0, "saved"],
    ["at the deadline, typed now", deadlineAt, 0, "late"],
    ["at the deadline, typed 1 ms before", deadlineAt, 1, "saved"],
    ["just before the end of the grace, typed just before the deadline", deadlineAt + 9_999, 10_000, "saved"],
    ["just before the end of the grace, typed at the deadline", deadlineAt + 9_999, 9_999, "late"],
    ["at the end of the grace, typed long before", deadlineAt + 10_000, 600_000, "late"],
    ["after the grace, typed long before", deadlineAt + 10_001, 600_000, "late"],
    ["400 s after the deadline, nobody has swept", deadlineAt + 400_000, 0, "late"],
    ["at the deadline, nobody knows when it was typed", deadlineAt, null, "saved"],
    ["at the end of the grace, nobody knows when it was typed", deadlineAt + 10_000, null, "late"],
  ])("%s", async (_when, now, ageMs, expected) => {
    expect(await outcomes([row({ ageMs })], now)).toEqual([expected]);
    expect(await current()).toEqual(expected === "saved" ? expect.anything() : null);
    expect(await log()).toMatchObject([{ outcome: expected, receivedAt: now }]);
  });

  test("the state is told as expired once the grace is over, whether or not somebody has swept", async () => {
    expect(await save([row()], deadlineAt + 9_999)).toMatchObject([{ state: "in-progress" }]);
    expect(await save([row({ sequence: 2 })], deadlineAt + 10_000)).toMatchObject([{ outcome: "late", state: "expired" }]);
  });
});

describe("two writers", () => {
  test("after a takeover the older one is refused, logged and changes nothing", async () => {
    await save([row()]);
    expect(await takeOverAttempt({ database }, { sessionId: participant.sessionId, attemptId, now: monday + minuteMs })).toEqual({ outcome: "taken-over", epoch: 2 });
    expect(await outcomes([row({ sequence: 2, response: choicesResponse([choice(1, 3)]) })])).toEqual(["stale-writer"]);
    expect(await outcomes([row({ epoch: 2, response: choicesResponse([choice(1, 2)]) })])).toEqual(["saved"]);
    expect(await current()).toMatchObject({ response: choicesResponse([choice(1, 2)]), writerEpoch: 2, sequence: 1 });
    expect((await log()).map(({ writerEpoch, sequence, outcome }) => [writerEpoch, sequence, outcome])).toEqual([[1, 1, "saved"], [1, 2, "stale-writer"], [2, 1, "saved"]]);
  });

  test("an answer lost on the way is repeated to the older writer as it was", async () => {
    await save([row()]);
    await takeOverAttempt({ database }, { sessionId: participant.sessionId, attemptId, now: monday });
    expect(await outcomes([row()])).toEqual(["saved"]);
  });

  test("an epoch that was never given is nobody's", async () => {
    expect(await outcomes([row({ epoch: 7 })])).toEqual(["not-found"]);
    expect(await log()).toEqual([]);
  });
});

describe("who may save", () => {
  test("no session, an expired one, one past its absolute limit: no-session, and nothing is logged", async () => {
    const now = monday + minuteMs;
    const expired = await sitting.signIn(participant.accountId, now);
    const tooOld = await sitting.signIn(participant.accountId, now + dayMs, now);
    const rows = [row({ sessionId: "none" }), row({ sessionId: expired }), row({ sessionId: tooOld })];
    expect(await save(rows, now)).toMatchObject([{ outcome: "no-session", state: null }, { outcome: "no-session" }, { outcome: "no-session" }]);
    expect(await log()).toEqual([]);
  });

  test("a foreign and a missing attempt look the same, and nothing is logged", async () => {
    const stranger = await sitting.createParticipant();
    const verdicts = await save([row({ sessionId: stranger.sessionId }), row({ attemptId: newId() })]);
    expect(verdicts[0]).toEqual(verdicts[1]);
    expect(verdicts[0]).toMatchObject({ outcome: "not-found", state: null, deadlineAt: null });
    expect(await log()).toEqual([]);
  });

  test("saving is activity: the idle limit moves at most every five minutes and never past the absolute limit", async () => {
    const absolute = monday + 5 * hourMs;
    const sessionId = await sitting.signIn(participant.accountId, monday + 4 * hourMs, absolute);
    const expiry = async () => (await database.db.select().from(sessions).where(eq(sessions.id, sessionId)))[0]!.expiresAt;
    await save([row({ sessionId })], monday + 4 * minuteMs);
    expect(await expiry()).toBe(monday + 4 * hourMs);
    await save([row({ sessionId, sequence: 2 })], monday + 6 * minuteMs);
    expect(await expiry()).toBe(monday + 4 * hourMs + 6 * minuteMs);
    await save([row({ sessionId, sequence: null, position: 0 })], monday + 2 * hourMs);
    expect(await expiry()).toBe(absolute);
  });
});

describe("a batch", () => {
  test("holds many people; each save has its own outcome, in the order they came", async () => {
    const other = await sitting.createParticipant();
    const otherAttempt = await sitting.start({ sessionId: other.sessionId, roundId, now: monday });
    const otherItems = await sitting.itemsOf(otherAttempt);
    expect(
      await outcomes([
        row(),
        row({ sessionId: other.sessionId, attemptId: otherAttempt, response: choicesResponse([otherItems[0]!.choiceOrder[1]!]) }),
        row({ sessionId: other.sessionId }),
        row({ sequence: 2, response: choicesResponse(["x"]) }),
        row({ sessionId: "none" }),
        row({ sequence: 3, position: 2, response: choicesResponse([choice(2, 0)]) }),
      ]),
    ).toEqual(["saved", "saved", "not-found", "invalid", "no-session", "saved"]);
    const [saved] = await database.db.select().from(responses).where(eq(responses.attemptId, otherAttempt));
    expect(saved).toMatchObject({ position: 1, response: choicesResponse([otherItems[0]!.choiceOrder[1]!]) });
  });

  test("several saves of one question: all are answered, the newest counts; the same save twice is written once", async () => {
    const last = choicesResponse([choice(1, 3)]);
    expect(await outcomes([row({ sequence: 3, response: last }), row({ sequence: 1 }), row({ sequence: 2 }), row({ sequence: 2 }), row({ sequence: 2, isFlagged: true })])).toEqual([
      "saved", "saved", "saved", "saved", "stale-writer",
    ]);
    expect(await current()).toMatchObject({ sequence: 3, response: last });
    expect(await log()).toHaveLength(3);
  });

  test("an attempt that somebody has locked is left out, the rest is written", async () => {
    const other = await sitting.createParticipant();
    const otherAttempt = await sitting.start({ sessionId: other.sessionId, roundId, now: monday });
    let release = () => undefined as void;
    const released = new Promise<void>((resolve) => (release = resolve));
    let locked = () => undefined as void;
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const lock = database.transaction(async (tx) => {
      await tx.select().from(attempts).where(eq(attempts.id, attemptId)).for("update");
      locked();
      await released;
    });
    await isLocked;
    const otherRow = row({ sessionId: other.sessionId, attemptId: otherAttempt, response: choicesResponse([]) });
    expect(await outcomes([row(), otherRow])).toEqual(["busy", "saved"]);
    const waiting = save([row()], monday + minuteMs, true);
    release();
    await lock;
    expect(await waiting).toMatchObject([{ outcome: "saved" }]);
  });

  test("a ping tells state and deadline, counts as seen and writes no log", async () => {
    expect(await save([row({ sequence: null, position: 0 })])).toEqual([{ outcome: "seen", state: "in-progress", deadlineAt, now: monday + minuteMs }]);
    const [attempt] = await database.db.select().from(attempts).where(eq(attempts.id, attemptId));
    expect(attempt?.lastSeenAt).toBe(monday + minuteMs);
    expect(await log()).toEqual([]);
    await takeOverAttempt({ database }, { sessionId: participant.sessionId, attemptId, now: monday });
    expect(await outcomes([row({ sequence: null, position: 0 })])).toEqual(["stale-writer"]);
  });
});

describe("the form without JavaScript", () => {
  const form = (change: Partial<Parameters<typeof saveResponses>[1]> = {}) => ({
    sessionId: participant.sessionId, attemptId, epoch: 1, lastSequence: 0, now: monday + minuteMs,
    responses: items.map((item) => ({ position: item.position, choiceIds: [item.choiceOrder[0]!], isFlagged: item.position === 2 })), ...change,
  });

  test("saves the whole set at once; posted twice it is saved once", async () => {
    expect(await saveResponses({ database }, form())).toEqual({ outcome: "saved", state: "in-progress" });
    expect(await saveResponses({ database }, form())).toEqual({ outcome: "saved", state: "in-progress" });
    expect(await log()).toHaveLength(items.length);
    const exam = await loadExam({ database }, { ...participant, attemptId });
    expect(exam).toMatchObject({ state: "in-progress", lastSequence: items.length });
    if (exam?.state !== "in-progress") throw new Error("closed");
    expect(exam.items.map((item) => [item.choiceIds, item.isFlagged])).toEqual(items.map((item) => [[item.choiceOrder[0]], item.position === 2]));
  });

  test("a form that is behind another page writes nothing at all", async () => {
    await save([row({ sequence: 3, position: 5, response: choicesResponse([choice(5, 1)]) })]);
    expect(await saveResponses({ database }, form({ lastSequence: 0 }))).toEqual({ outcome: "stale-writer", state: "in-progress" });
    expect(await current(1)).toBeNull();
    expect(await saveResponses({ database }, form({ lastSequence: 3 }))).toMatchObject({ outcome: "saved" });
    expect(await current(5)).toMatchObject({ response: choicesResponse([choice(5, 0)]) });
  });

  test("counts inside the grace, is late after it, and tells a closed attempt", async () => {
    expect(await saveResponses({ database }, form({ now: deadlineAt + 9_000 }))).toMatchObject({ outcome: "saved" });
    expect(await saveResponses({ database }, form({ lastSequence: 7, now: deadlineAt + 10_000 }))).toMatchObject({ outcome: "late", state: "expired" });
    await submitAttempt({ database }, { sessionId: participant.sessionId, attemptId, now: deadlineAt + 9_500 });
    expect(await saveResponses({ database }, form({ lastSequence: 99, now: deadlineAt + 9_900 }))).toEqual({ outcome: "closed", state: "submitted" });
  });

  test("nobody's session and somebody else's attempt", async () => {
    expect(await saveResponses({ database }, form({ sessionId: "none" }))).toEqual({ outcome: "no-session", state: null });
    expect(await saveResponses({ database }, form({ sessionId: (await sitting.createParticipant()).sessionId, responses: [] }))).toEqual({ outcome: "not-found", state: null });
  });
});

test("the log can only grow", async () => {
  await save([row()]);
  const refused = (statement: PromiseLike<unknown>) => expect(statement).rejects.toMatchObject({ code: "42501" });
  await refused(database.sql`update save_log set outcome = 'saved'`);
  await refused(database.sql`delete from save_log`);
});
