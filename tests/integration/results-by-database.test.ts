import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { CountedAttempt } from "~/domain/contest/round";
import { countByUnit } from "~/domain/participation/count-by-unit";
import type { UnitCounts } from "~/domain/participation/participation";
import { dailyTrend, trendFromCounts } from "~/domain/participation/trend";
import { isValidEntry } from "~/domain/participation/valid-entry";
import { actualFor } from "~/domain/standings/prediction";
import { meanPoints } from "~/domain/shared/points";
import { seededRandom } from "~/domain/shared/random";
import { dayMs, hourMs, minuteMs } from "~/domain/shared/time";
import { loadRoundFigures } from "~db/read-models/figures.server";
import { type AttemptFacts, listAttemptFacts } from "~db/read-models/participation.server";
import { listDayCounts, listUnitCounts, loadScoreFigures } from "~db/read-models/participation-counts.server";
import { findResultRound, type ResultRound } from "~db/read-models/report-round.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { at } from "../support/golden-results";
import { createScenario, type Scenario } from "../support/scenario";

/**
 * What PostgreSQL counts for quick pages is what the domain counts: over random rounds of 14 people in 3 units and 2 blocs, with
 * open, void and empty attempts, ties to the millisecond, people who have moved, in the rounds' time or after it, and people who have retired.
 */
const units = ["U1", "U2", "U3"] as const;
const blocNames = ["A", "B"] as const;
const audiences: readonly (readonly string[])[] = [[], ["A"], ["A", "B"]];
const audienceUnits: readonly (readonly string[])[] = [[], [], ["U1"], ["U2", "U3"]];
const states: readonly AttemptState[] = ["submitted", "submitted", "expired", "void", "in-progress"];

let database: TestDatabase;
let scenario: Scenario;
/** In the order in which they joined units 1, 2, 3: where one counts is where the last day of a round, 06/06/2022, found them. */
const moves = [{ code: "p2", days: ["2022-06-07", "2022-06-09"] }, { code: "p3", days: ["2022-06-03", "2022-06-06", "2022-06-07"] }, { code: "p5", days: ["2022-05-20"] }] as const;
const unitAtClosing: Readonly<Record<string, string>> = { p3: "U2", p5: "U1" };
/** `unit`: of the first day. */
const people: { code: string; unit: string; blocs: string[]; isRetired: boolean }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  scenario = await createScenario(database.db);
  for (const bloc of blocNames) await scenario.bloc(bloc);
  for (const unit of units) await scenario.unit(unit, { name: unit, type: "Đội", eligible: { all: 5 } });
  for (let index = 0; index < 14; index++) {
    const person = { code: `p${index}`, unit: units[index % 3]!, blocs: blocNames.filter((_, bit) => (index >> bit) % 2 === 1), isRetired: index % 5 === 4 };
    people.push(person);
    await scenario.person(person.code, { ...person, isCommitteeMember: index === 13, ...(person.isRetired ? { retiredAt: at(1, 0) } : {}) });
  }
  for (const { code, days } of moves) for (const [index, onDay] of days.entries()) await scenario.transfer(code, units[index]!, onDay);
});
afterAll(() => database.drop());

async function randomRound(seed: string, counts: CountedAttempt = "best"): Promise<ResultRound> {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]) => items[random.below(items.length)]!;
  const round = await scenario.round({ opensAt: at(1, 8), closesAt: at(6, 17), isTrial: seed.endsWith("7"), audience: pick(audiences), audienceUnits: pick(audienceUnits), rules: { counts } });
  for (const { code, unit } of people) {
    let startedAt = at(1, 8) + random.below(3) * dayMs + random.below(15) * hourMs;
    for (let left = random.below(4); left > 0; left--) {
      const state = left === 1 ? pick(states) : pick(states.slice(0, 4));
      const isOpen = state === "in-progress";
      await scenario.attempt({
        round, person: code, unit: pick([unit, unit, pick(units)]), startedAt, state,
        ...(isOpen ? {} : { lasted: random.below(4) * 5 * minuteMs, score: random.below(5) * 500, answered: pick([0, 20, 20]) }),
      });
      startedAt += random.below(2) * 30 * hourMs;
    }
    if (random.below(2) === 1) await scenario.predict(round, code, random.below(12));
  }
  return (await findResultRound(database.db, round))!;
}

const roster = (attempts: readonly AttemptFacts[]) =>
  people
    .map(({ code, unit, blocs, isRetired }) => ({ personId: scenario.personId(code), unitId: scenario.unitId(unitAtClosing[code] ?? unit), blocIds: blocs.map(scenario.blocId), isRetired }))
    .filter(({ personId, isRetired }) => !isRetired || attempts.some((attempt) => attempt.personId === personId));
const sorted = (counts: readonly UnitCounts[]) => counts.map((row) => JSON.stringify(Object.entries(row).toSorted())).toSorted();
const seeds = Array.from({ length: 8 }, (_, index) => `round-${index}`);

describe("PostgreSQL counts what the domain counts", () => {
  it.each(seeds)("%s: persons, attempts and valid entries by unit and bloc, by day, and what predictions are measured by", async (seed) => {
    const round = await randomRound(seed);
    const attempts = await listAttemptFacts(database.db, round.id);
    expect(sorted(await listUnitCounts(database.db, round))).toEqual(sorted(countByUnit({ roster: roster(attempts), attempts, audience: round.audience, admittedUnitIds: round.audienceUnits.length === 0 ? null : new Set(round.audienceUnits) })));
    const days = trendFromCounts(await listDayCounts(database.db, round.id, { unitIds: null, blocId: null }), "2022-06-01", "2022-06-06");
    expect(days).toEqual(dailyTrend(attempts, "2022-06-01", "2022-06-06"));
    expect(await loadRoundFigures(database.db, [round.id])).toEqual({
      persons: actualFor("persons", attempts), attempts: actualFor("attempts", attempts), perfectPersons: actualFor("perfect-persons", attempts),
      validEntries: attempts.filter(isValidEntry).length,
    });
  });

  it("limits days and scores to the units and the bloc asked for", async () => {
    const round = await randomRound("part");
    const part = { unitIds: [scenario.unitId("U1"), scenario.unitId("U3")], blocId: scenario.blocId("A") };
    const inBloc = new Set(people.filter(({ blocs }) => blocs.includes("A")).map(({ code }) => scenario.personId(code)));
    const attempts = (await listAttemptFacts(database.db, round.id)).filter(({ unitId, personId }) => part.unitIds.includes(unitId) && inBloc.has(personId));
    const valid = attempts.filter(isValidEntry);
    expect(valid.length).toBeGreaterThan(0);
    expect(trendFromCounts(await listDayCounts(database.db, round.id, part), "2022-06-01", "2022-06-06")).toEqual(dailyTrend(attempts, "2022-06-01", "2022-06-06"));
    expect(await loadScoreFigures(database.db, round.id, part)).toEqual({
      average: meanPoints(valid.reduce((sum, { score }) => sum + score!, 0), valid.length), maxScore: 2000, perfect: valid.filter(({ score, maxScore }) => score === maxScore).length,
    });
    expect(await loadScoreFigures(database.db, round.id, { unitIds: [], blocId: null })).toEqual({ average: null, maxScore: null, perfect: 0 });
  });
});
