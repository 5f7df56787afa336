import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choicesResponse } from "~/domain/attempt/response";
import { hourMs, minuteMs, secondMs, type Instant } from "~/domain/shared/time";
import { listMyRounds } from "~/use-cases/attempt/list-my-rounds.server";
import { loadResult } from "~/use-cases/attempt/load-result.server";
import { loadStartPage } from "~/use-cases/attempt/load-start-page.server";
import { savePrediction } from "~/use-cases/attempt/save-prediction.server";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { sweepAttempts } from "~/use-cases/attempt/sweep-attempts.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";
import { acceptUnsentFile } from "~/use-cases/incident/accept-unsent-file.server";
import { reviewUnsentFile } from "~/use-cases/incident/review-unsent-file.server";
import { giveExtraTime } from "~/use-cases/incident/give-extra-time.server";
import { reopenAttempts } from "~/use-cases/incident/reopen-attempts.server";
import { voidAttempt } from "~/use-cases/incident/void-attempt.server";
import { gradeClosedAttempts } from "~/use-cases/grading/grade-attempts.server";
import { listUngraded } from "~db/read-models/attempt.server";
import { closeAttempt } from "~db/repositories/attempt.server";
import { newId } from "~db/new-id.server";
import { loadRoundFigures } from "~db/read-models/figures.server";
import { listIncidents } from "~db/read-models/incident.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { listEntries } from "~db/read-models/standings.server";
import { type SaveRow, writeSaves } from "~db/repositories/attempt-save.server";
import { attempts, auditLog, grades, incidents, responses, saveLog, units } from "~db/schema";
import { findViolations } from "../faults/invariants";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createOrganiser, unsentFileOf } from "../support/incidents";
import { createSitting, monday, type Participant, type Sitting, type SittingItem } from "../support/sitting";

let database: TestDatabase;
let sitting: Sitting;
let organiser: string;
const dueAt = monday + 20 * minuteMs;
const closesAt = monday + 8 * hourMs;

beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  sitting = await createSitting(database);
  organiser = await createOrganiser(database.db);
});
afterAll(() => database.drop());

const newRound = () => sitting.createRound({ closesAt, rules: { attempts: { allowed: 1, per: "round", pauseMinutes: 0 } } });

type Begun = Participant & { attemptId: string; roundId: string; items: SittingItem[] };
async function begin(roundId: string, now: Instant = monday, who?: Participant): Promise<Begun> {
  const participant = who ?? (await sitting.createParticipant());
  const attemptId = await sitting.start({ sessionId: participant.sessionId, roundId, now });
  return { ...participant, attemptId, roundId, items: await sitting.itemsOf(attemptId) };
}

const rightRow = ({ sessionId, attemptId, items }: Begun, position: number, change: Partial<SaveRow> = {}): SaveRow => ({
  sessionId, attemptId, epoch: 1, sequence: position, position, response: choicesResponse(items[position - 1]!.answerKey), isFlagged: false, ageMs: 0, baseSequence: null, ...change,
});
const save = async (begun: Begun, position: number, now: Instant, change: Partial<SaveRow> = {}) => (await writeSaves(database.sql, [rightRow(begun, position, change)], { wait: true, now }))[0]!;
const submit = ({ sessionId, attemptId }: Begun, now: Instant) => submitAttempt({ database }, { sessionId, attemptId, now });
const stored = async ({ attemptId }: Begun) => (await database.db.select().from(attempts).where(eq(attempts.id, attemptId)))[0]!;
const gradesOf = ({ attemptId }: Begun) => database.db.select().from(grades).where(eq(grades.attemptId, attemptId));
const about = ({ attemptId, roundId }: Begun, now?: Instant) => ({ incidentId: newId(), roundId, accountId: organiser, reason: "Mất điện", scope: { attemptId }, ...(now === undefined ? {} : { now }) });
const time = (minutes: number, mayPassClosing = false) => ({ minutes, mayPassClosing });
const reopening = (begun: Begun, now: Instant, minutes = 10, mayPassClosing = false) => ({ ...about(begun, now), ...time(minutes, mayPassClosing), expiredSince: 0 });
const voiding = (begun: Begun, now?: Instant) => ({ ...about(begun, now), attemptId: begun.attemptId });
const violations = (roundId: string, seats: readonly unknown[]) => findViolations(database.db, { roundId, graceSeconds: 10, seats, ledger: { acknowledgements: [], submitted: new Set() } as never });

