import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choicesResponse } from "~/domain/attempt/response";
import { hourMs, minuteMs } from "~/domain/shared/time";
import { sweepAttempts } from "~/use-cases/attempt/sweep-attempts.server";
import { acceptUnsentFile } from "~/use-cases/incident/accept-unsent-file.server";
import { reviewUnsentFile } from "~/use-cases/incident/review-unsent-file.server";
import { newId } from "~db/new-id.server";
import { listIncidents } from "~db/read-models/incident.server";
import { responses, saveLog } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { type Begun, createIncidentRoom, dueAt, type IncidentRoom } from "../support/incident-room";
import { unsentFileOf } from "../support/incidents";
import { monday } from "../support/sitting";

/** Responses that came as a file: which are taken, and when none are. */
let database: TestDatabase;
let room: IncidentRoom;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  room = await createIncidentRoom(database);
});
afterAll(() => database.drop());

describe("handing in a file", () => {
  const handIn = (begun: Begun, file: ReturnType<typeof unsentFileOf>, positions: number[], now = dueAt + hourMs, despiteKeys = false) => acceptUnsentFile({ database }, { ...room.about(begun, now), file, positions, despiteKeys });

  test("accepted responses are logged as their own kind, become the current ones and are graded", async () => {
    const begun = await room.begin(await room.newRound());
    await room.save(begun, 1, monday + minuteMs, { response: choicesResponse([]) });
    const file = unsentFileOf(begun.attemptId, dueAt, [1, 2, 3].map((position) => ({ position, choiceIds: begun.items[position - 1]!.answerKey, editedAt: position === 3 ? dueAt : dueAt - minuteMs })));
    expect(await handIn(begun, file, [1, 2], dueAt - 1)).toEqual({ ok: false, refusal: "running" });
    await sweepAttempts({ database }, { now: dueAt + minuteMs });
    expect(await room.gradesOf(begun)).toMatchObject([{ correctCount: 0 }]);

    expect(await handIn(begun, file, [1, 2, 3])).toEqual({ ok: false, refusal: "changed" });
    const input = { ...room.about(begun, dueAt + hourMs), file, positions: [1, 2], despiteKeys: false };
    const results = await Promise.all([acceptUnsentFile({ database }, input), acceptUnsentFile({ database }, input)]);
    expect(results.map((result) => result.ok && result.value.changes.length).sort()).toEqual([0, 1]);
    expect(await room.gradesOf(begun)).toMatchObject([{ version: 1, answeredCount: 2, correctCount: 2 }]);
    const handed = await database.db.select().from(saveLog).where(and(eq(saveLog.attemptId, begun.attemptId), eq(saveLog.outcome, "handed-in")));
    expect(handed.map(({ writerEpoch, position }) => [writerEpoch, position])).toEqual([[2, 1], [2, 2]]);
    expect(await database.db.select().from(responses).where(eq(responses.attemptId, begun.attemptId))).toHaveLength(2);
    expect(await room.stored(begun)).toMatchObject({ state: "expired", writerEpoch: 2 });
    expect(await room.violations(begun.roundId, [1])).toEqual([]);
    expect((await listIncidents(database.db, begun.roundId))[0]).toMatchObject({ kind: "hand-in", terms: { positions: [1, 2] }, attempts: [{ before: { score: 0 } }] });
  });

  test("what was chosen after the own submit is not taken, and once the keys show nothing is without saying so", async () => {
    const begun = await room.begin(await room.newRound());
    await room.submit(begun, monday + minuteMs);
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
    const begun = await room.begin(await room.newRound());
    await room.submit(begun, monday + minuteMs);
    expect(await handIn(begun, unsentFileOf(begun.attemptId, dueAt, [{ position: 99 }]), [])).toEqual({ ok: false, refusal: "changed" });
    const file = unsentFileOf(begun.attemptId, dueAt, [{ choiceIds: begun.items[0]!.answerKey }]);
    expect(await acceptUnsentFile({ database }, { ...room.about(begun), roundId: await room.newRound(), file, positions: [1], despiteKeys: false })).toEqual({ ok: false, refusal: "missing" });
    expect(await handIn(begun, unsentFileOf(newId(), dueAt, [{}]), [1])).toEqual({ ok: false, refusal: "missing" });
    expect(await room.gradesOf(begun)).toMatchObject([{ answeredCount: 0 }]);
  });
});
