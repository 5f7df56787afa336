import { afterAll, beforeAll, expect, test } from "vitest";
import { hourMs, minuteMs } from "~/domain/shared/time";
import { checkExtraTime, giveExtraTime } from "~/use-cases/incident/give-extra-time.server";
import { checkReopening } from "~/use-cases/incident/reopen-attempts.server";
import { checkVoid, voidAttempt } from "~/use-cases/incident/void-attempt.server";
import { newId } from "~db/new-id.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { heldAtCommit, untilWaiting } from "../support/held-transaction";
import { createIncidentRoom, type IncidentRoom, time } from "../support/incident-room";

/** What the rules have against an incident that is not recorded yet: read beside those who sit, who never wait for it. */
let database: TestDatabase;
let room: IncidentRoom;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  room = await createIncidentRoom(database);
});
afterAll(() => database.drop());

async function begin() {
  const now = Date.now();
  return room.begin(await room.sitting.createRound({ opensAt: now - hourMs, closesAt: now + hourMs }), now - 5 * minuteMs);
}

test("a look locks neither the round nor its attempts: it answers by what is committed while an incident holds both, for which another incident waits", async () => {
  const begun = await begin();
  const { roundId, attemptId } = begun;
  const wish = { roundId, ...time(10), expiredSince: 0 };
  const unit = { unitId: room.sitting.unitId };
  const held = await heldAtCommit(database, (within) => giveExtraTime({ database: { ...database, ...within } }, { ...room.about(begun), ...time(10) }));
  const looks = Promise.all([
    checkExtraTime({ database }, { ...wish, scope: { attemptId } }), checkExtraTime({ database }, { ...wish, scope: unit }),
    checkReopening({ database }, { ...wish, scope: { attemptId } }), checkReopening({ database }, { ...wish, scope: unit }),
    checkVoid({ database }, { roundId, attemptId, despitePublished: false }),
  ]);
  const answers = await Promise.race([looks, new Promise((resolve) => setTimeout(resolve, 5_000, "waits"))]);
  const voiding = voidAttempt({ database }, room.voiding(begun));
  await untilWaiting(database, 1);
  expect(await held.letGo()).toMatchObject({ ok: true });
  expect(await voiding).toMatchObject({ ok: true });
  await looks;
  expect(answers).toEqual([null, null, "running", "missing", null]);
});

test("of a round, an attempt or a unit that is not there a look says that it is missing", async () => {
  const { roundId, attemptId } = await begin();
  const elsewhere = newId();
  expect(await checkVoid({ database }, { roundId: elsewhere, attemptId, despitePublished: false })).toBe("missing");
  expect(await checkVoid({ database }, { roundId, attemptId: elsewhere, despitePublished: false })).toBe("missing");
  expect(await checkReopening({ database }, { roundId: elsewhere, scope: { attemptId }, ...time(10), expiredSince: 0 })).toBe("missing");
  expect(await checkExtraTime({ database }, { roundId, scope: { unitId: elsewhere }, ...time(10) })).toBe("missing");
});
