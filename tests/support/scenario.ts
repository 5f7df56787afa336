import { eq } from "drizzle-orm";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { RoundRules, RoundState } from "~/domain/contest/round";
import { searchForm } from "~/domain/shared/text";
import { type Day, type Instant, minuteMs, startOfDay } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { newId } from "~db/new-id.server";
import {
  attempts, blocs, contests, eligibleCounts, grades, people, personBlocs, personTransfers, predictions, roundBlocs, rounds, roundUnits, units, unitTypes,
} from "~db/schema";

/**
 * A contest built row by row for tests about results: units, people, a round, attempts with the grades that the test states.
 * Everything goes straight into the tables; whoever tests the way there (sign-in, sitting, grading) uses the use cases.
 */
export const plainRules: RoundRules = {
  minutes: 20,
  graceSeconds: 10,
  attempts: { allowed: null, per: "round", pauseMinutes: 0 },
  counts: "best",
  tieBreak: ["score", "prediction", "duration", "submitted-earlier", "lots"],
  severalScoring: "all-or-nothing",
  shuffleQuestions: true,
  shuffleChoices: true,
  prediction: "persons",
  show: { score: "at-once", keys: "after-closing", board: "live", freezeMinutes: 60 },
};

type ContestChange = Partial<typeof contests.$inferInsert>;
type UnitSpec = { name: string; type: string; parent?: string; eligible?: Record<string, number> };
type PersonSpec = { name?: string; unit: string; blocs?: readonly string[]; isCommitteeMember?: boolean; retiredAt?: Instant; phone?: string };
type RoundSpec = {
  name?: string;
  opensAt: Instant;
  closesAt: Instant;
  isTrial?: boolean;
  state?: RoundState;
  rules?: Partial<RoundRules>;
  audience?: readonly string[];
  /** Codes of units. */
  audienceUnits?: readonly string[];
  publishedAt?: Instant;
  lotsSeed?: string;
};
type AttemptSpec = {
  round: string;
  /** Code of the person. */
  person: string;
  /** Where the person belonged at that time, if not where the roster says now. */
  unit?: string;
  startedAt: Instant;
  /** Milliseconds from start to submission; an attempt in progress has none. */
  lasted?: number;
  state?: AttemptState;
  /** Hundredths of a point; without a score there is no grade. */
  score?: number;
  maxScore?: number;
  answered?: number;
};

