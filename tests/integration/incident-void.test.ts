import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hourMs, minuteMs } from "~/domain/shared/time";
import { listMyRounds } from "~/use-cases/attempt/list-my-rounds.server";
import { sweepAttempts } from "~/use-cases/attempt/sweep-attempts.server";
import { voidAttempt } from "~/use-cases/incident/void-attempt.server";
import { loadRoundFigures } from "~db/read-models/figures.server";
import { listEntries } from "~db/read-models/standings.server";
import { saveLog } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createIncidentRoom, type IncidentRoom } from "../support/incident-room";
import { monday } from "../support/sitting";

/** An attempt that counts for nothing any more, also while its answers arrive. */
let database: TestDatabase;
let room: IncidentRoom;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  room = await createIncidentRoom(database);
});
afterAll(() => database.drop());

describe("void", () => {
  test("counts neither as used nor as an entry nor in standings; the person may start again and reads why", async () => {
    const begun = await room.begin(await room.newRound());
    await room.save(begun, 1, monday + minuteMs);
    await room.submit(begun, monday + 2 * minuteMs);
    const figures = () => loadRoundFigures(database.db, [begun.roundId]);
    const myRound = async () => (await listMyRounds({ database }, { personId: begun.personId, now: monday + hourMs })).rounds.find(({ roundId }) => roundId === begun.roundId)!;
    expect([(await figures()).persons, (await listEntries(database.db, begun.roundId)).length, (await myRound()).attemptsLeft]).toEqual([1, 1, 0]);
    expect(await voidAttempt({ database }, room.voiding(begun, monday + 3 * minuteMs))).toMatchObject({ ok: true });
    expect([await figures(), await listEntries(database.db, begun.roundId)]).toMatchObject([{ persons: 0, attempts: 0, validEntries: 0 }, []]);
    expect(await myRound()).toMatchObject({ attemptsUsed: 0, attemptsLeft: 1, refusal: null, incidents: [{ kind: "void", number: 1, reason: "Mất điện" }] });
    expect(await room.stored(begun)).toMatchObject({ state: "void", voidReason: "Mất điện" });
    const again = await room.begin(begun.roundId, monday + hourMs, begun);
    expect((await room.stored(again)).number).toBe(2);
    expect(await voidAttempt({ database }, room.voiding(begun))).toEqual({ ok: false, refusal: "void" });
  });

  test("while saves arrive, 60 times: what was acknowledged is in the log, nothing is acknowledged afterwards, nothing is graded", async () => {
    const roundId = await room.newRound();
    for (let run = 0; run < 60; run++) {
      const begun = await room.begin(roundId);
      const saves = [1, 2, 3, 4].map(async (position) => {
        await new Promise((resolve) => setTimeout(resolve, (run * position) % 5));
        return { position, outcome: (await room.save(begun, position, monday + minuteMs)).outcome };
      });
      const voided = new Promise((resolve) => setTimeout(resolve, run % 4)).then(() => voidAttempt({ database }, room.voiding(begun, monday + minuteMs)));
      const [answers] = await Promise.all([Promise.all(saves), voided]);
      const logged = await database.db.select().from(saveLog).where(eq(saveLog.attemptId, begun.attemptId));
      for (const { position, outcome } of answers) expect(logged.find((row) => row.position === position)?.outcome).toBe(outcome);
      expect(await room.save(begun, 5, monday + minuteMs)).toMatchObject({ outcome: "closed", state: "void" });
      await sweepAttempts({ database }, { now: monday + 2 * minuteMs });
      expect(await room.gradesOf(begun)).toEqual([]);
    }
  });
});
