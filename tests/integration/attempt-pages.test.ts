import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { choicesResponse } from "~/domain/attempt/response";
import { dayMs, hourMs, minuteMs } from "~/domain/shared/time";
import { listMyRounds } from "~/use-cases/attempt/list-my-rounds.server";
import { loadExam } from "~/use-cases/attempt/load-exam.server";
import { loadResult } from "~/use-cases/attempt/load-result.server";
import { loadStartPage } from "~/use-cases/attempt/load-start-page.server";
import { savePrediction } from "~/use-cases/attempt/save-prediction.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { createDatabase } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { type SaveRow, writeSaves } from "~db/repositories/attempt-save.server";
import { attempts, people, questionRevisions, rounds } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { canary, createSitting, monday, type Participant, type Sitting, type SittingRound } from "../support/sitting";

let database: TestDatabase;
let sitting: Sitting;
const closesAt = monday + 2 * hourMs;

beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  sitting = await createSitting(database);
});
afterAll(() => database.drop());

/** Somebody who has started at `monday`, answered question 1 right and 2 wrong. */
async function sit(spec: SittingRound = {}): Promise<Participant & { roundId: string; attemptId: string }> {
  const roundId = await sitting.createRound({ closesAt, ...spec });
  const participant = await sitting.createParticipant();
  const attemptId = await sitting.start({ sessionId: participant.sessionId, roundId, now: monday });
  const items = await sitting.itemsOf(attemptId);
  const wrong = items[1]!.choiceOrder.filter((id) => !items[1]!.answerKey.includes(id)).slice(0, 1);
  const rows = [items[0]!.answerKey, wrong].map((choiceIds, index): SaveRow => (
    { sessionId: participant.sessionId, attemptId, epoch: 1, sequence: index + 1, position: index + 1, response: choicesResponse(choiceIds), isFlagged: index === 1, ageMs: 0, baseSequence: null }
  ));
  await writeSaves(database.sql, rows, { wait: true, now: monday + minuteMs });
  return { ...participant, roundId, attemptId };
}

test("the exam holds the set in its order with what was saved", async () => {
  const { personId, attemptId } = await sit();
  const exam = await loadExam({ database }, { personId, attemptId, now: monday + 2 * minuteMs });
  if (exam?.state !== "in-progress") throw new Error("not open");
  expect(exam).toMatchObject({ attemptId, number: 1, deadlineAt: monday + 20 * minuteMs, serverNow: monday + 2 * minuteMs, graceSeconds: 10, epoch: 1, lastSequence: 2 });
  const items = await sitting.itemsOf(attemptId);
  expect(exam.items.map((item) => item.choices.map((choice) => choice.id))).toEqual(items.map((item) => item.choiceOrder));
  expect(exam.items.map((item) => [item.choiceIds.length, item.isFlagged])).toEqual([[items[0]!.answerKey.length, false], [1, true], ...Array.from({ length: 5 }, () => [0, false])]);
  expect(exam.items[0]!.content).toMatch(/^Câu hỏi /);
});

test("nothing of a key, an explanation or a citation is in the exam", async () => {
  const { personId, attemptId } = await sit();
  const text = JSON.stringify(await loadExam({ database }, { personId, attemptId }));
  expect(text).not.toContain(canary);
  expect(text).not.toMatch(/answerKey|explanation|citation|isRight|isCorrect/i);
});

test("two banks that differ only in what is right give the same exam", async () => {
  const { personId, attemptId } = await sit();
  const now = monday + minuteMs;
  const before = JSON.stringify(await loadExam({ database }, { personId, attemptId, now }));
  const revisions = await database.db.select().from(questionRevisions);
  for (const { id, choices, answerKey } of revisions) {
    const others = choices.map((choice) => choice.id).filter((choice) => !answerKey.includes(choice)).slice(0, answerKey.length);
    await database.db.update(questionRevisions).set({ answerKey: others.sort(), explanation: "khác", citation: "khác" }).where(eq(questionRevisions.id, id));
  }
  // why: another process, which has read nothing of the first bank yet.
  const other = createDatabase(database.appUrl, { max: 1 });
  expect(JSON.stringify(await loadExam({ database: other }, { personId, attemptId, now }))).toBe(before);
  await other.close();
  for (const { id, answerKey, explanation, citation } of revisions) {
    await database.db.update(questionRevisions).set({ answerKey, explanation, citation }).where(eq(questionRevisions.id, id));
  }
});

