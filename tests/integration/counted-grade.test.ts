import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hourMs, minuteMs } from "~/domain/shared/time";
import { findCountedGrade } from "~db/read-models/attempt.server";
import { loadScoreFigures } from "~db/read-models/participation-counts.server";
import { findSeatAttempt } from "~db/read-models/seat.server";
import { listEntries } from "~db/read-models/standings.server";
import { lockAttempts } from "~db/repositories/incident.server";
import { grades, rounds } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { at } from "../support/golden-results";
import { createScenario } from "../support/scenario";

/** One attempt with a grade of version 1 and of version 3: the own result, the standings, the committee's pages and incidents read the same. */
let database: TestDatabase;
let roundId: string;
let attemptId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const scenario = await createScenario(database.db);
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội" });
  await scenario.person("1", { unit: "D01" });
  roundId = await scenario.round({ opensAt: at(1, 8), closesAt: at(6, 17) });
  attemptId = await scenario.attempt({ round: roundId, person: "1", startedAt: at(1, 8) + hourMs, lasted: minuteMs, score: 1500 });
  const [first] = await database.db.select().from(grades).where(eq(grades.attemptId, attemptId));
  await database.db.insert(grades).values({ ...first!, version: 3, score: 1700 });
});
afterAll(() => database.drop());

async function scoresRead(): Promise<unknown[]> {
  const [locked] = await database.transaction((tx) => lockAttempts(tx, roundId, { attemptId }));
  return [
    (await findCountedGrade(database.db, attemptId))?.score ?? null,
    (await listEntries(database.db, roundId))[0]?.score ?? null,
    (await findSeatAttempt(database.db, roundId, attemptId))?.score ?? null,
    (await loadScoreFigures(database.db, roundId, { unitIds: null, blocId: null })).average,
    locked?.score ?? null,
  ];
}

test.each([
  [1, 1500],
  [2, null],
  [3, 1700],
])("while version %i counts, the score is %s everywhere", async (gradingVersion, score) => {
  await database.db.update(rounds).set({ gradingVersion }).where(eq(rounds.id, roundId));
  expect(await scoresRead()).toEqual(Array(5).fill(score));
});
