import fc from "fast-check";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Response, choicesResponse } from "~/domain/attempt/response";
import { minuteMs, secondMs } from "~/domain/shared/time";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { sweepAttempts } from "~/use-cases/attempt/sweep-attempts.server";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";
import { type SaveRow, writeSaves } from "~db/repositories/attempt-save.server";
import { attempts, grades, responses, saveLog } from "~db/schema";
import { findViolations } from "../faults/invariants";
import { Ledger } from "../faults/ledger";
import { AttemptModel, graceMs, type ModelSave, positions } from "../support/attempt-model";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createSitting, monday, type Participant, type Sitting, type SittingItem } from "../support/sitting";

/**
 * One person's sitting as a state machine (attempt-model.ts) beside the real database functions: whatever is done in
 * whatever order, both answer the same, and at the end log, responses and grade are what the model says.
 * FAST_CHECK_SEED repeats a failure; FAST_CHECK_RUNS goes further than the short form.
 */
const runs = Number(process.env["FAST_CHECK_RUNS"] ?? 100);
const given = process.env["FAST_CHECK_SEED"];
const parameters = { numRuns: runs, endOnFailure: false, ...(given === undefined ? {} : { seed: Number(given) }) };
const timeoutMs = Math.max(600_000, runs * 1_000);

let database: TestDatabase;
let sitting: Sitting;

beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  sitting = await createSitting(database);
});
afterAll(() => database.drop());

type Real = { participant: Participant; roundId: string; attemptId: string | null; items: SittingItem[] };

async function begin(): Promise<{ model: AttemptModel; real: Real }> {
  const participant = await sitting.createParticipant();
  const roundId = await sitting.createRound({ closesAt: monday + 60 * minuteMs, rules: { minutes: 20, graceSeconds: graceMs / secondMs, attempts: { allowed: 1, per: "round", pauseMinutes: 0 } } });
  return { model: new AttemptModel(monday), real: { participant, roundId, attemptId: null, items: [] } };
}

/** The model numbers choices; the set has its own ids for them. */
function responseOf(real: Real, { position, choice }: ModelSave): Response {
  const { choiceOrder } = real.items[position - 1]!;
  return choicesResponse(choice === null ? [] : [choiceOrder[choice % choiceOrder.length]!]);
}

const rowOf = (real: Real, save: ModelSave): SaveRow => ({
  sessionId: real.participant.sessionId, attemptId: real.attemptId!, epoch: save.epoch, sequence: save.sequence, position: save.position,
  response: responseOf(real, save), isFlagged: false, ageMs: save.ageMs, baseSequence: null,
});

type Command = fc.AsyncCommand<AttemptModel, Real>;
const command = (name: string, mayRun: Command["check"], run: Command["run"]): Command => ({ check: mayRun, run, toString: () => name });
const isStarted = (model: Readonly<AttemptModel>) => model.attempt !== null;

const later = (milliseconds: number) => command(`later(${milliseconds})`, () => true, async (model) => void (model.now += milliseconds));

const start = () => command("start", () => true, async (model, real) => {
  const started = await startAttempt({ database }, { sessionId: real.participant.sessionId, roundId: real.roundId, now: model.now });
  expect(started.ok ? "started" : started.refusal.reason).toBe(model.start());
  if (!started.ok) return;
  real.attemptId = started.value.attemptId;
  real.items = await sitting.itemsOf(real.attemptId);
});

/** `epochOffset` 0 is the writer, below it a stale page, above it an epoch that was never given. */
type SaveSpec = Omit<ModelSave, "epoch"> & { epochOffset: number };
const save = (specs: SaveSpec[]) => command(`save(${JSON.stringify(specs)})`, isStarted, async (model, real) => {
  const saves = specs.map(({ epochOffset, ...rest }) => ({ ...rest, epoch: Math.max(1, model.attempt!.epoch + epochOffset) }));
  const verdicts = await writeSaves(database.sql, saves.map((each) => rowOf(real, each)), { wait: true, now: model.now });
  expect(verdicts.map(({ outcome, state }) => [outcome, outcome === "not-found" ? null : state])).toEqual(model.save(saves).map(({ outcome, state }) => [outcome, outcome === "not-found" ? null : state]));
});

const takeOver = () => command("takeOver", isStarted, async (model, real) => {
  const taken = await takeOverAttempt({ database }, { sessionId: real.participant.sessionId, attemptId: real.attemptId!, now: model.now });
  expect(taken).toEqual(model.takeOver());
});

const submit = (epochOffset: number | null) => command(`submit(${epochOffset})`, isStarted, async (model, real) => {
  const epoch = epochOffset === null ? null : model.attempt!.epoch + epochOffset;
  expect(await submitAttempt({ database }, { sessionId: real.participant.sessionId, attemptId: real.attemptId!, epoch, now: model.now })).toEqual({ outcome: model.submit(epoch) });
});

const sweep = () => command("sweep", () => true, async (model) => {
  model.sweep();
  await sweepAttempts({ database }, { now: model.now });
});

const saveSpec = fc.record({
  epochOffset: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.constant(1) }),
  sequence: fc.integer({ min: 1, max: 6 }),
  position: fc.integer({ min: 1, max: positions + 1 }),
  choice: fc.option(fc.integer({ min: 0, max: 1 })),
  ageMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 15_000 }), fc.constant(2 * graceMs)),
}).map((spec) => ({ ...spec, position: Math.min(spec.position, positions) }));

