import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "~/domain/shared/time";
import { actualFor } from "~/domain/standings/prediction";
import { voidAttempt } from "~/use-cases/incident/void-attempt.server";
import { cancelRound } from "~/use-cases/round/set-round-state.server";
import { loadBoard } from "~/use-cases/standings/load-board.server";
import { loadCollectiveStandings } from "~/use-cases/standings/load-collective-standings.server";
import { loadStandings } from "~/use-cases/standings/load-standings.server";
import { publishResults } from "~/use-cases/standings/publish-results.server";
import { listAttemptFacts } from "~db/read-models/participation.server";
import { newId } from "~db/new-id.server";
import { rounds } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createOrganiser } from "../support/incidents";
import { createScenario, plainRules, type Scenario } from "../support/scenario";

/**
 * Kỳ 1 is over and asks how many people enter the whole contest: An says 3, Bình 4, with the same score, An in less time. Kỳ 2 still runs; An
 * enters it too, and Chi and Dung: 4 people in all. A trial of a fifth and a cancelled round of a sixth count for nothing.
 */
let database: TestDatabase;
let scenario: Scenario;
let [first, second, inSecond] = ["", "", ""];
const now = Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  scenario = await createScenario(database.db);
  await scenario.unit("CAH", { name: "Công an huyện", type: "Cơ quan", eligible: { all: 10 } });
  for (const [code, name] of [["1", "Trần An"], ["2", "Lê Bình"], ["3", "Ngô Chi"], ["4", "Võ Dung"], ["5", "Hồ Em"], ["6", "Đỗ Giang"]] as const) await scenario.person(code, { unit: "CAH", name });
  const rules = { ...plainRules, prediction: "contest-persons" as const, tieBreak: ["score" as const, "prediction" as const, "duration" as const], show: { ...plainRules.show, score: "at-once" as const, board: "live" as const } };
  const window = { opensAt: now - 3 * dayMs, closesAt: now - 2 * dayMs };
  first = await scenario.round({ ...window, name: "Kỳ 1", rules });
  second = await scenario.round({ name: "Kỳ 2", opensAt: now - dayMs, closesAt: now + dayMs });
  const trial = await scenario.round({ ...window, name: "Thi thử", isTrial: true });
  const cancelled = await scenario.round({ ...window, name: "Kỳ hủy", state: "cancelled" });
  const enter = (round: string, person: string, startedAt: number, minutes = 10) => scenario.attempt({ round, person, startedAt, lasted: minutes * minuteMs, score: 1500 });
  await enter(first, "1", window.opensAt, 5);
  await enter(first, "2", window.opensAt);
  for (const person of ["1", "3", "4"]) inSecond = await enter(second, person, now - hourMs);
  await enter(trial, "5", window.opensAt);
  await enter(cancelled, "6", window.opensAt);
  await scenario.predict(first, "1", 3);
  await scenario.predict(first, "2", 4);
});
afterAll(() => database.drop());

const standings = async () => (await loadStandings({ database }, { roundId: first }))!;
const order = async () => (await standings()).ranked.map(({ rank, name, decidedBy, predictionDistance }) => [rank, name, decidedBy, predictionDistance]);
const publish = () => publishResults({ database }, { roundId: first, accountId: scenario.personId("1") });
const byDuration = [[1, "Trần An", null, null], [2, "Lê Bình", "duration", null]];
const byPrediction = [[1, "Lê Bình", null, 0], [2, "Trần An", "prediction", 1]];

