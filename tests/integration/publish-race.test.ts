import { afterAll, beforeAll, expect, test } from "vitest";
import { hourMs } from "~/domain/shared/time";
import type { IncidentResult } from "~/use-cases/incident/record-incident.server";
import { reopenAttempts } from "~/use-cases/incident/reopen-attempts.server";
import { voidAttempt } from "~/use-cases/incident/void-attempt.server";
import { loadStandings } from "~/use-cases/standings/load-standings.server";
import { publishResults } from "~/use-cases/standings/publish-results.server";
import { newId } from "~db/new-id.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { heldAtCommit, untilWaiting } from "../support/held-transaction";
import { createOrganiser } from "../support/incidents";
import { createScenario, plainRules } from "../support/scenario";

/**
 * Publishing beside an incident in a round that the ranks count: Kỳ 1, which is published, asks how many people enter the whole
 * contest, so Kỳ 2 counts too. One always waits for the other; what is published never changes without being told.
 */
let database: TestDatabase;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  accountId = await createOrganiser(database.db);
});
afterAll(() => database.drop());

type CountedRound = "Kỳ 1" | "Kỳ 2";

/** Both rounds are over; An and Bình enter Kỳ 1, Bình Kỳ 2 too. */
async function ground(incidentIn: CountedRound) {
  const scenario = await createScenario(database.db);
  const [unit, an, binh] = [newId(), newId(), newId()];
  await scenario.unit(unit, { name: "Công an huyện", type: newId() });
  for (const code of [an, binh]) await scenario.person(code, { unit });
  const now = Date.now();
  const window = { opensAt: now - 3 * hourMs, closesAt: now - hourMs };
  const rules = { ...plainRules, prediction: "contest-persons" as const, show: { ...plainRules.show, keys: "after-publishing" as const } };
  const rounds = { "Kỳ 1": await scenario.round({ ...window, name: "Kỳ 1", rules }), "Kỳ 2": await scenario.round({ ...window, name: "Kỳ 2", rules: { ...rules, prediction: null } }) };
  const enter = (round: CountedRound, person: string) => scenario.attempt({ round: rounds[round], person, startedAt: window.opensAt, lasted: 60_000, score: 1500 });
  await enter("Kỳ 1", an);
  const attempts = { "Kỳ 1": await enter("Kỳ 1", binh), "Kỳ 2": await enter("Kỳ 2", binh) };

  const about = { incidentId: newId(), accountId, reason: "Thi hộ", roundId: rounds[incidentIn] };
  const attemptId = attempts[incidentIn];
  return {
    roundId: rounds["Kỳ 1"],
    secondId: rounds["Kỳ 2"],
    publish: (within: Pick<TestDatabase, "transaction"> = database) => publishResults({ database: { ...database, ...within } }, { roundId: rounds["Kỳ 1"], accountId }),
    deeds: {
      void: (within: Pick<TestDatabase, "transaction"> = database): Promise<IncidentResult> => voidAttempt({ database: { ...database, ...within } }, { ...about, attemptId, despitePublished: false }),
      reopen: (within: Pick<TestDatabase, "transaction"> = database): Promise<IncidentResult> =>
        reopenAttempts({ database: { ...database, ...within } }, { ...about, scope: { attemptId }, minutes: 10, mayPassClosing: true, expiredSince: 0 }),
    },
  };
}

test.each(["Kỳ 1", "Kỳ 2"] as const)("waits while an attempt of %s is voided, and publishes what is left as its result, not as a change of it", async (incidentIn) => {
  const { publish, deeds, roundId } = await ground(incidentIn);
  const voiding = await heldAtCommit(database, deeds.void);
  const publishing = publish();
  await untilWaiting(database, 1);
  await voiding.letGo();
  expect(await publishing).toMatchObject({ ok: true });
  const standings = (await loadStandings({ database }, { roundId }))!;
  expect(standings).toMatchObject({ stage: { kind: "published", changes: [] }, ranked: { length: incidentIn === "Kỳ 1" ? 1 : 2 } });
});

test.each(["Kỳ 1", "Kỳ 2"] as const)("waits while an attempt of %s is reopened, whose grade counts no longer, and is refused then", async (incidentIn) => {
  const { publish, deeds, secondId } = await ground(incidentIn);
  const reopening = await heldAtCommit(database, deeds.reopen);
  const publishing = publish();
  await untilWaiting(database, 1);
  expect(await reopening.letGo()).toMatchObject({ ok: true });
  expect(await publishing).toEqual({ ok: false, refusal: incidentIn === "Kỳ 1" ? { reason: "not-closed" } : { reason: "awaiting", rounds: [{ roundId: secondId, name: "Kỳ 2" }] } });
});

test.each([
  ["void", "Kỳ 1", "published-to-void"], ["void", "Kỳ 2", "published-to-void"],
  ["reopen", "Kỳ 1", "published"], ["reopen", "Kỳ 2", "published-elsewhere"],
] as const)("to %s an attempt of %s while it is published waits, and is refused: %s", async (deed, incidentIn, refusal) => {
  const { publish, deeds } = await ground(incidentIn);
  const publishing = await heldAtCommit(database, publish);
  const decided = deeds[deed]();
  await untilWaiting(database, 1);
  expect(await publishing.letGo()).toMatchObject({ ok: true });
  expect(await decided).toEqual({ ok: false, refusal });
});