describe("extra time", () => {
  test("a save after the old deadline counts, the next reply tells the new one, and the sweeper waits for it", async () => {
    const begun = await begin(await newRound());
    expect(await giveExtraTime({ database }, { ...about(begun, dueAt - 1), ...time(10) })).toMatchObject({ ok: true });
    expect(await save(begun, 1, dueAt + 9 * minuteMs)).toMatchObject({ outcome: "saved", deadlineAt: dueAt + 10 * minuteMs });
    await sweepAttempts({ database }, { now: dueAt + 10 * minuteMs + 9 * secondMs });
    expect(await stored(begun)).toMatchObject({ state: "in-progress", extraSeconds: 600 });
    await sweepAttempts({ database }, { now: dueAt + 10 * minuteMs + 10 * secondMs });
    expect(await stored(begun)).toMatchObject({ state: "expired", submittedAt: dueAt + 10 * minuteMs });
    expect(await violations(begun.roundId, [1])).toEqual([]);
  });

  test("the same form twice gives it once, also at the same moment", async () => {
    const begun = await begin(await newRound());
    const input = { ...about(begun, monday), ...time(5) };
    const results = await Promise.all(Array.from({ length: 8 }, () => giveExtraTime({ database }, input)));
    expect(results.map((result) => result.ok && result.value.changes.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    expect(await stored(begun)).toMatchObject({ deadlineAt: dueAt + 5 * minuteMs });
    expect(await listIncidents(database.db, begun.roundId)).toHaveLength(1);
  });

  test("past closing the round is closed for everybody only after that: keys stay hidden; a void attempt holds nothing up", async () => {
    const roundId = await newRound();
    const begun = await begin(roundId, closesAt - minuteMs);
    const other = await begin(roundId, monday);
    await submit(other, monday + minuteMs);
    expect(await giveExtraTime({ database }, { ...about(begun, closesAt - 1), ...time(30) })).toEqual({ ok: false, refusal: "at-closing" });
    await giveExtraTime({ database }, { ...about(begun, closesAt - 1), ...time(30, true) });
    const lastDeadline = async () => (await findResultRound(database.db, roundId))!.lastDeadlineAt;
    const seesKeys = async () => (await loadResult({ database }, { personId: other.personId, attemptId: other.attemptId, now: closesAt + 20 * minuteMs }) as { items: unknown }).items !== null;
    expect([await lastDeadline(), await seesKeys()]).toEqual([closesAt + 30 * minuteMs, false]);
    await voidAttempt({ database }, voiding(begun, closesAt));
    expect([await lastDeadline(), await seesKeys()]).toEqual([null, true]);
  });

  test("whoever has handed in holds nothing up either, however late they might have", async () => {
    const roundId = await newRound();
    const begun = await begin(roundId, closesAt - minuteMs);
    await giveExtraTime({ database }, { ...about(begun, closesAt - 1), ...time(30, true) });
    const stage = async () => (await loadResult({ database }, { personId: begun.personId, attemptId: begun.attemptId, now: closesAt + 5 * minuteMs }) as { phase?: string }).phase;
    expect((await findResultRound(database.db, roundId))!.lastDeadlineAt).toBe(closesAt + 30 * minuteMs);
    await submit(begun, closesAt + 2 * minuteMs);
    expect([(await findResultRound(database.db, roundId))!.lastDeadlineAt, await stage()]).toEqual([null, "closed"]);
  });

  test("for a unit: those who run in it or below, nobody else; one incident with all of them", async () => {
    const roundId = await newRound();
    const [inside, finished] = [await begin(roundId), await begin(roundId)];
    await submit(finished, monday + minuteMs);
    const elsewhere = await begin(roundId);
    const [parent] = await database.db.select().from(units).where(eq(units.id, sitting.unitId));
    const otherUnit = newId();
    await database.db.insert(units).values({ ...parent!, id: otherUnit, code: otherUnit });
    await database.db.update(attempts).set({ unitId: otherUnit }).where(eq(attempts.id, elsewhere.attemptId));
    const result = await giveExtraTime({ database }, { ...about(inside, monday + minuteMs), scope: { unitId: sitting.unitId }, ...time(15) });
    expect(result.ok && result.value.changes).toHaveLength(1);
    expect([(await stored(inside)).deadlineAt, (await stored(elsewhere)).deadlineAt]).toEqual([dueAt + 15 * minuteMs, dueAt]);
    const [incident] = await listIncidents(database.db, roundId);
    expect(incident).toMatchObject({ kind: "extra-time", unitName: parent!.name, terms: { minutes: 15 }, attempts: [{ attemptId: inside.attemptId, before: { deadlineAt: dueAt }, after: { deadlineAt: dueAt + 15 * minuteMs } }] });
    expect(await giveExtraTime({ database }, { ...about(inside), scope: { unitId: newId() }, ...time(5) })).toEqual({ ok: false, refusal: "missing" });
  });

  test("at the deadline against the sweeper, 60 times: either it has the time and runs, or it has expired at its old deadline", async () => {
    const roundId = await newRound();
    const seen = new Set<string>();
    for (let run = 0; run < 60; run++) {
      const begun = await begin(roundId);
      const now = dueAt + 10 * secondMs;
      const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      // each sixth time one of them is sure to be first; in between they meet
      const swept = after(run % 6 === 5 ? 100 : run % 4).then(() => sweepAttempts({ database }, { now }));
      const give = after(run % 6 === 4 ? 100 : 0).then(() => giveExtraTime({ database }, { ...about(begun, now - 1), ...time(10) }));
      const [given] = await Promise.all([give, swept]);
      const row = await stored(begun);
      expect([row.state, row.deadlineAt, row.submittedAt]).toEqual(given.ok ? ["in-progress", dueAt + 10 * minuteMs, null] : ["expired", dueAt, dueAt]);
      seen.add(row.state);
      await voidAttempt({ database }, voiding(begun, now));
    }
    expect(seen.size).toBe(2);
  });
});

describe("reopening", () => {
  test("the grade of before counts no longer and is on record; what is answered afterwards counts with what was; the time away does not", async () => {
    const begun = await begin(await newRound());
    await save(begun, 1, monday + minuteMs);
    await submit(begun, monday + 5 * minuteMs);
    const [first] = await gradesOf(begun);
    const again = monday + hourMs;
    expect(await reopenAttempts({ database }, reopening(begun, again))).toMatchObject({ ok: true });
    expect(await gradesOf(begun)).toEqual([]);
    expect([await listEntries(database.db, begun.roundId), (await loadRoundFigures(database.db, begun.roundId)).validEntries]).toEqual([[], 0]);
    const [incident] = await listIncidents(database.db, begun.roundId);
    expect(incident!.attempts[0]).toMatchObject({ before: { state: "submitted", score: first!.score, submittedAt: monday + 5 * minuteMs }, after: { state: "in-progress", score: null, deadlineAt: again + 10 * minuteMs } });

    expect(await save(begun, 2, again + minuteMs)).toMatchObject({ outcome: "stale-writer" });
    expect(await takeOverAttempt({ database }, { sessionId: begun.sessionId, attemptId: begun.attemptId, now: again })).toEqual({ outcome: "taken-over", epoch: 3 });
    expect(await save(begun, 2, again + minuteMs, { epoch: 3, sequence: 1 })).toMatchObject({ outcome: "saved" });
    await submit(begun, again + 2 * minuteMs);
    expect(await gradesOf(begun)).toMatchObject([{ version: 1, answeredCount: 2, correctCount: 2 }]);
    const [entry] = await listEntries(database.db, begun.roundId);
    expect(entry).toMatchObject({ submittedAt: again + 2 * minuteMs, awaySeconds: 55 * 60 });
    expect(await loadResult({ database }, { personId: begun.personId, attemptId: begun.attemptId, now: again + hourMs })).toMatchObject({ durationMs: 7 * minuteMs, incidents: [{ kind: "reopening", reason: "Mất điện" }] });
    expect(await violations(begun.roundId, [1])).toEqual([]);
  });

  test("the prediction stays as it was at the first submit", async () => {
    const roundId = await sitting.createRound({ closesAt, rules: { prediction: "persons" } });
    const begun = await begin(roundId);
    await submit(begun, monday + minuteMs);
    await reopenAttempts({ database }, reopening(begun, monday + 2 * minuteMs));
    expect(await savePrediction({ database }, { sessionId: begun.sessionId, roundId, value: 7, now: monday + 3 * minuteMs })).toEqual({ outcome: "locked" });
    expect((await loadStartPage({ database }, { personId: begun.personId, roundId, now: monday + 3 * minuteMs }))!.prediction).toMatchObject({ mayEdit: false });
  });

  test("a person with another open attempt is refused; for a unit only the last attempt goes on, and only where time ran out", async () => {
    const roundId = await sitting.createRound({ closesAt });
    const [first, handedIn] = [await begin(roundId), await begin(roundId)];
    await submit(handedIn, monday + minuteMs);
    const now = dueAt + minuteMs;
    await sweepAttempts({ database }, { now });
    const second = await begin(roundId, now, first);
    expect(await reopenAttempts({ database }, reopening(first, now))).toEqual({ ok: false, refusal: "open-attempt" });
    await sweepAttempts({ database }, { now: now + 21 * minuteMs });
    const unit = { ...reopening(first, now + 22 * minuteMs), scope: { unitId: sitting.unitId } };
    const result = await reopenAttempts({ database }, { ...unit, expiredSince: monday });
    expect(result.ok && result.value.changes.map(({ attempt }) => attempt.attemptId)).toEqual([second.attemptId]);
    expect(await reopenAttempts({ database }, { ...unit, incidentId: newId(), expiredSince: now + 30 * minuteMs })).toEqual({ ok: false, refusal: "missing" });
    expect((await stored(handedIn)).state).toBe("submitted");
  });

  test("against a start of the same person, 30 times: never two open attempts, nobody sees an error", async () => {
    const roundId = await sitting.createRound({ closesAt });
    for (let run = 0; run < 30; run++) {
      const begun = await begin(roundId);
      await submit(begun, monday + minuteMs);
      const now = monday + 2 * minuteMs;
      const [reopened, started] = await Promise.all([reopenAttempts({ database }, reopening(begun, now)), startAttempt({ database }, { sessionId: begun.sessionId, roundId, now })]);
      const open = await database.db.select().from(attempts).where(and(eq(attempts.personId, begun.personId), eq(attempts.state, "in-progress")));
      expect(open).toHaveLength(1);
      expect([reopened.ok, started.ok]).toContain(true);
    }
  });

  test("a grade of responses that were read before the reopening is not stored afterwards", async () => {
    const begun = await begin(await newRound());
    await save(begun, 1, monday + minuteMs);
    await closeAttempt(database.sql, { sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: null, now: monday + 2 * minuteMs });
    const read = await listUngraded(database.db, 1, begun.attemptId);
    await reopenAttempts({ database }, reopening(begun, monday + 3 * minuteMs));
    await save(begun, 2, monday + 4 * minuteMs, { epoch: 2, sequence: 1 });
    await closeAttempt(database.sql, { sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: null, now: monday + 5 * minuteMs });
    await gradeClosedAttempts({ database }, read);
    expect(await gradesOf(begun)).toEqual([]);
    await sweepAttempts({ database }, { now: monday + 6 * minuteMs });
    expect(await gradesOf(begun)).toMatchObject([{ answeredCount: 2 }]);
  });

  test("against the sweeper that grades, 60 times: the grade is never of the responses before the reopening", async () => {
    const roundId = await newRound();
    for (let run = 0; run < 60; run++) {
      const begun = await begin(roundId);
      await save(begun, 1, monday + minuteMs);
      const now = dueAt + 10 * secondMs;
      const reopened = new Promise((resolve) => setTimeout(resolve, run % 5)).then(() => reopenAttempts({ database }, reopening(begun, now + run)));
      const [, result] = await Promise.all([sweepAttempts({ database }, { now }), reopened]);
      if (!result.ok) continue;
      const { writerEpoch } = await stored(begun);
      expect(await save(begun, 2, now + minuteMs, { epoch: writerEpoch, sequence: 1 })).toMatchObject({ outcome: "saved" });
      await Promise.all([submit(begun, now + 2 * minuteMs), sweepAttempts({ database }, { now: now + 2 * minuteMs })]);
    }
    await sweepAttempts({ database }, { now: dueAt + hourMs });
    const rows = await database.db.select().from(attempts).where(eq(attempts.roundId, roundId));
    expect(await violations(roundId, rows)).toEqual([]);
  });
});

describe("void", () => {
  test("counts neither as used nor as an entry nor in standings; the person may start again and reads why", async () => {
    const begun = await begin(await newRound());
    await save(begun, 1, monday + minuteMs);
    await submit(begun, monday + 2 * minuteMs);
    const figures = () => loadRoundFigures(database.db, begun.roundId);
    const myRound = async () => (await listMyRounds({ database }, { personId: begun.personId, now: monday + hourMs })).rounds.find(({ roundId }) => roundId === begun.roundId)!;
    expect([(await figures()).persons, (await listEntries(database.db, begun.roundId)).length, (await myRound()).attemptsLeft]).toEqual([1, 1, 0]);
    expect(await voidAttempt({ database }, voiding(begun, monday + 3 * minuteMs))).toMatchObject({ ok: true });
    expect([await figures(), await listEntries(database.db, begun.roundId)]).toMatchObject([{ persons: 0, attempts: 0, validEntries: 0 }, []]);
    expect(await myRound()).toMatchObject({ attemptsUsed: 0, attemptsLeft: 1, refusal: null, incidents: [{ kind: "void", number: 1, reason: "Mất điện" }] });
    expect(await stored(begun)).toMatchObject({ state: "void", voidReason: "Mất điện" });
    const again = await begin(begun.roundId, monday + hourMs, begun);
    expect((await stored(again)).number).toBe(2);
    expect(await voidAttempt({ database }, voiding(begun))).toEqual({ ok: false, refusal: "void" });
  });

  test("while saves arrive, 60 times: what was acknowledged is in the log, nothing is acknowledged afterwards, nothing is graded", async () => {
    const roundId = await newRound();
    for (let run = 0; run < 60; run++) {
      const begun = await begin(roundId);
      const saves = [1, 2, 3, 4].map(async (position) => {
        await new Promise((resolve) => setTimeout(resolve, (run * position) % 5));
        return { position, outcome: (await save(begun, position, monday + minuteMs)).outcome };
      });
      const voided = new Promise((resolve) => setTimeout(resolve, run % 4)).then(() => voidAttempt({ database }, voiding(begun, monday + minuteMs)));
      const [answers] = await Promise.all([Promise.all(saves), voided]);
      const logged = await database.db.select().from(saveLog).where(eq(saveLog.attemptId, begun.attemptId));
      for (const { position, outcome } of answers) expect(logged.find((row) => row.position === position)?.outcome).toBe(outcome);
      expect(await save(begun, 5, monday + minuteMs)).toMatchObject({ outcome: "closed", state: "void" });
      await sweepAttempts({ database }, { now: monday + 2 * minuteMs });
      expect(await gradesOf(begun)).toEqual([]);
    }
  });
});

describe("handing in a file", () => {
  const handIn = (begun: Begun, file: ReturnType<typeof unsentFileOf>, positions: number[], now = dueAt + hourMs, despiteKeys = false) => acceptUnsentFile({ database }, { ...about(begun, now), file, positions, despiteKeys });

  test("accepted responses are logged as their own kind, become the current ones and are graded", async () => {
    const begun = await begin(await newRound());
    await save(begun, 1, monday + minuteMs, { response: choicesResponse([]) });
    const file = unsentFileOf(begun.attemptId, dueAt, [1, 2, 3].map((position) => ({ position, choiceIds: begun.items[position - 1]!.answerKey, editedAt: position === 3 ? dueAt : dueAt - minuteMs })));
    expect(await handIn(begun, file, [1, 2], dueAt - 1)).toEqual({ ok: false, refusal: "running" });
    await sweepAttempts({ database }, { now: dueAt + minuteMs });
    expect(await gradesOf(begun)).toMatchObject([{ correctCount: 0 }]);

    expect(await handIn(begun, file, [1, 2, 3])).toEqual({ ok: false, refusal: "changed" });
    const input = { ...about(begun, dueAt + hourMs), file, positions: [1, 2], despiteKeys: false };
    const results = await Promise.all([acceptUnsentFile({ database }, input), acceptUnsentFile({ database }, input)]);
    expect(results.map((result) => result.ok && result.value.changes.length).sort()).toEqual([0, 1]);
    expect(await gradesOf(begun)).toMatchObject([{ version: 1, answeredCount: 2, correctCount: 2 }]);
    const handed = await database.db.select().from(saveLog).where(and(eq(saveLog.attemptId, begun.attemptId), eq(saveLog.outcome, "handed-in")));
    expect(handed.map(({ writerEpoch, position }) => [writerEpoch, position])).toEqual([[2, 1], [2, 2]]);
    expect(await database.db.select().from(responses).where(eq(responses.attemptId, begun.attemptId))).toHaveLength(2);
    expect(await stored(begun)).toMatchObject({ state: "expired", writerEpoch: 2 });
    expect(await violations(begun.roundId, [1])).toEqual([]);
    expect((await listIncidents(database.db, begun.roundId))[0]).toMatchObject({ kind: "hand-in", terms: { positions: [1, 2] }, attempts: [{ before: { score: 0 } }] });
  });

  test("what was chosen after the own submit is not taken, and once the keys show nothing is without saying so", async () => {
    const begun = await begin(await newRound());
    await submit(begun, monday + minuteMs);
    const file = unsentFileOf(begun.attemptId, dueAt, [1, 2].map((position) => ({ position, choiceIds: begun.items[position - 1]!.answerKey, editedAt: monday + (position === 1 ? minuteMs - 1 : minuteMs) })));
    const review = (await reviewUnsentFile({ database }, { roundId: begun.roundId, file }))!;
    expect([review.rows.map((row) => row.verdict), review.submittedAt]).toEqual([["new", "late"], monday + minuteMs]);
    expect(await handIn(begun, file, [1, 2])).toEqual({ ok: false, refusal: "changed" });
    const long = monday + 1_000 * 24 * hourMs;
    expect(await handIn(begun, file, [1], long)).toEqual({ ok: false, refusal: "keys-shown-to-file" });
    expect(await handIn(begun, file, [1], long, true)).toMatchObject({ ok: true });
    expect((await listIncidents(database.db, begun.roundId))[0]).toMatchObject({ terms: { positions: [1], despiteKeys: true } });
  });

  test("nothing to take, another round, an unknown attempt", async () => {
    const begun = await begin(await newRound());
    await submit(begun, monday + minuteMs);
    expect(await handIn(begun, unsentFileOf(begun.attemptId, dueAt, [{ position: 99 }]), [])).toEqual({ ok: false, refusal: "changed" });
    const file = unsentFileOf(begun.attemptId, dueAt, [{ choiceIds: begun.items[0]!.answerKey }]);
    expect(await acceptUnsentFile({ database }, { ...about(begun), roundId: await newRound(), file, positions: [1], despiteKeys: false })).toEqual({ ok: false, refusal: "missing" });
    expect(await handIn(begun, unsentFileOf(newId(), dueAt, [{}]), [1])).toEqual({ ok: false, refusal: "missing" });
    expect(await gradesOf(begun)).toMatchObject([{ answeredCount: 0 }]);
  });
});

test("every incident is audited once with reason, before and after; the app can neither change nor delete it", async () => {
  const begun = await begin(await newRound());
  const input = { ...about(begun, monday), ...time(5) };
  await giveExtraTime({ database }, input);
  await giveExtraTime({ database }, input);
  const rows = await database.db.select().from(auditLog).where(and(eq(auditLog.subjectType, "attempt"), eq(auditLog.subjectId, begun.attemptId)));
  expect(rows).toMatchObject([{ accountId: organiser, action: "incident.extra-time", reason: "Mất điện", before: { deadlineAt: dueAt }, after: { incidentId: input.incidentId, minutes: 5, deadlineAt: dueAt + 5 * minuteMs } }]);
  await expect(database.db.delete(incidents)).rejects.toThrow();
  await expect(database.db.update(incidents).set({ reason: "" })).rejects.toThrow();
});
