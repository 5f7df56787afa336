import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ChangeWish } from "~/domain/contest/round-change";
import { hourMs, minuteMs } from "~/domain/shared/time";
import { listMyRounds } from "~/use-cases/attempt/list-my-rounds.server";
import { loadStartPage } from "~/use-cases/attempt/load-start-page.server";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { loadRunning } from "~/use-cases/incident/load-running.server";
import { changeRound } from "~/use-cases/round/change-round.server";
import { editRound } from "~/use-cases/round/edit-round.server";
import { loadComposer } from "~/use-cases/round/load-composer.server";
import { loadRoundChanges } from "~/use-cases/round/load-round-changes.server";
import { cancelRound, returnRoundToDraft } from "~/use-cases/round/set-round-state.server";
import { listRoundChanges } from "~db/repositories/round-change.server";
import { lockRound, updateRound } from "~db/repositories/round.server";
import { attempts, auditLog, rounds } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createSitting, type Participant, type Sitting, type SittingRound } from "../support/sitting";

let database: TestDatabase;
let sitting: Sitting;
let organiser: Participant;
let now: number;

beforeAll(async () => {
  database = await createTestDatabase({ max: 12 });
  sitting = await createSitting(database);
  organiser = await sitting.createParticipant();
});
afterAll(() => database.drop());
beforeEach(() => {
  now = Date.now();
});

/** Open for an hour, open for an hour more; 20 minutes a sitting. */
const openRound = (spec: SittingRound = {}) => sitting.createRound({ opensAt: now - hourMs, closesAt: now + hourMs, ...spec });
const change = (roundId: string, wish: ChangeWish, reason = "Mất điện toàn huyện") => changeRound({ database }, { accountId: organiser.accountId, roundId, wish, reason });
const findAttempt = async (attemptId: string) => (await database.db.select().from(attempts).where(eq(attempts.id, attemptId)))[0]!;
const findRound = async (roundId: string) => (await database.db.select().from(rounds).where(eq(rounds.id, roundId)))[0]!;
const actionsOf = async (roundId: string) => (await database.db.select().from(auditLog).where(eq(auditLog.subjectId, roundId)).orderBy(auditLog.id)).map(({ action, reason }) => [action, reason]);

const once = { attempts: { allowed: 1, per: "round", pauseMinutes: 0 } } as const;

async function startedRound(spec: SittingRound = {}) {
  const roundId = await openRound({ rules: once, ...spec });
  const person = await sitting.createParticipant();
  const attemptId = await sitting.start({ sessionId: person.sessionId, roundId });
  return { roundId, person, attemptId };
}

describe("more for everybody", () => {
  it("prolongs the round and what is being sat, once, with reason and audit, and tells the participants", async () => {
    const { roundId, person, attemptId } = await startedRound({ closesAt: now + 10 * minuteMs });
    const before = await findAttempt(attemptId);
    expect(before.deadlineAt).toBe(now + 10 * minuteMs);
    const wish: ChangeWish = { kind: "loosen", closesAt: now + 2 * hourMs, minutes: 30, allowed: 3 };
    expect([await change(roundId, wish), await change(roundId, wish)]).toEqual([{ ok: true, value: null }, { ok: true, value: null }]);
    expect((await findAttempt(attemptId)).deadlineAt).toBe(before.startedAt + 30 * minuteMs);
    expect(await findRound(roundId)).toMatchObject({ closesAt: now + 2 * hourMs, rules: { minutes: 30, attempts: { allowed: 3 } } });
    expect(await actionsOf(roundId)).toEqual([["round.loosen", "Mất điện toàn huyện"]]);
    const page = (await loadStartPage({ database }, { personId: person.personId, roundId }))!;
    expect(page.changes).toHaveLength(1);
    expect(page.changes[0]).toMatchObject({ reason: "Mất điện toàn huyện", sentences: [expect.stringContaining("gia hạn"), expect.stringContaining("từ 20 lên 30 phút"), expect.stringContaining("tăng từ 1 lên 3")] });
    expect(page.rules.join(" ")).toMatch(/30 phút.*tối đa 3 lượt/);
    expect((await loadRoundChanges({ database }, roundId))!.changes).toEqual([expect.objectContaining({ changedBy: "Đặng Thị Ệ", reason: "Mất điện toàn huyện" })]);
  });

  it("refuses less of anything, and stores nothing of a wish that is refused in one part", async () => {
    const { roundId } = await startedRound();
    expect(await change(roundId, { kind: "loosen", closesAt: now + 2 * hourMs, minutes: 19, allowed: 1 })).toMatchObject({ ok: false, refusal: { minutes: expect.any(String) } });
    expect((await findRound(roundId)).closesAt).toBe(now + hourMs);
    expect(await actionsOf(roundId)).toEqual([]);
  });

  it("does not bring an attempt back whose time is over", async () => {
    const { roundId, attemptId } = await startedRound();
    await database.db.update(attempts).set({ startedAt: now - 30 * minuteMs, deadlineAt: now - 1000 }).where(eq(attempts.id, attemptId));
    await change(roundId, { kind: "loosen", closesAt: now + hourMs, minutes: 45, allowed: 1 });
    expect((await findAttempt(attemptId)).deadlineAt).toBe(now - 1000);
  });
});

