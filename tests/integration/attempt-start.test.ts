import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { BlueprintLine, RoundState } from "~/domain/contest/round";
import { mayStart, type PastAttempt } from "~/domain/contest/phase";
import { dayMs, hourMs, minuteMs } from "~/domain/shared/time";
import { saveResponses } from "~/use-cases/attempt/save-responses.server";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { newId } from "~db/new-id.server";
import { lockRound, replaceBlueprint, updateRound } from "~db/repositories/round.server";
import { accounts, attempts, people, questions, roundBlocs, rounds, sessions } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { plainRules } from "../support/scenario";
import { createSitting, monday, setLines, type Sitting } from "../support/sitting";

let database: TestDatabase;
let sitting: Sitting;

beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
  sitting = await createSitting(database);
});
afterAll(() => database.drop());

const outcomeOf = async (input: Parameters<typeof startAttempt>[1]) => {
  const started = await startAttempt({ database }, input);
  return started.ok ? "started" : started.refusal;
};

test("an attempt gets the drawn items, its own deadline and the unit of that day", async () => {
  const roundId = await sitting.createRound();
  const { sessionId, personId } = await sitting.createParticipant();
  const attemptId = await sitting.start({ sessionId, roundId, now: monday + 5 });
  const [attempt] = await database.db.select().from(attempts).where(eq(attempts.id, attemptId));
  expect(attempt).toMatchObject({ personId, unitId: sitting.unitId, number: 1, state: "in-progress", startedAt: monday + 5, deadlineAt: monday + 5 + 20 * minuteMs, writerEpoch: 1 });
  const items = await sitting.itemsOf(attemptId);
  expect(items.map((item) => item.position)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(items.filter((item) => item.type === "several")).toHaveLength(2);
  expect(new Set(items.map((item) => item.revisionId)).size).toBe(7);
});

test("the same seed draws the same set", async () => {
  const roundId = await sitting.createRound();
  const [one, other] = [await sitting.createParticipant(), await sitting.createParticipant()];
  const first = await sitting.itemsOf(await sitting.start({ ...one, roundId, seed: "hạt giống", now: monday }));
  expect(await sitting.itemsOf(await sitting.start({ ...other, roundId, seed: "hạt giống", now: monday }))).toEqual(first);
});

test("the deadline is never later than the end of the round", async () => {
  const closesAt = monday + hourMs;
  const roundId = await sitting.createRound({ closesAt });
  const { sessionId } = await sitting.createParticipant();
  const attemptId = await sitting.start({ sessionId, roundId, now: closesAt - 1 });
  const [attempt] = await database.db.select().from(attempts).where(eq(attempts.id, attemptId));
  expect(attempt?.deadlineAt).toBe(closesAt);
});

test("20 parallel starts of one person make one attempt", async () => {
  const roundId = await sitting.createRound({ rules: { attempts: { allowed: null, per: "round", pauseMinutes: 0 } } });
  const { sessionId, personId } = await sitting.createParticipant();
  const results = await Promise.all(Array.from({ length: 20 }, () => startAttempt({ database }, { sessionId, roundId, now: monday })));
  const made = await database.db.select().from(attempts).where(and(eq(attempts.roundId, roundId), eq(attempts.personId, personId)));
  expect(made).toHaveLength(1);
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  for (const result of results) if (!result.ok) expect(result.refusal).toEqual({ reason: "open-attempt", attemptId: made[0]!.id });
});

test("a start sent again with its number finds the attempt, also when that is closed already", async () => {
  const roundId = await sitting.createRound({ rules: { attempts: { allowed: 5, per: "round", pauseMinutes: 0 } } });
  const { sessionId } = await sitting.createParticipant();
  const input = { sessionId, roundId, number: 1, now: monday };
  const attemptId = await sitting.start(input);
  expect(await sitting.start(input)).toBe(attemptId);
  await database.db.update(attempts).set({ state: "submitted", submittedAt: monday }).where(eq(attempts.id, attemptId));
  expect(await sitting.start(input)).toBe(attemptId);
  expect(await sitting.start({ ...input, number: 2 })).not.toBe(attemptId);
});

test("only the very same start, seconds old and with nothing saved, makes its browser the writer again", async () => {
  const roundId = await sitting.createRound();
  const { sessionId, accountId } = await sitting.createParticipant();
  const otherDevice = await sitting.signIn(accountId);
  const start = async (session: string, now = monday) => {
    const started = await startAttempt({ database }, { sessionId: session, roundId, number: 1, now });
    return started.ok && started.value;
  };
  const first = await start(sessionId);
  if (!first) throw new Error("not started");
  const { attemptId } = first;
  const [writes, asks] = [{ attemptId, mayWrite: true }, { attemptId, mayWrite: false }];
  expect(first).toEqual(writes);
  expect(await start(sessionId, monday + minuteMs - 1)).toEqual(writes);
  expect(await start(sessionId, monday + minuteMs)).toEqual(asks);
  expect(await start(otherDevice)).toEqual(asks);

  await saveResponses({ database }, { sessionId, attemptId, epoch: 1, lastSequence: 0, responses: [{ position: 1, choiceIds: [], isFlagged: true }], now: monday });
  expect(await start(sessionId)).toEqual(asks);
});

test("an audience of units takes in everything below them, wherever a person has moved, and nobody of another bloc", async () => {
  const [bloc, otherBloc] = sitting.blocIds as [string, string];
  const [district, elsewhere] = [await sitting.createUnit(), await sitting.createUnit()];
  const team = await sitting.createUnit(await sitting.createUnit(district));
  const roundId = await sitting.createRound({ unitIds: [district], blocIds: [bloc] });
  const outcome = async (unitId: string, blocIds: string[]) => {
    const person = await sitting.createParticipant({ unitId, blocIds });
    return outcomeOf({ sessionId: person.sessionId, roundId, now: monday });
  };
  const outside = { reason: "not-in-audience" };
  expect([await outcome(elsewhere, [bloc]), await outcome(team, [otherBloc]), await outcome(sitting.unitId, [bloc])]).toEqual([outside, outside, outside]);
  expect([await outcome(team, [bloc]), await outcome(district, [bloc])]).toEqual(["started", "started"]);
  const mover = await sitting.createParticipant({ unitId: team, blocIds: [bloc] });
  await database.db.update(people).set({ unitId: elsewhere }).where(eq(people.id, mover.personId));
  expect(await outcomeOf({ sessionId: mover.sessionId, roundId, now: monday })).toEqual(outside);
});

test("who may not start is told why", async () => {
  const [bloc, otherBloc] = sitting.blocIds as [string, string];
  const { sessionId, accountId, personId } = await sitting.createParticipant({ blocIds: [bloc] });
  const closesAt = monday + hourMs;
  const roundId = await sitting.createRound({ closesAt, blocIds: [bloc] });
  const refused = (roundIdOf: string, now: number, session = sessionId) => outcomeOf({ sessionId: session, roundId: roundIdOf, now });

  expect(await refused(roundId, monday - 1)).toEqual({ reason: "not-open", opensAt: monday });
  expect(await refused(roundId, closesAt)).toEqual({ reason: "closed" });
  expect(await refused(await sitting.createRound({ state: "draft" }), monday)).toEqual({ reason: "not-open", opensAt: null });
  expect(await refused(await sitting.createRound({ state: "cancelled" }), monday)).toEqual({ reason: "cancelled" });
  expect(await refused(await sitting.createRound({ blocIds: [otherBloc] }), monday)).toEqual({ reason: "not-in-audience" });
  expect(await refused(await sitting.createRound({ unitIds: [await sitting.createUnit()] }), monday)).toEqual({ reason: "not-in-audience" });
  expect(await refused(newId(), monday)).toEqual({ reason: "not-found" });
  expect(await refused(roundId, monday, "no such session")).toEqual({ reason: "no-session" });
  expect(await refused(roundId, monday, await sitting.signIn(accountId, monday))).toEqual({ reason: "no-session" });
  expect(await refused(roundId, monday, await sitting.signIn(accountId, monday + dayMs, monday))).toEqual({ reason: "no-session" });
  expect(await refused(await sitting.createRound({ lines: [{ ...setLines[0]!, count: 100 }] }), monday)).toEqual({ reason: "no-question-set" });

  await database.db.update(people).set({ retiredAt: monday }).where(eq(people.id, personId));
  expect(await refused(roundId, monday)).toEqual({ reason: "off-roster", since: monday });
  expect(await refused(roundId, closesAt)).toEqual({ reason: "closed" });
  await database.db.update(people).set({ retiredAt: null }).where(eq(people.id, personId));
  await database.db.update(accounts).set({ disabledAt: monday }).where(eq(accounts.id, accountId));
  expect(await refused(roundId, monday)).toEqual({ reason: "no-session" });
  await database.db.update(accounts).set({ disabledAt: null }).where(eq(accounts.id, accountId));
  expect(await refused(roundId, closesAt - 1)).toBe("started");
});

test("an open attempt past its grace does not stand in the way of the next", async () => {
  const roundId = await sitting.createRound({ rules: { attempts: { allowed: 2, per: "round", pauseMinutes: 0 } } });
  const { sessionId } = await sitting.createParticipant();
  const first = await sitting.start({ sessionId, roundId, now: monday });
  const end = monday + 20 * minuteMs;
  expect(await outcomeOf({ sessionId, roundId, now: end + 9_999 })).toEqual({ reason: "open-attempt", attemptId: first });
  expect(await outcomeOf({ sessionId, roundId, now: end + 10_000 })).toBe("started");
  const [expired] = await database.db.select().from(attempts).where(eq(attempts.id, first));
  expect(expired).toMatchObject({ state: "expired", submittedAt: end });
});

/** The same number of questions and the same points in all. */
const otherLines: BlueprintLine[] = [
  { topicId: null, levelId: null, type: "single", count: 5, points: 100 },
  { topicId: null, levelId: null, type: "several", count: 2, points: 200 },
];
const changeLines = (roundId: string, besides: () => Promise<unknown> = async () => undefined) =>
  database.transaction(async (tx) => {
    await lockRound(tx, roundId);
    await updateRound(tx, roundId, { name: "Kỳ đã sửa" });
    await replaceBlueprint(tx, roundId, otherLines);
    await besides();
  });
const typesOf = async (attemptId: string) => (await sitting.itemsOf(attemptId)).map(({ type }) => type).sort();
const otherTypes = ["several", "several", "single", "single", "single", "single", "single"];

test("a blueprint edited to the same totals after the process has read it is drawn anew", async () => {
  const roundId = await sitting.createRound();
  expect(await typesOf(await sitting.start({ ...(await sitting.createParticipant()), roundId, now: monday }))).not.toEqual(otherTypes);
  await changeLines(roundId);
  expect(await typesOf(await sitting.start({ ...(await sitting.createParticipant()), roundId, now: monday }))).toEqual(otherTypes);
});

test("a start that waits for the edit of the round is drawn anew too", async () => {
  const roundId = await sitting.createRound();
  await sitting.start({ ...(await sitting.createParticipant()), roundId, now: monday });
  const person = await sitting.createParticipant();
  let started: Promise<string> | undefined;
  await changeLines(roundId, async () => {
    started = sitting.start({ ...person, roundId, now: monday });
    await expect.poll(async () => (await database.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length, { timeout: 20_000 }).toBe(1);
  });
  expect(await typesOf(await started!)).toEqual(otherTypes);
});

test("a question that is not approved is never drawn", async () => {
  const roundId = await sitting.createRound({ lines: [{ ...setLines[2]!, count: 2 }] });
  const [retired] = await database.db.select({ id: questions.id, revisionId: questions.currentRevisionId }).from(questions).innerJoin(rounds, eq(rounds.id, roundId)).limit(1);
  await database.db.update(questions).set({ state: "retired" }).where(eq(questions.id, retired!.id));
  const again = await sitting.createRound({ lines: [{ ...setLines[0]!, count: 7 }] });
  const items = await sitting.itemsOf(await sitting.start({ ...(await sitting.createParticipant()), roundId: again, now: monday }));
  expect(items.map((item) => item.revisionId)).not.toContain(retired!.revisionId);
  await database.db.update(questions).set({ state: "approved" }).where(eq(questions.id, retired!.id));
});

test("SQL and domain agree on who may start, whatever roster, audience, state, history, limits and moment", async () => {
  const [bloc, otherBloc] = sitting.blocIds as [string, string];
  const { sessionId, personId } = await sitting.createParticipant({ blocIds: [bloc] });
  const roundId = await sitting.createRound({ blocIds: [bloc] });
  const opensAt = monday;
  const closesAt = monday + 10 * dayMs;
  const history = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 40 * 60 }), lasted: fc.integer({ min: 0, max: 20 }), state: fc.constantFrom<AttemptState>("submitted", "expired", "void", "submitted") }),
    { maxLength: 5 },
  );
  const limits = fc.record({ allowed: fc.constantFrom(null, 1, 2, 3), per: fc.constantFrom("round" as const, "day" as const, "week" as const), pauseMinutes: fc.constantFrom(0, 15, 600) });
  const later = fc.integer({ min: -60, max: 4 * 24 * 60 });
  const mostly = <T>(usual: T, ...others: T[]) => fc.oneof({ arbitrary: fc.constant(usual), weight: 3 }, { arbitrary: fc.constantFrom(...others), weight: 1 });
  const standing = fc.record({ state: mostly<RoundState>("ready", "draft", "cancelled"), retiredAt: mostly<number | null>(null, monday - dayMs), isInAudience: mostly(true, false), isOver: mostly(false, true) });
  await fc.assert(
    fc.asyncProperty(history, limits, later, standing, async (given, rule, laterMinutes, { state: roundState, retiredAt, isInAudience, isOver }) => {
      await database.db.delete(attempts).where(eq(attempts.roundId, roundId));
      const rules = { ...plainRules, attempts: rule };
      await database.db.update(rounds).set({ rules, opensAt, closesAt, state: roundState }).where(eq(rounds.id, roundId));
      await database.db.update(roundBlocs).set({ blocId: isInAudience ? bloc : otherBloc }).where(eq(roundBlocs.roundId, roundId));
      await database.db.update(people).set({ retiredAt }).where(eq(people.id, personId));
      let clock = opensAt;
      const past = given.map(({ after, lasted, state }, index): PastAttempt => {
        const startedAt = clock + after * minuteMs;
        clock = startedAt + lasted * minuteMs;
        return { attemptId: newId(), number: index + 1, state, startedAt, deadlineAt: startedAt + 20 * minuteMs, submittedAt: clock };
      });
      for (const { attemptId, ...attempt } of past) {
        await database.db.insert(attempts).values({ ...attempt, id: attemptId, roundId, personId, unitId: sitting.unitId, lastSeenAt: attempt.startedAt, seed: "x" });
      }
      const now = (isOver ? closesAt : clock) + laterMinutes * minuteMs;
      const decided = mayStart({ round: { opensAt, closesAt, isTrial: false, rules, state: roundState, lastDeadlineAt: null }, now, isInAudience, retiredAt, attempts: past });
      const started = await startAttempt({ database }, { sessionId, roundId, now });
      if (decided.ok) {
        expect(started.ok).toBe(true);
        const made = await database.db.select().from(attempts).where(and(eq(attempts.roundId, roundId), eq(attempts.state, "in-progress")));
        expect(made.map((attempt) => attempt.number)).toEqual([decided.value.number]);
      } else expect(started).toEqual(decided);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["round", 2, 0, [["01/06 08:00", "started"], ["01/06 09:00", "started"], ["05/06 09:00", "no-attempts-left"]]],
  ["day", 1, 0, [["01/06 08:00", "started"], ["01/06 23:59", "no-attempts-left"], ["02/06 00:00", "started"], ["02/06 12:00", "no-attempts-left"]]],
  ["week", 1, 0, [["01/06 08:00", "started"], ["07/06 23:59", "no-attempts-left"], ["08/06 00:00", "started"]]],
  ["day", 3, 30, [["01/06 08:00", "started"], ["01/06 08:29", "pause"], ["01/06 08:31", "started"]]],
] as const)("per %s, %i allowed, pause %i minutes", async (per, allowed, pauseMinutes, steps) => {
  const roundId = await sitting.createRound({ rules: { attempts: { allowed, per, pauseMinutes } } });
  const { sessionId } = await sitting.createParticipant();
  for (const [moment, expected] of steps) {
    const [day, month, time] = moment.split(/[/ ]/) as [string, string, string];
    const now = Date.parse(`2026-${month}-${day}T${time}:00+07:00`);
    const outcome = await outcomeOf({ sessionId, roundId, now });
    expect([moment, outcome === "started" ? outcome : outcome.reason]).toEqual([moment, expected]);
    await database.db.update(attempts).set({ state: "submitted", submittedAt: now + minuteMs }).where(and(eq(attempts.roundId, roundId), eq(attempts.state, "in-progress")));
  }
});

test("a session that has ended starts nothing, and an expired one is not revived", async () => {
  const roundId = await sitting.createRound();
  const { sessionId } = await sitting.createParticipant();
  await database.db.delete(sessions).where(eq(sessions.id, sessionId));
  expect(await outcomeOf({ sessionId, roundId, now: monday })).toEqual({ reason: "no-session" });
});