/** In a contest of “all” and the blocs named; `eligible` of a unit has the key “all” and names of blocs. */
export async function createScenario(handle: Handle, contest: ContestChange = {}) {
  const createdAt = startOfDay("2022-05-01");
  const contestId = contest.id ?? newId();
  await handle.insert(contests).values({
    name: "Tìm hiểu về cải cách hành chính", superiorBody: "Công an tỉnh Quảng Ngãi", agency: "Công an huyện Sơn Tịnh", place: "Sơn Tịnh",
    signers: [{ title: "TRƯỞNG BAN", name: "Lữ Quang Khải" }], contact: "0255 000 000", startsOn: "2022-06-01", createdAt, ...contest, id: contestId,
  });
  const ids = { units: new Map<string, string>(), types: new Map<string, string>(), blocs: new Map<string, string>(), people: new Map<string, string>(), unitOf: new Map<string, string>() };
  const known = (map: Map<string, string>, key: string) => {
    const id = map.get(key);
    if (id === undefined) throw new Error(`The scenario has no “${key}”`);
    return id;
  };
  let numbers = 0;

  async function bloc(name: string): Promise<string> {
    const id = newId();
    await handle.insert(blocs).values({ id, name, position: ids.blocs.size + 1 });
    ids.blocs.set(name, id);
    return id;
  }

  async function typeNamed(name: string): Promise<string> {
    const known = ids.types.get(name);
    if (known !== undefined) return known;
    const id = newId();
    await handle.insert(unitTypes).values({ id, name, position: ids.types.size + 1 });
    ids.types.set(name, id);
    return id;
  }

  async function unit(code: string, { name, type, parent, eligible = {} }: UnitSpec): Promise<string> {
    const id = newId();
    await handle.insert(units).values({
      id, code, name, searchName: searchForm(name), typeId: await typeNamed(type), position: ids.units.size + 1,
      parentId: parent === undefined ? null : known(ids.units, parent),
    });
    ids.units.set(code, id);
    const counts = Object.entries(eligible).map(([key, count]) => ({ id: newId(), contestId, unitId: id, blocId: key === "all" ? null : known(ids.blocs, key), count }));
    if (counts.length > 0) await handle.insert(eligibleCounts).values(counts);
    return id;
  }

  async function person(code: string, spec: PersonSpec): Promise<string> {
    const id = newId();
    const fullName = spec.name ?? `Người ${code}`;
    const unitId = known(ids.units, spec.unit);
    await handle.insert(people).values({
      id, code, fullName, unitId, createdAt, searchName: searchForm(fullName), phone: spec.phone ?? null,
      isCommitteeMember: spec.isCommitteeMember ?? false, retiredAt: spec.retiredAt ?? null,
    });
    const memberships = (spec.blocs ?? []).map((name) => ({ personId: id, blocId: known(ids.blocs, name) }));
    if (memberships.length > 0) await handle.insert(personBlocs).values(memberships);
    ids.people.set(code, id);
    ids.unitOf.set(code, unitId);
    return id;
  }

  /** `onDay`: the first day in the new unit. */
  async function transfer(code: string, unitCode: string, onDay: Day): Promise<void> {
    const [personId, fromUnitId, toUnitId] = [known(ids.people, code), known(ids.unitOf, code), known(ids.units, unitCode)];
    await handle.update(people).set({ unitId: toUnitId }).where(eq(people.id, personId));
    await handle.insert(personTransfers).values({ id: newId(), personId, fromUnitId, toUnitId, onDay, createdAt: startOfDay(onDay) });
    ids.unitOf.set(code, toUnitId);
  }

  async function round(spec: RoundSpec): Promise<string> {
    const id = newId();
    numbers += 1;
    await handle.insert(rounds).values({
      id, contestId, createdAt, name: spec.name ?? `Kỳ ${numbers}`, position: numbers, opensAt: spec.opensAt, closesAt: spec.closesAt,
      isTrial: spec.isTrial ?? false, state: spec.state ?? "ready", publishedAt: spec.publishedAt ?? null, lotsSeed: spec.lotsSeed ?? "hat-giong",
      rules: { ...plainRules, ...spec.rules },
    });
    const audience = (spec.audience ?? []).map((name) => ({ roundId: id, blocId: known(ids.blocs, name) }));
    if (audience.length > 0) await handle.insert(roundBlocs).values(audience);
    const audienceUnits = (spec.audienceUnits ?? []).map((code) => ({ roundId: id, unitId: known(ids.units, code) }));
    if (audienceUnits.length > 0) await handle.insert(roundUnits).values(audienceUnits);
    return id;
  }

  const sittings = new Map<string, number>();

  async function attempt(spec: AttemptSpec): Promise<string> {
    const id = newId();
    const personId = known(ids.people, spec.person);
    const sitting = `${spec.round} ${personId}`;
    sittings.set(sitting, (sittings.get(sitting) ?? 0) + 1);
    const state = spec.state ?? (spec.lasted === undefined ? "in-progress" : "submitted");
    const submittedAt = spec.lasted === undefined ? null : spec.startedAt + spec.lasted;
    await handle.insert(attempts).values({
      id, personId, state, submittedAt, roundId: spec.round, number: sittings.get(sitting)!, startedAt: spec.startedAt, seed: id,
      unitId: spec.unit === undefined ? known(ids.unitOf, spec.person) : known(ids.units, spec.unit),
      deadlineAt: spec.startedAt + 20 * minuteMs, lastSeenAt: submittedAt ?? spec.startedAt,
    });
    if (spec.score === undefined) return id;
    const answeredCount = spec.answered ?? 20;
    await handle.insert(grades).values({
      attemptId: id, version: 1, score: spec.score, maxScore: spec.maxScore ?? 2000, answeredCount,
      correctCount: Math.min(answeredCount, Math.floor(spec.score / 100)), perItem: [], gradedAt: submittedAt ?? spec.startedAt,
    });
    return id;
  }

  async function predict(roundId: string, personCode: string, value: number): Promise<void> {
    await handle.insert(predictions).values({ roundId, personId: known(ids.people, personCode), value, updatedAt: createdAt });
  }

  return {
    contestId, bloc, unit, person, transfer, round, attempt, predict,
    unitId: (code: string) => known(ids.units, code),
    blocId: (name: string) => known(ids.blocs, name),
    personId: (code: string) => known(ids.people, code),
  };
}

export type Scenario = Awaited<ReturnType<typeof createScenario>>;
