import { describe, expect, test } from "vitest";
import { closesAt, opensAt, roundWith } from "../contest/round.fixture";
import { hourMs, minuteMs, secondMs } from "../shared/time";
import { giveExtraTime, handIn, type IncidentAttempt, offeredIncidents, reopenAttempt, voidAttempt } from "./incident";

/** 20 minutes, grace 10 seconds, started a day after the opening unless a case says otherwise. */
const startedAt = opensAt + 24 * hourMs;
const dueAt = startedAt + 20 * minuteMs;
const graceMs = 10 * secondMs;
const running: IncidentAttempt = { state: "in-progress", startedAt, deadlineAt: dueAt, submittedAt: null, extraSeconds: 0, awaySeconds: 0, writerEpoch: 3 };
const submitted: IncidentAttempt = { ...running, state: "submitted", submittedAt: startedAt + 7 * minuteMs };
const expired: IncidentAttempt = { ...running, state: "expired", submittedAt: dueAt };
const voided: IncidentAttempt = { ...submitted, state: "void" };
const ground = (now: number, { publishedAt = null, countedBy = [], ...changes }: Parameters<typeof roundWith>[0] & { publishedAt?: number | null; countedBy?: { name: string }[] } = {}) => ({ round: { ...roundWith(changes), publishedAt }, countedBy, now });
const within = { minutes: 10, mayPassClosing: false };
const beyond = { minutes: 10, mayPassClosing: true };

describe("10 minutes of extra time, by when the organiser gives it", () => {
  test.each([
    ["at the start", startedAt, true],
    ["1 ms before the deadline", dueAt - 1, true],
    ["at the deadline: the grace still runs", dueAt, true],
    ["1 ms before the grace is over", dueAt + graceMs - 1, true],
    ["when the grace is over: that takes a reopening", dueAt + graceMs, false],
  ])("%s", (_, now, isGiven) => {
    expect(giveExtraTime(running, ground(now), within)).toEqual(
      isGiven ? { ok: true, value: { ...running, deadlineAt: dueAt + 10 * minuteMs, extraSeconds: 600 } } : { ok: false, refusal: "not-running" },
    );
  });

  test("twice: counted from the deadline that holds, 20 minutes in all", () => {
    const once = giveExtraTime(running, ground(startedAt), within);
    expect(once.ok && giveExtraTime(once.value, ground(startedAt), within)).toMatchObject({ value: { deadlineAt: dueAt + 20 * minuteMs, extraSeconds: 1_200 } });
  });

  test.each([submitted, expired])("to an attempt that is $state", (attempt) => {
    expect(giveExtraTime(attempt, ground(dueAt), within)).toEqual({ ok: false, refusal: "not-running" });
  });

  test("to a void attempt, and in a cancelled round", () => {
    expect(giveExtraTime(voided, ground(dueAt), within)).toEqual({ ok: false, refusal: "void" });
    expect(giveExtraTime(running, ground(startedAt, { state: "cancelled" }), within)).toEqual({ ok: false, refusal: "cancelled" });
  });
});