describe("closing early", () => {
  it("at once lets nobody in any more, keeps what is being sat, and is not closed for everybody before that is over", async () => {
    const { roundId, person, attemptId } = await startedRound();
    const { deadlineAt } = await findAttempt(attemptId);
    const wish: ChangeWish = { kind: "close-early", at: null, running: "kept" };
    expect([await change(roundId, wish), await change(roundId, wish)]).toEqual([{ ok: true, value: null }, { ok: true, value: null }]);
    expect((await findAttempt(attemptId)).deadlineAt).toBe(deadlineAt);
    const late = await sitting.createParticipant();
    expect(await startAttempt({ database }, { sessionId: late.sessionId, roundId })).toEqual({ ok: false, refusal: { reason: "closed" } });
    const phaseAt = async (moment: number) => (await listMyRounds({ database }, { personId: person.personId, now: moment })).rounds.find((round) => round.roundId === roundId)?.phase;
    const moments = [Date.now(), deadlineAt - 1, deadlineAt, deadlineAt + 9_999, deadlineAt + 10_000];
    expect(await Promise.all(moments.map(phaseAt))).toEqual(["finishing", "finishing", "grace", "grace", "closed"]);
    expect(await actionsOf(roundId)).toEqual([["round.close-early", "Mất điện toàn huyện"]]);
  });

  it("collecting cuts every running attempt to the closing, with five minutes' notice", async () => {
    const { roundId, attemptId } = await startedRound();
    const wish = (at: number): ChangeWish => ({ kind: "close-early", at, running: "collected" });
    expect(await change(roundId, wish(now + 4 * minuteMs))).toMatchObject({ ok: false, refusal: { closeAt: expect.stringContaining("5 phút") } });
    expect(await change(roundId, wish(now + 6 * minuteMs))).toEqual({ ok: true, value: null });
    expect((await findAttempt(attemptId)).deadlineAt).toBe(now + 6 * minuteMs);
    expect(await database.db.select({ after: auditLog.after }).from(auditLog).where(eq(auditLog.subjectId, roundId))).toMatchObject([{ after: { running: "collected", movedAttempts: 1 } }]);
  });

  it("judges a start that waited for the closing by the moment after it", async () => {
    const roundId = await openRound();
    const person = await sitting.createParticipant();
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    let isLocked = () => {};
    const locked = new Promise<void>((resolve) => (isLocked = resolve));
    const closing = database.transaction(async (tx) => {
      await lockRound(tx, roundId);
      isLocked();
      await gate;
      await updateRound(tx, roundId, { closesAt: Date.now() });
    });
    await locked;
    const starting = startAttempt({ database }, { sessionId: person.sessionId, roundId });
    setTimeout(letGo, 300);
    await closing;
    expect(await starting).toEqual({ ok: false, refusal: { reason: "closed" } });
    expect(await database.db.$count(attempts, eq(attempts.roundId, roundId))).toBe(0);
  });

  it("beside many starts leaves everybody either with the full time or outside", async () => {
    const people = await Promise.all(Array.from({ length: 24 }, () => sitting.createParticipant()));
    const roundId = await openRound();
    await sitting.start({ sessionId: people[0]!.sessionId, roundId });
    const starts = people.slice(1).map(({ sessionId }, index) => new Promise((resolve) => setTimeout(resolve, index * 3)).then(() => startAttempt({ database }, { sessionId, roundId })));
    const closing = new Promise((resolve) => setTimeout(resolve, 20)).then(() => change(roundId, { kind: "close-early", at: null, running: "kept" }));
    const [outcomes] = await Promise.all([Promise.all(starts), closing]);
    const { closesAt } = await findRound(roundId);
    const started = await database.db.select().from(attempts).where(eq(attempts.roundId, roundId));
    for (const { startedAt, deadlineAt } of started) expect([startedAt < closesAt, deadlineAt - startedAt]).toEqual([true, 20 * minuteMs]);
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.refusal).toEqual({ reason: "closed" });
    expect(started).toHaveLength(1 + outcomes.filter(({ ok }) => ok).length);
  });
});

