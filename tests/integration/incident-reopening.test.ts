import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hourMs, minuteMs, secondMs } from "~/domain/shared/time";
import { loadResult } from "~/use-cases/attempt/load-result.server";
import { loadStartPage } from "~/use-cases/attempt/load-start-page.server";
import { savePrediction } from "~/use-cases/attempt/save-prediction.server";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { sweepAttempts } from "~/use-cases/attempt/sweep-attempts.server";
import { claimReopenedAttempt } from "~/use-cases/attempt/claim-reopened-attempt.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";
import { reopenAttempts } from "~/use-cases/incident/reopen-attempts.server";
import { gradeClosedAttempts } from "~/use-cases/grading/grade-attempts.server";
import { listUngraded } from "~db/read-models/attempt.server";
import { closeAttempt } from "~db/repositories/attempt.server";
import { newId } from "~db/new-id.server";
import { loadRoundFigures } from "~db/read-models/figures.server";
import { listIncidents } from "~db/read-models/incident.server";
import { listEntries } from "~db/read-models/standings.server";
import { attempts } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { closesAt, createIncidentRoom, dueAt, type IncidentRoom } from "../support/incident-room";
import { monday } from "../support/sitting";

/** An attempt that had ended goes on: what of before counts, and who may not be reopened. */
let database: TestDatabase;
let room: IncidentRoom;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  room = await createIncidentRoom(database);
});
afterAll(() => database.drop());