test("while Kỳ 2 runs: ranks without the prediction, called provisional everywhere, and nothing to publish", async () => {
  expect(await standings()).toMatchObject({ stage: { kind: "awaiting", rounds: [{ roundId: second, name: "Kỳ 2" }] }, actual: null });
  expect(await order()).toEqual(byDuration);
  expect((await loadBoard({ database }, { roundId: first, viewerPersonId: null, page: 1 }))!.sentence).toContain("chưa xét câu dự đoán về cả cuộc thi");
  expect(await loadCollectiveStandings({ database }, { roundId: first, scope: "all", scoreScope: [] })).toMatchObject({ classes: [], withheld: expect.stringContaining("mọi kỳ thi chính thức") });
  expect(await publish()).toEqual({ ok: false, refusal: { reason: "awaiting", rounds: [{ roundId: second, name: "Kỳ 2" }] } });
});

test("once Kỳ 2 has closed and is graded: 4 people, so Bình is right and first; the domain counts the same", async () => {
  await database.db.update(rounds).set({ closesAt: now - 10 * minuteMs }).where(eq(rounds.id, second));
  expect(await standings()).toMatchObject({ stage: { kind: "settled" }, actual: 4 });
  expect(await order()).toEqual(byPrediction);
  expect(actualFor("contest-persons", [...(await listAttemptFacts(database.db, first)), ...(await listAttemptFacts(database.db, second))])).toBe(4);
});

test("a draft is waited for until it is cancelled", async () => {
  const draft = await scenario.round({ name: "Kỳ 3", opensAt: now + dayMs, closesAt: now + 2 * dayMs, state: "draft" });
  expect((await standings()).stage).toEqual({ kind: "awaiting", rounds: [{ roundId: draft, name: "Kỳ 3" }] });
  await database.db.update(rounds).set({ state: "cancelled" }).where(eq(rounds.id, draft));
  expect((await standings()).stage).toEqual({ kind: "settled" });
});

test("what opens after publishing changes nothing any more", async () => {
  expect(await publish()).toMatchObject({ ok: true });
  const late = await scenario.round({ name: "Kỳ 4", opensAt: Date.now() + minuteMs, closesAt: now + dayMs });
  await scenario.attempt({ round: late, person: "5", startedAt: Date.now() + minuteMs, lasted: minuteMs, score: 1500 });
  expect(await standings()).toMatchObject({ stage: { kind: "published" }, actual: 4 });
  expect(await order()).toEqual(byPrediction);
});

test("Kỳ 2 stays as it was counted, though not published itself: a void takes a tick and is told with the published ranks; nobody cancels it", async () => {
  const accountId = await createOrganiser(database.db);
  const decide = (despitePublished: boolean) => voidAttempt({ database }, { incidentId: newId(), roundId: second, accountId, attemptId: inSecond, reason: "Thi hộ", despitePublished });
  expect(await decide(false)).toEqual({ ok: false, refusal: "published-to-void" });
  expect(await cancelRound({ database }, { accountId, roundId: second, reason: "Nhầm" })).toEqual({ ok: false, refusal: "published-elsewhere" });
  expect(await order()).toEqual(byPrediction);
  expect(await decide(true)).toMatchObject({ ok: true });
  expect(await standings()).toMatchObject({ actual: 3, stage: { kind: "published", changes: [{ number: 1, roundName: "Kỳ 2" }] } });
  expect((await loadBoard({ database }, { roundId: first, viewerPersonId: null, page: 1 }))!.changed).toContain("do hủy lượt thi của “Kỳ 2” (biên bản sự cố của kỳ thi đó, mục 1)");
});

test("where no rank depends on it, nothing waits, and the number stays open until the contest is over", async () => {
  const rules = { ...plainRules, prediction: "contest-attempts" as const, tieBreak: ["score" as const] };
  const guess = await scenario.round({ name: "Kỳ 5", opensAt: now - 3 * dayMs, closesAt: now - 2 * dayMs, rules });
  expect(await loadStandings({ database }, { roundId: guess })).toMatchObject({ stage: { kind: "settled" }, actual: null });
  await database.db.update(rounds).set({ state: "cancelled" }).where(eq(rounds.name, "Kỳ 4"));
  expect(await loadStandings({ database }, { roundId: guess })).toMatchObject({ actual: 4 });
});