describe("10 minutes of extra time against the closing at 17:00, by the deadline that held (minutes to closing)", () => {
  const dueBefore = (minutes: number): IncidentAttempt => ({ ...running, startedAt: closesAt - (minutes + 20) * minuteMs, deadlineAt: closesAt - minutes * minuteMs });
  /** Started 5 minutes before closing: the rules themselves end it at closing. */
  const cut: IncidentAttempt = { ...running, startedAt: closesAt - 5 * minuteMs, deadlineAt: closesAt };
  test.each([
    ["15: all of it fits", dueBefore(15), within, { deadlineAt: closesAt - 5 * minuteMs, extraSeconds: 600 }],
    ["10: ends exactly at closing", dueBefore(10), within, { deadlineAt: closesAt, extraSeconds: 600 }],
    ["4: cut to 4 minutes", dueBefore(4), within, { deadlineAt: closesAt, extraSeconds: 240 }],
    ["4, allowed to pass closing: all 10, until 17:06", dueBefore(4), beyond, { deadlineAt: closesAt + 6 * minuteMs, extraSeconds: 600 }],
    ["0, allowed to pass closing: until 17:10", cut, beyond, { deadlineAt: closesAt + 10 * minuteMs, extraSeconds: 600 }],
  ])("%s", (_, attempt, terms, expected) => {
    expect(giveExtraTime(attempt, ground(attempt.startedAt), terms)).toMatchObject({ ok: true, value: expected });
  });

  test("at closing, or beyond it by an earlier incident, nothing can be given that stays within", () => {
    expect(giveExtraTime(cut, ground(closesAt - 1), within)).toEqual({ ok: false, refusal: "at-closing" });
    expect(giveExtraTime({ ...cut, deadlineAt: closesAt + hourMs }, ground(closesAt), within)).toEqual({ ok: false, refusal: "at-closing" });
  });
});

describe("reopening for 10 minutes", () => {
  const reopen = (attempt: IncidentAttempt, at: ReturnType<typeof ground>, terms = within, hasOpenAttempt = false) => reopenAttempt(attempt, at, { ...terms, hasOpenAttempt });

  test("an hour after submitting: ten minutes from now, without a grade, writers of before are stale, the hour is no working time", () => {
    const now = submitted.submittedAt! + hourMs;
    expect(reopen(submitted, ground(now))).toEqual({
      ok: true,
      value: { ...submitted, state: "in-progress", submittedAt: null, reopenedAt: now, isToGrade: true, writerEpoch: 4, awaySeconds: 3_600, deadlineAt: now + 10 * minuteMs, extraSeconds: 57 * 60 },
    });
  });

  test("minutes after submitting early: the deadline may lie before the one of the rules, which then is no extra time", () => {
    const now = submitted.submittedAt! + minuteMs;
    expect(reopen(submitted, ground(now))).toMatchObject({ value: { deadlineAt: startedAt + 18 * minuteMs, extraSeconds: 0, awaySeconds: 60 } });
  });

  test.each([
    ["11 minutes before closing: 10 minutes", closesAt - 11 * minuteMs, within, closesAt - minuteMs],
    ["1 minute before closing: 1 minute", closesAt - minuteMs, within, closesAt],
    ["1 minute before closing, allowed to pass it: 10 minutes", closesAt - minuteMs, beyond, closesAt + 9 * minuteMs],
    ["in the grace, allowed to pass closing: 10 minutes", closesAt + 1, beyond, closesAt + 1 + 10 * minuteMs],
    ["at closing, not allowed to pass it", closesAt, within, "at-closing"],
    ["when the round has closed for everybody and the keys show", closesAt + graceMs, beyond, "keys-shown"],
  ])("%s", (_, now, terms, expected) => {
    const result = reopen(expired, ground(now), terms);
    expect(result.ok ? result.value.deadlineAt : result.refusal).toBe(expected);
  });

  test("after closing, while the keys stay hidden: until the publication", () => {
    const hidden = { rules: { show: { keys: "never" as const } } };
    expect(reopen(expired, ground(closesAt + hourMs, hidden), beyond).ok).toBe(true);
    expect(reopen(expired, ground(closesAt + hourMs, { ...hidden, publishedAt: closesAt + hourMs }), beyond)).toEqual({ ok: false, refusal: "published" });
  });

  test("what cannot be reopened", () => {
    expect(reopen(running, ground(dueAt))).toEqual({ ok: false, refusal: "running" });
    expect(reopen(voided, ground(dueAt))).toEqual({ ok: false, refusal: "void" });
    expect(reopen(submitted, ground(dueAt), within, true)).toEqual({ ok: false, refusal: "open-attempt" });
    expect(reopen(submitted, ground(dueAt, { state: "cancelled" }))).toEqual({ ok: false, refusal: "cancelled" });
  });
});