/** Steps that land before, at and after the deadline and the end of the grace. */
const steps = fc.oneof(fc.integer({ min: 0, max: 5 * minuteMs }), fc.constantFrom(1, graceMs - 1, graceMs, graceMs + 1, 20 * minuteMs - 1, 20 * minuteMs, 400 * secondMs));

const commands = fc.commands(
  [fc.constant(start()), steps.map(later), fc.array(saveSpec, { minLength: 1, maxLength: 4 }).map(save), fc.array(saveSpec, { minLength: 1, maxLength: 4 }).map(save),
    fc.constant(takeOver()), fc.constantFrom(null, 0, -1).map(submit), fc.constant(sweep())],
  { maxCommands: 24, size: "max" },
);

async function expectSameEnd(model: AttemptModel, real: Real): Promise<void> {
  if (real.attemptId === null || model.attempt === null) return;
  const { db } = database;
  const [row] = await db.select().from(attempts).where(eq(attempts.id, real.attemptId));
  expect({ state: row!.state, epoch: row!.writerEpoch, deadlineAt: row!.deadlineAt, submittedAt: row!.submittedAt })
    .toEqual({ state: model.attempt.state, epoch: model.attempt.epoch, deadlineAt: model.attempt.deadlineAt, submittedAt: model.attempt.submittedAt });
  const log = await db.select().from(saveLog).where(eq(saveLog.attemptId, real.attemptId)).orderBy(asc(saveLog.writerEpoch), asc(saveLog.sequence));
  expect(log.map((each) => [each.writerEpoch, each.sequence, each.position, each.response, each.outcome]))
    .toEqual(model.log().map((each) => [each.epoch, each.sequence, each.position, responseOf(real, each), each.outcome]));
  const current = await db.select().from(responses).where(eq(responses.attemptId, real.attemptId)).orderBy(asc(responses.position));
  expect(current.map((each) => [each.position, each.writerEpoch, each.sequence, each.response]))
    .toEqual(model.current().map((each) => [each.position, each.epoch, each.sequence, responseOf(real, each)]));
  const graded = await db.select().from(grades).where(and(eq(grades.attemptId, real.attemptId)));
  expect(graded.map(({ version, answeredCount }) => [version, answeredCount])).toEqual(model.isGraded() ? [[1, model.answeredCount()]] : []);
}

test("start, save, take over, submit, sweep and the passing of time: database and model agree in every order", async () => {
  await fc.assert(fc.asyncProperty(commands, async (given) => {
    let pair: Awaited<ReturnType<typeof begin>> | undefined;
    await fc.asyncModelRun(async () => (pair = await begin()), given);
    await expectSameEnd(pair!.model, pair!.real);
  }), parameters);
}, timeoutMs);

/** Who does what at once, in the order the scheduler lets them go; how they meet in the database is the database's business. */
type Racer = "save" | "batch" | "submit" | "sweep" | "takeover";

test("saves, submits, takeovers and sweepers at the same moment: nothing acknowledged is missing from the grade", async () => {
  const racers = fc.array(fc.constantFrom<Racer>("save", "save", "batch", "submit", "sweep", "takeover"), { minLength: 3, maxLength: 9 });
  await fc.assert(fc.asyncProperty(fc.scheduler(), racers, fc.boolean(), async (scheduler, who, isAtTheEnd) => {
    const { real } = await begin();
    const { sessionId } = real.participant;
    const attemptId = (real.attemptId = await sitting.start({ sessionId, roundId: real.roundId, now: monday }));
    real.items = await sitting.itemsOf(attemptId);
    const ledger = new Ledger(null);
    const deadlineAt = monday + 20 * minuteMs;
    const now = isAtTheEnd ? deadlineAt + graceMs - 1 : monday + minuteMs;
    const saveAt = async (sequences: number[], wait: boolean) => {
      const saves = sequences.map((sequence): ModelSave => ({ epoch: 1, sequence, position: (sequence % positions) + 1, choice: sequence % 2, ageMs: graceMs }));
      const verdicts = await writeSaves(database.sql, saves.map((each) => rowOf(real, each)), { wait, now });
      const told = saves.map((each, index) => ({
        attemptId, epoch: 1, sequence: each.sequence, position: each.position, choiceIds: responseOf(real, each).choiceIds, isFlagged: false, outcome: verdicts[index]!.outcome as string,
      }));
      ledger.acknowledge(told.filter(({ outcome }) => outcome !== "busy"));
    };
    const acts: Record<Racer, (index: number) => Promise<unknown>> = {
      save: (index) => saveAt([index + 1], true),
      batch: (index) => saveAt([100 + index * 3, 101 + index * 3, 102 + index * 3], false),
      submit: async () => {
        const { outcome } = await submitAttempt({ database }, { sessionId, attemptId, now });
        if (outcome === "closed") ledger.submit(attemptId);
      },
      sweep: () => sweepAttempts({ database }, { now: isAtTheEnd ? deadlineAt + graceMs : now }),
      takeover: () => takeOverAttempt({ database }, { sessionId, attemptId, now }),
    };
    const racing = who.map((racer, index) => scheduler.schedule(Promise.resolve(), `${racer} ${index}`).then(() => acts[racer](index)));
    await scheduler.waitFor(Promise.all(racing));
    await sweepAttempts({ database }, { now: deadlineAt + graceMs });
    expect(await findViolations(database.db, { roundId: real.roundId, graceSeconds: graceMs / secondMs, seats: [attemptId], ledger })).toEqual([]);
  }), parameters);
}, timeoutMs);
