import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minuteMs, secondMs } from "~/domain/shared/time";
import { loadResult } from "~/use-cases/attempt/load-result.server";
import { sweepAttempts } from "~/use-cases/attempt/sweep-attempts.server";
import { giveExtraTime } from "~/use-cases/incident/give-extra-time.server";
import { voidAttempt } from "~/use-cases/incident/void-attempt.server";
import { newId } from "~db/new-id.server";
import { listIncidents } from "~db/read-models/incident.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { attempts, auditLog, incidents, units } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { closesAt, createIncidentRoom, dueAt, type IncidentRoom, time } from "../support/incident-room";
import { monday } from "../support/sitting";

/** More time for one or a unit: when it counts, and what else moves with the deadline. */
let database: TestDatabase;
let room: IncidentRoom;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  room = await createIncidentRoom(database);
});
afterAll(() => database.drop());

describe("extra time", () => {
  test("a save after the old deadline counts, the next reply tells the new one, and the sweeper waits for it", async () => {
    const begun = await room.begin(await room.newRound());
    expect(await giveExtraTime({ database }, { ...room.about(begun, dueAt - 1), ...time(10) })).toMatchObject({ ok: true });
    expect(await room.save(begun, 1, dueAt + 9 * minuteMs)).toMatchObject({ outcome: "saved", deadlineAt: dueAt + 10 * minuteMs });
    await sweepAttempts({ database }, { now: dueAt + 10 * minuteMs + 9 * secondMs });
    expect(await room.stored(begun)).toMatchObject({ state: "in-progress", extraSeconds: 600 });
    await sweepAttempts({ database }, { now: dueAt + 10 * minuteMs + 10 * secondMs });
    expect(await room.stored(begun)).toMatchObject({ state: "expired", submittedAt: dueAt + 10 * minuteMs });
    expect(await room.violations(begun.roundId, [1])).toEqual([]);
  });

  test("the same form twice gives it once, also at the same moment", async () => {
    const begun = await room.begin(await room.newRound());
    const input = { ...room.about(begun, monday), ...time(5) };
    const results = await Promise.all(Array.from({ length: 8 }, () => giveExtraTime({ database }, input)));
    expect(results.map((result) => result.ok && result.value.changes.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    expect(await room.stored(begun)).toMatchObject({ deadlineAt: dueAt + 5 * minuteMs });
    expect(await listIncidents(database.db, begun.roundId)).toHaveLength(1);
  });

  test("past closing the round is closed for everybody only after that: keys stay hidden; a void attempt holds nothing up", async () => {
    const roundId = await room.newRound();
    const begun = await room.begin(roundId, closesAt - minuteMs);
    const other = await room.begin(roundId, monday);
    await room.submit(other, monday + minuteMs);
    expect(await giveExtraTime({ database }, { ...room.about(begun, closesAt - 1), ...time(30) })).toEqual({ ok: false, refusal: "at-closing" });
    await giveExtraTime({ database }, { ...room.about(begun, closesAt - 1), ...time(30, true) });
    const lastDeadline = async () => (await findResultRound(database.db, roundId))!.lastDeadlineAt;
    const seesKeys = async () => (await loadResult({ database }, { personId: other.personId, attemptId: other.attemptId, now: closesAt + 20 * minuteMs }) as { items: unknown }).items !== null;
    expect([await lastDeadline(), await seesKeys()]).toEqual([closesAt + 30 * minuteMs, false]);
    await voidAttempt({ database }, room.voiding(begun, closesAt));
    expect([await lastDeadline(), await seesKeys()]).toEqual([null, true]);
  });

  test("whoever has handed in holds nothing up either, however late they might have", async () => {
    const roundId = await room.newRound();
    const begun = await room.begin(roundId, closesAt - minuteMs);
    await giveExtraTime({ database }, { ...room.about(begun, closesAt - 1), ...time(30, true) });
    const stage = async () => (await loadResult({ database }, { personId: begun.personId, attemptId: begun.attemptId, now: closesAt + 5 * minuteMs }) as { phase?: string }).phase;
    expect((await findResultRound(database.db, roundId))!.lastDeadlineAt).toBe(closesAt + 30 * minuteMs);
    await room.submit(begun, closesAt + 2 * minuteMs);
    expect([(await findResultRound(database.db, roundId))!.lastDeadlineAt, await stage()]).toEqual([null, "closed"]);
  });

  test("for a unit: those who run in it or below, nobody else; one incident with all of them", async () => {
    const roundId = await room.newRound();
    const [inside, finished] = [await room.begin(roundId), await room.begin(roundId)];
    await room.submit(finished, monday + minuteMs);
    const elsewhere = await room.begin(roundId);
    const [parent] = await database.db.select().from(units).where(eq(units.id, room.sitting.unitId));
    const otherUnit = newId();
    await database.db.insert(units).values({ ...parent!, id: otherUnit, code: otherUnit });
    await database.db.update(attempts).set({ unitId: otherUnit }).where(eq(attempts.id, elsewhere.attemptId));
    const result = await giveExtraTime({ database }, { ...room.about(inside, monday + minuteMs), scope: { unitId: room.sitting.unitId }, ...time(15) });
    expect(result.ok && result.value.changes).toHaveLength(1);
    expect([(await room.stored(inside)).deadlineAt, (await room.stored(elsewhere)).deadlineAt]).toEqual([dueAt + 15 * minuteMs, dueAt]);
    const [incident] = await listIncidents(database.db, roundId);
    expect(incident).toMatchObject({ kind: "extra-time", unitName: parent!.name, terms: { minutes: 15 }, attempts: [{ attemptId: inside.attemptId, before: { deadlineAt: dueAt }, after: { deadlineAt: dueAt + 15 * minuteMs } }] });
    expect(await giveExtraTime({ database }, { ...room.about(inside), scope: { unitId: newId() }, ...time(5) })).toEqual({ ok: false, refusal: "missing" });
  });

  test("at the deadline against the sweeper, 60 times: either it has the time and runs, or it has expired at its old deadline", async () => {
    const roundId = await room.newRound();
    const seen = new Set<string>();
    for (let run = 0; run < 60; run++) {
      const begun = await room.begin(roundId);
      const now = dueAt + 10 * secondMs;
      const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      // each sixth time one of them is sure to be first; in between they meet
      const swept = after(run % 6 === 5 ? 100 : run % 4).then(() => sweepAttempts({ database }, { now }));
      const give = after(run % 6 === 4 ? 100 : 0).then(() => giveExtraTime({ database }, { ...room.about(begun, now - 1), ...time(10) }));
      const [given] = await Promise.all([give, swept]);
      const row = await room.stored(begun);
      expect([row.state, row.deadlineAt, row.submittedAt]).toEqual(given.ok ? ["in-progress", dueAt + 10 * minuteMs, null] : ["expired", dueAt, dueAt]);
      seen.add(row.state);
      await voidAttempt({ database }, room.voiding(begun, now));
    }
    expect(seen.size).toBe(2);
  });
});

test("every incident is audited once with reason, before and after; the app can neither change nor delete it", async () => {
  const begun = await room.begin(await room.newRound());
  const input = { ...room.about(begun, monday), ...time(5) };
  await giveExtraTime({ database }, input);
  await giveExtraTime({ database }, input);
  const rows = await database.db.select().from(auditLog).where(and(eq(auditLog.subjectType, "attempt"), eq(auditLog.subjectId, begun.attemptId)));
  expect(rows).toMatchObject([{ accountId: room.organiser, action: "incident.extra-time", reason: "Mất điện", before: { deadlineAt: dueAt }, after: { incidentId: input.incidentId, minutes: 5, deadlineAt: dueAt + 5 * minuteMs } }]);
  await expect(database.db.delete(incidents)).rejects.toThrow();
  await expect(database.db.update(incidents).set({ reason: "" })).rejects.toThrow();
});