describe("void", () => {
  test.each([running, submitted, expired])("an attempt that is $state, keeping everything else", (attempt) => {
    expect(voidAttempt(attempt, ground(dueAt), { despitePublished: false })).toEqual({ ok: true, value: { ...attempt, state: "void" } });
  });

  test("after publishing only when the organiser agrees that published results change", () => {
    const published = ground(closesAt, { publishedAt: closesAt });
    expect(voidAttempt(submitted, published, { despitePublished: false })).toEqual({ ok: false, refusal: "published-to-void" });
    expect(voidAttempt(submitted, published, { despitePublished: true })).toEqual({ ok: true, value: { ...submitted, state: "void" } });
  });

  test("once only, and not in a cancelled round", () => {
    expect(voidAttempt(voided, ground(dueAt), { despitePublished: true })).toEqual({ ok: false, refusal: "void" });
    expect(voidAttempt(running, ground(dueAt, { state: "cancelled" }), { despitePublished: true })).toEqual({ ok: false, refusal: "cancelled" });
  });
});

describe("handing in responses", () => {
  test.each([submitted, expired])("into an attempt that is $state: a new writer epoch, to be graded again", (attempt) => {
    expect(handIn(attempt, ground(closesAt), { despiteKeys: false })).toEqual({ ok: true, value: { ...attempt, writerEpoch: 4, isToGrade: true } });
  });

  test.each([
    ["while it runs", running, ground(dueAt), "running"],
    ["void", voided, ground(dueAt), "void"],
    ["published", submitted, ground(closesAt, { publishedAt: closesAt }), "published"],
    ["cancelled", submitted, ground(dueAt, { state: "cancelled" }), "cancelled"],
  ] as const)("not %s", (_, attempt, at, refusal) => {
    expect(handIn(attempt, at, { despiteKeys: true })).toEqual({ ok: false, refusal });
  });

  test.each([
    ["1 ms before the keys show", closesAt + graceMs - 1, false, true],
    ["when the keys show", closesAt + graceMs, false, false],
    ["when the keys show, and the organiser says so", closesAt + graceMs, true, true],
  ])("%s", (_, now, despiteKeys, isTaken) => {
    expect(handIn(expired, ground(now), { despiteKeys })).toMatchObject(isTaken ? { ok: true } : { ok: false, refusal: "keys-shown-to-file" });
  });
});

test("an attempt that published ranks of another round count stays as it is: a void takes the tick, nothing else is possible", () => {
  const counted = ground(closesAt + 1, { countedBy: [{ name: "Kỳ 1" }] });
  expect(voidAttempt(submitted, counted, { despitePublished: false })).toEqual({ ok: false, refusal: "published-to-void" });
  expect(voidAttempt(submitted, counted, { despitePublished: true })).toMatchObject({ ok: true });
  expect(handIn(submitted, counted, { despiteKeys: true })).toEqual({ ok: false, refusal: "published-elsewhere" });
  expect(reopenAttempt(submitted, counted, { ...beyond, hasOpenAttempt: false })).toEqual({ ok: false, refusal: "published-elsewhere" });
});

describe("what is offered", () => {
  const afterPublishing = ground(closesAt + 1, { publishedAt: closesAt });
  test.each([
    ["in-progress", ground(dueAt), ["extra-time", "void"], null],
    ["submitted", ground(dueAt), ["reopening", "hand-in", "void"], null],
    ["expired", afterPublishing, ["void"], "published"],
    ["expired", ground(closesAt + 1, { countedBy: [{ name: "Kỳ 1" }] }), ["void"], "published-elsewhere"],
    ["void", afterPublishing, [], null],
    ["in-progress", ground(dueAt, { state: "cancelled" }), [], "cancelled"],
    ["submitted", ground(dueAt, { state: "cancelled" }), [], "cancelled"],
  ] as const)("for an attempt that is %s (%#)", (state, at, kinds, withheld) => {
    expect(offeredIncidents(state, at)).toEqual({ kinds, withheld });
  });
});
