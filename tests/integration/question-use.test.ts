import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dayMs, hourMs } from "~/domain/shared/time";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { loadQuestionBank } from "~/use-cases/question/load-question-bank.server";
import { loadQuestionEditor } from "~/use-cases/question/load-question-editor.server";
import { questionRevisions, rounds } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createSitting, setLines } from "../support/sitting";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const everything = { search: "", topicId: null, levelId: null, type: null, state: null, force: null };

it("tells where a question was used, and warns of rounds that may draw it once its key is known", async () => {
  const sitting = await createSitting(database);
  const now = Date.now();
  const show = { score: "at-once", keys: "after-closing", board: "live", freezeMinutes: 60 } as const;
  const past = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + hourMs, rules: { show } });
  const running = await sitting.createRound({ opensAt: now - hourMs, closesAt: now + dayMs, rules: { show } });
  const others = await sitting.createRound({ opensAt: now - hourMs, closesAt: now + dayMs, lines: [{ ...setLines[2]!, count: 1 }] });
  const person = await sitting.createParticipant();
  const attemptId = await sitting.start({ sessionId: person.sessionId, roundId: past });
  await submitAttempt({ database }, { sessionId: person.sessionId, attemptId, epoch: null });
  const item = (await sitting.itemsOf(attemptId)).find(({ type }) => type === "several")!;
  const [revision] = await database.db.select().from(questionRevisions).where(eq(questionRevisions.id, item.revisionId));
  const usesOf = async () => (await loadQuestionEditor({ database }, revision!.questionId))!;

  const before = await usesOf();
  expect(before.uses.map(({ roundId, attempts, persons, mayDraw, isRevealed }) => [roundId, attempts, persons, mayDraw, isRevealed])).toEqual([[past, 1, 1, true, false], [running, 0, 0, true, false]]);
  expect(before.exposed).toEqual([]);
  expect((await loadQuestionBank({ database }, everything, 1)).reuse).toEqual([]);

  await database.db.update(rounds).set({ name: "Kỳ đã đóng", opensAt: now - 3 * dayMs, closesAt: now - 2 * dayMs }).where(eq(rounds.id, past));
  await database.sql`update attempts set started_at = started_at - interval '3 days', deadline_at = deadline_at - interval '3 days', submitted_at = submitted_at - interval '3 days' where id = ${attemptId}`;
  await database.db.update(rounds).set({ name: "Kỳ đang chạy" }).where(eq(rounds.id, running));
  const after = await usesOf();
  expect(after.uses.map(({ roundName, phase, isRevealed, mayDraw }) => [roundName, phase, isRevealed, mayDraw])).toEqual([["Kỳ đã đóng", "closed", true, false], ["Kỳ đang chạy", "open", false, true]]);
  expect(after.exposed).toEqual([{ roundName: "Kỳ đang chạy" }]);
  const { reuse } = await loadQuestionBank({ database }, everything, 1);
  expect(reuse.find(({ roundId }) => roundId === running)).toMatchObject({ roundName: "Kỳ đang chạy", count: 7 });
  expect(reuse.find(({ roundId }) => roundId === others)).toMatchObject({ count: 1 });
});