describe("reopening", () => {
  test("the grade of before counts no longer and is on record; what is answered afterwards counts with what was; the time away does not", async () => {
    const begun = await room.begin(await room.newRound());
    await room.save(begun, 1, monday + minuteMs);
    await room.submit(begun, monday + 5 * minuteMs);
    const [first] = await room.gradesOf(begun);
    const again = monday + hourMs;
    expect(await reopenAttempts({ database }, room.reopening(begun, again))).toMatchObject({ ok: true });
    expect(await room.gradesOf(begun)).toEqual([]);
    expect([await listEntries(database.db, begun.roundId), (await loadRoundFigures(database.db, [begun.roundId])).validEntries]).toEqual([[], 0]);
    const [incident] = await listIncidents(database.db, begun.roundId);
    expect(incident!.attempts[0]).toMatchObject({ before: { state: "submitted", score: first!.score, submittedAt: monday + 5 * minuteMs }, after: { state: "in-progress", score: null, deadlineAt: again + 10 * minuteMs } });

    expect(await room.save(begun, 2, again + minuteMs)).toMatchObject({ outcome: "stale-writer" });
    expect(await takeOverAttempt({ database }, { sessionId: begun.sessionId, attemptId: begun.attemptId, now: again })).toEqual({ outcome: "taken-over", epoch: 3 });
    expect(await room.save(begun, 2, again + minuteMs, { epoch: 3, sequence: 1 })).toMatchObject({ outcome: "saved" });
    await room.submit(begun, again + 2 * minuteMs);
    expect(await room.gradesOf(begun)).toMatchObject([{ version: 1, answeredCount: 2, correctCount: 2 }]);
    const [entry] = await listEntries(database.db, begun.roundId);
    expect(entry).toMatchObject({ submittedAt: again + 2 * minuteMs, awaySeconds: 55 * 60 });
    expect(await loadResult({ database }, { personId: begun.personId, attemptId: begun.attemptId, now: again + hourMs })).toMatchObject({ durationMs: 7 * minuteMs, incidents: [{ kind: "reopening", reason: "Mất điện" }] });
    expect(await room.violations(begun.roundId, [1])).toEqual([]);
  });

  test("of all who open a reopened attempt at the same moment one becomes its writer without being asked, and only the person's own pages may", async () => {
    const begun = await room.begin(await room.newRound());
    const [claim, stranger] = [() => claimReopenedAttempt({ database }, begun), (await room.begin(begun.roundId)).personId];
    await room.submit(begun, monday + minuteMs);
    expect(await claim()).toBeNull();
    await reopenAttempts({ database }, room.reopening(begun, monday + hourMs));
    expect(await claimReopenedAttempt({ database }, { ...begun, personId: stranger })).toBeNull();
    expect((await Promise.all(Array.from({ length: 8 }, claim))).filter((epoch) => epoch !== null)).toEqual([2]);
    expect(await claim()).toBeNull();
    expect(await room.save(begun, 1, monday + hourMs + minuteMs, { epoch: 2, sequence: 1 })).toMatchObject({ outcome: "saved" });

    await room.submit(begun, monday + hourMs + 2 * minuteMs);
    await database.db.update(attempts).set({ lastSeenAt: monday }).where(eq(attempts.id, begun.attemptId));
    await reopenAttempts({ database }, room.reopening(begun, monday + 2 * hourMs));
    await takeOverAttempt({ database }, { ...begun, now: monday + 2 * hourMs + minuteMs });
    expect(await claim()).toBeNull();
  });

  test("the prediction stays as it was at the first submit", async () => {
    const roundId = await room.sitting.createRound({ closesAt, rules: { prediction: "persons" } });
    const begun = await room.begin(roundId);
    await room.submit(begun, monday + minuteMs);
    await reopenAttempts({ database }, room.reopening(begun, monday + 2 * minuteMs));
    expect(await savePrediction({ database }, { sessionId: begun.sessionId, roundId, value: 7, now: monday + 3 * minuteMs })).toEqual({ outcome: "locked" });
    expect((await loadStartPage({ database }, { personId: begun.personId, roundId, now: monday + 3 * minuteMs }))!.prediction).toMatchObject({ mayEdit: false });
  });

  test("a person with another open attempt is refused; for a unit only the last attempt goes on, and only where time ran out", async () => {
    const roundId = await room.sitting.createRound({ closesAt });
    const [first, handedIn] = [await room.begin(roundId), await room.begin(roundId)];
    await room.submit(handedIn, monday + minuteMs);
    const now = dueAt + minuteMs;
    await sweepAttempts({ database }, { now });
    const second = await room.begin(roundId, now, first);
    expect(await reopenAttempts({ database }, room.reopening(first, now))).toEqual({ ok: false, refusal: "open-attempt" });
    await sweepAttempts({ database }, { now: now + 21 * minuteMs });
    const unit = { ...room.reopening(first, now + 22 * minuteMs), scope: { unitId: room.sitting.unitId } };
    const result = await reopenAttempts({ database }, { ...unit, expiredSince: monday });
    expect(result.ok && result.value.changes.map(({ attempt }) => attempt.attemptId)).toEqual([second.attemptId]);
    expect(await reopenAttempts({ database }, { ...unit, incidentId: newId(), expiredSince: now + 30 * minuteMs })).toEqual({ ok: false, refusal: "missing" });
    expect((await room.stored(handedIn)).state).toBe("submitted");
  });

  test("against a start of the same person, 30 times: never two open attempts, nobody sees an error", async () => {
    const roundId = await room.sitting.createRound({ closesAt });
    for (let run = 0; run < 30; run++) {
      const begun = await room.begin(roundId);
      await room.submit(begun, monday + minuteMs);
      const now = monday + 2 * minuteMs;
      const [reopened, started] = await Promise.all([reopenAttempts({ database }, room.reopening(begun, now)), startAttempt({ database }, { sessionId: begun.sessionId, roundId, now })]);
      const open = await database.db.select().from(attempts).where(and(eq(attempts.personId, begun.personId), eq(attempts.state, "in-progress")));
      expect(open).toHaveLength(1);
      expect([reopened.ok, started.ok]).toContain(true);
    }
  });

  test("a grade of responses that were read before the reopening is not stored afterwards", async () => {
    const begun = await room.begin(await room.newRound());
    await room.save(begun, 1, monday + minuteMs);
    await closeAttempt(database.sql, { sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: null, now: monday + 2 * minuteMs });
    const read = await listUngraded(database.db, 1, begun.attemptId);
    await reopenAttempts({ database }, room.reopening(begun, monday + 3 * minuteMs));
    await room.save(begun, 2, monday + 4 * minuteMs, { epoch: 2, sequence: 1 });
    await closeAttempt(database.sql, { sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: null, now: monday + 5 * minuteMs });
    await gradeClosedAttempts({ database }, read);
    expect(await room.gradesOf(begun)).toEqual([]);
    await sweepAttempts({ database }, { now: monday + 6 * minuteMs });
    expect(await room.gradesOf(begun)).toMatchObject([{ answeredCount: 2 }]);
  });

  test("against the sweeper that grades, 60 times: the grade is never of the responses before the reopening", async () => {
    const roundId = await room.newRound();
    for (let run = 0; run < 60; run++) {
      const begun = await room.begin(roundId);
      await room.save(begun, 1, monday + minuteMs);
      const now = dueAt + 10 * secondMs;
      const reopened = new Promise((resolve) => setTimeout(resolve, run % 5)).then(() => reopenAttempts({ database }, room.reopening(begun, now + run)));
      const [, result] = await Promise.all([sweepAttempts({ database }, { now }), reopened]);
      if (!result.ok) continue;
      const { writerEpoch } = await room.stored(begun);
      expect(await room.save(begun, 2, now + minuteMs, { epoch: writerEpoch, sequence: 1 })).toMatchObject({ outcome: "saved" });
      await Promise.all([room.submit(begun, now + 2 * minuteMs), sweepAttempts({ database }, { now: now + 2 * minuteMs })]);
    }
    await sweepAttempts({ database }, { now: dueAt + hourMs });
    const rows = await database.db.select().from(attempts).where(eq(attempts.roundId, roundId));
    expect(await room.violations(roundId, rows)).toEqual([]);
  });
});