describe("before anybody has started", () => {
  it("moves the window only with a reason; the composer refuses it and says where", async () => {
    const roundId = await openRound({ opensAt: now + hourMs, closesAt: now + 3 * hourMs });
    const { round, basis } = (await loadComposer({ database }, roundId))!;
    const edited = await editRound({ database }, { accountId: organiser.accountId, roundId, basis, input: { ...round, closesAt: round.closesAt + hourMs } });
    expect(edited).toMatchObject({ ok: false, refusal: { form: expect.stringContaining("Hoãn, gia hạn, đóng sớm") } });
    expect(await change(roundId, { kind: "postpone", opensAt: now + 2 * hourMs, closesAt: now + 4 * hourMs })).toEqual({ ok: true, value: null });
    expect(await findRound(roundId)).toMatchObject({ opensAt: now + 2 * hourMs, closesAt: now + 4 * hourMs });
    expect(await actionsOf(roundId)).toEqual([["round.postpone", "Mất điện toàn huyện"]]);
  });

  it("a postponement and a start at the same moment wait for one another, 12 times: whichever comes second is refused", async () => {
    for (let run = 0; run < 12; run += 1) {
      const roundId = await openRound();
      const person = await sitting.createParticipant();
      const [started, moved] = await Promise.all([
        startAttempt({ database }, { sessionId: person.sessionId, roundId }),
        new Promise((resolve) => setTimeout(resolve, run * 4)).then(() => change(roundId, { kind: "postpone", opensAt: now + 2 * hourMs, closesAt: now + 4 * hourMs })),
      ]);
      if (started.ok) expect(moved).toMatchObject({ ok: false, refusal: { form: expect.stringContaining("Đã có người vào thi") } });
      else expect([started.refusal.reason, moved?.ok]).toEqual(["not-open", true]);
    }
  });

  it("tells whoever knew of a round why it was cancelled, and nobody of a draft", async () => {
    const person = await sitting.createParticipant();
    const [known, draft] = [await openRound(), await openRound({ state: "draft" })];
    for (const roundId of [known, draft]) await cancelRound({ database }, { accountId: organiser.accountId, roundId, reason: "Hoãn theo công văn 12" });
    const { rounds: mine } = await listMyRounds({ database }, { personId: person.personId });
    const changesOf = (roundId: string) => mine.find((round) => round.roundId === roundId)?.changes;
    expect(changesOf(known)).toEqual([expect.objectContaining({ reason: "Hoãn theo công văn 12", sentences: ["Kỳ thi đã bị hủy."] })]);
    expect(changesOf(draft)).toEqual([]);
  });
});

it("tells of a cancellation where people knew of the round, although it had gone back to draft", async () => {
  const roundId = await openRound({ opensAt: now + hourMs, closesAt: now + 9 * hourMs });
  const deed = { accountId: organiser.accountId, roundId };
  expect(await change(roundId, { kind: "postpone", opensAt: now + 2 * hourMs, closesAt: now + 9 * hourMs }, "Dời sang giờ khác")).toMatchObject({ ok: true });
  expect(await returnRoundToDraft({ database }, deed)).toMatchObject({ ok: true });
  await cancelRound({ database }, { ...deed, reason: "Không tổ chức nữa" });
  expect((await listRoundChanges(database.db, roundId)).map(({ reason }) => reason)).toEqual(["Không tổ chức nữa", "Dời sang giờ khác"]);
  expect((await loadRunning({ database }, roundId, { search: "", unitId: null, state: null, page: 1 }))!.cancellation).toMatchObject({ reason: "Không tổ chức nữa" });
});