test("foreign and missing attempts are the same null on every page", async () => {
  const { attemptId } = await sit();
  const stranger = await sitting.createParticipant();
  for (const personId of [stranger.personId, null]) {
    for (const id of [attemptId, newId()]) {
      expect(await loadExam({ database }, { personId, attemptId: id })).toBeNull();
      expect(await loadResult({ database }, { personId, attemptId: id })).toBeNull();
    }
  }
});

test("an open attempt has no result yet, a closed one no exam any more", async () => {
  const { personId, sessionId, attemptId, roundId } = await sit();
  expect(await loadResult({ database }, { personId, attemptId })).toEqual({ attemptId, state: "in-progress" });
  await submitAttempt({ database }, { sessionId, attemptId, now: monday + 3 * minuteMs });
  expect(await loadExam({ database }, { personId, attemptId })).toEqual({ attemptId, roundId, state: "submitted" });
});

test("the result: receipt at once, score and keys when the rules allow and not before", async () => {
  const { personId, sessionId, attemptId, roundId } = await sit({ rules: { show: { score: "after-closing", keys: "after-publishing", board: "live", freezeMinutes: 60 } } });
  await submitAttempt({ database }, { sessionId, attemptId, now: monday + 3 * minuteMs });
  const resultAt = async (now: number) => {
    const result = await loadResult({ database }, { personId, attemptId, now });
    if (result?.state !== "submitted") throw new Error("not closed");
    return result;
  };
  const closed = closesAt + 10_000;
  const early = await resultAt(closed - 1);
  expect(early).toMatchObject({ number: 1, durationMs: 3 * minuteMs, questionCount: 7, answeredCount: 2, isGraded: true, score: null, items: null, phase: "grace" });
  expect(early.receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(JSON.stringify(early)).not.toContain(canary);
  const afterClosing = await resultAt(closed);
  expect(afterClosing.score).toMatchObject({ correctCount: 1, maxScore: 900 });
  expect(afterClosing.items).toBeNull();
  await database.db.update(rounds).set({ publishedAt: closed + hourMs }).where(eq(rounds.id, roundId));
  expect((await resultAt(closed + hourMs - 1)).items).toBeNull();
  const published = await resultAt(closed + hourMs);
  expect(published.items).toHaveLength(7);
  expect(published.items![0]).toMatchObject({ isCorrect: true, isAnswered: true });
  expect(published.items![0]!.choices.filter((choice) => choice.isChosen !== choice.isRight)).toEqual([]);
  expect(published.items![1]).toMatchObject({ isCorrect: false, isAnswered: true });
  expect(published.items![6]).toMatchObject({ isCorrect: false, isAnswered: false, points: 0, explanation: `${canary} giải thích`, citation: `${canary} căn cứ` });
});

test("keys wait for the last deadline of anybody, moved by an incident beyond the end of the round", async () => {
  const { personId, sessionId, attemptId, roundId } = await sit();
  await submitAttempt({ database }, { sessionId, attemptId, now: monday + minuteMs });
  const late = await sitting.createParticipant();
  const lateAttempt = await sitting.start({ sessionId: late.sessionId, roundId, now: closesAt - 1 });
  await database.db.update(attempts).set({ deadlineAt: closesAt + hourMs }).where(eq(attempts.id, lateAttempt));
  const itemsAt = async (now: number) => {
    const result = await loadResult({ database }, { personId, attemptId, now });
    return result && "items" in result ? result.items : undefined;
  };
  expect(await itemsAt(closesAt + hourMs + 9_999)).toBeNull();
  expect(await itemsAt(closesAt + hourMs + 10_000)).toHaveLength(7);
});

test("my rounds: those meant for me, with phase, attempts left, and what to go on with", async () => {
  const [bloc, otherBloc] = sitting.blocIds as [string, string];
  const participant = await sitting.createParticipant({ blocIds: [bloc] });
  const limited = { attempts: { allowed: 2, per: "round" as const, pauseMinutes: 0 } };
  const mine = await sitting.createRound({ closesAt, blocIds: [bloc], rules: limited });
  const foreign = await sitting.createRound({ closesAt, blocIds: [otherBloc] });
  const draft = await sitting.createRound({ state: "draft" });
  const attemptId = await sitting.start({ sessionId: participant.sessionId, roundId: mine, now: monday });
  const { rounds: listed, serverNow } = await listMyRounds({ database }, { personId: participant.personId, now: monday + minuteMs });
  expect(serverNow).toBe(monday + minuteMs);
  expect(listed.map((round) => round.roundId)).not.toContain(foreign);
  expect(listed.map((round) => round.roundId)).not.toContain(draft);
  const open = listed.find((round) => round.roundId === mine);
  expect(open).toMatchObject({
    phase: "open", questionCount: 7, attemptsUsed: 1, attemptsLeft: 1, closedAttempts: [],
    openAttempt: { attemptId, deadlineAt: monday + 20 * minuteMs }, refusal: { reason: "open-attempt", attemptId },
  });
  await submitAttempt({ database }, { sessionId: participant.sessionId, attemptId, now: monday + 5 * minuteMs });
  const later = await listMyRounds({ database }, { personId: participant.personId, now: monday + 6 * minuteMs });
  expect(later.rounds.find((round) => round.roundId === mine)).toMatchObject({
    openAttempt: null, refusal: null, closedAttempts: [{ attemptId, number: 1, state: "submitted", submittedAt: monday + 5 * minuteMs }],
  });
  expect(await listMyRounds({ database }, { personId: null })).toMatchObject({ rounds: [] });
});

test("the list begins with the attempt to go on with and ends with trials", async () => {
  const participant = await sitting.createParticipant();
  const [trial, first, second] = [await sitting.createRound({ closesAt }), await sitting.createRound({ closesAt }), await sitting.createRound({ closesAt })];
  await database.db.update(rounds).set({ isTrial: true }).where(eq(rounds.id, trial));
  await sitting.start({ sessionId: participant.sessionId, roundId: second, now: monday });
  const { rounds: listed } = await listMyRounds({ database }, { personId: participant.personId, now: monday + minuteMs });
  const at = (roundId: string) => listed.findIndex((round) => round.roundId === roundId);
  expect(at(second)).toBe(0);
  expect(at(first)).toBeLessThan(at(trial));
  expect(listed.at(-1)!.isTrial).toBe(true);
});

test("the start page says the rules, the next number and why not", async () => {
  const [bloc, otherBloc] = sitting.blocIds as [string, string];
  const { personId } = await sitting.createParticipant({ blocIds: [bloc] });
  const roundId = await sitting.createRound({ closesAt });
  const page = await loadStartPage({ database }, { personId, roundId, now: monday - minuteMs });
  expect(page).toMatchObject({ phase: "before", nextNumber: 1, refusal: { reason: "not-open", opensAt: monday }, prediction: { subject: "persons", value: null, mayEdit: false } });
  expect(page!.rules).toContain("Đề thi có 7 câu, tổng 9 điểm; thứ tự câu hỏi và phương án được xáo trộn.");
  expect(await loadStartPage({ database }, { personId, roundId: await sitting.createRound({ blocIds: [otherBloc] }) })).toBeNull();
  expect(await loadStartPage({ database }, { personId, roundId: await sitting.createRound({ state: "draft" }) })).toBeNull();
  expect(await loadStartPage({ database }, { personId, roundId: newId() })).toBeNull();
});

test("whoever is off the roster still sees what was meant for them, and since when they can't start", async () => {
  const { personId } = await sitting.createParticipant();
  const roundId = await sitting.createRound({ closesAt });
  await database.db.update(people).set({ retiredAt: monday }).where(eq(people.id, personId));
  const refusal = { reason: "off-roster", since: monday };
  const { rounds: listed } = await listMyRounds({ database }, { personId, now: monday + minuteMs });
  expect(listed.find((round) => round.roundId === roundId)).toMatchObject({ refusal, prediction: { mayEdit: false } });
  expect(await loadStartPage({ database }, { personId, roundId, now: monday + minuteMs })).toMatchObject({ refusal });
});

test("the prediction can be changed until the first attempt is closed", async () => {
  const participant = await sitting.createParticipant();
  const { sessionId, personId } = participant;
  const roundId = await sitting.createRound({ closesAt, rules: { attempts: { allowed: 3, per: "round", pauseMinutes: 0 } } });
  const predict = async (value: number, now: number) => (await savePrediction({ database }, { sessionId, roundId, value, now })).outcome;
  const shown = async (now: number) => (await loadStartPage({ database }, { personId, roundId, now }))?.prediction;
  expect(await predict(100, monday - 1)).toBe("not-open");
  expect(await predict(100, monday)).toBe("saved");
  const attemptId = await sitting.start({ sessionId, roundId, now: monday });
  expect(await predict(120, monday + minuteMs)).toBe("saved");
  expect(await shown(monday + minuteMs)).toEqual({ subject: "persons", value: 120, mayEdit: true });
  expect(await predict(121, monday + 20 * minuteMs)).toBe("locked");
  await submitAttempt({ database }, { sessionId, attemptId, now: monday + 2 * minuteMs });
  expect(await predict(130, monday + 3 * minuteMs)).toBe("locked");
  expect(await shown(monday + 3 * minuteMs)).toEqual({ subject: "persons", value: 120, mayEdit: false });
  expect(await predict(130, closesAt)).toBe("not-open");
  expect((await savePrediction({ database }, { sessionId: "none", roundId, value: 1, now: monday })).outcome).toBe("no-session");
  expect((await savePrediction({ database }, { sessionId, roundId: newId(), value: 1, now: monday })).outcome).toBe("not-found");
  expect((await savePrediction({ database }, { sessionId, roundId: await sitting.createRound({ rules: { prediction: null } }), value: 1, now: monday + dayMs })).outcome).toBe("not-asked");
});

test("list, round and result lead to the board as soon as its rule shows it, and never of a trial", async () => {
  const { personId, roundId, attemptId, sessionId } = await sit({ rules: { show: { score: "at-once", keys: "never", board: "after-closing", freezeMinutes: 0 } } });
  await submitAttempt({ database }, { sessionId, attemptId, now: monday + minuteMs });
  const shownAt = async (now: number) => {
    const [listed, start, result] = await Promise.all([
      listMyRounds({ database }, { personId, now }), loadStartPage({ database }, { personId, roundId, now }), loadResult({ database }, { personId, attemptId, now }),
    ]);
    return [listed.rounds.find((round) => round.roundId === roundId)?.showsBoard, start?.showsBoard, result && "showsBoard" in result && result.showsBoard];
  };
  expect(await shownAt(closesAt + 9_999)).toEqual([false, false, false]);
  expect(await shownAt(closesAt + 10_000)).toEqual([true, true, true]);
  await database.db.update(rounds).set({ isTrial: true }).where(eq(rounds.id, roundId));
  expect(await shownAt(closesAt + 10_000)).toEqual([false, false, false]);
});

test("an attempt that is gone from the start page's number is no other attempt's", async () => {
  const { personId, roundId, attemptId, sessionId } = await sit({ rules: { attempts: { allowed: 2, per: "round", pauseMinutes: 0 } } });
  await submitAttempt({ database }, { sessionId, attemptId, now: monday + minuteMs });
  expect(await loadStartPage({ database }, { personId, roundId, now: monday + 2 * minuteMs })).toMatchObject({ nextNumber: 2, attemptsLeft: 1, refusal: null });
});
