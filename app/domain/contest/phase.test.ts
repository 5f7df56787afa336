import { describe, expect, test } from "vitest";
import { hourMs, minuteMs, secondMs, startOfDay } from "../shared/time";
import { attemptsLeft, closedForEverybodyAt, hasOpened, isBeforeClosing, isGoingOn, isPastClosing, mayStart, mayStillDraw, type PastAttempt, phaseAt, type RoundPhase, type StartQuestion } from "./phase";
import { closesAt, opensAt, roundWith } from "./round.fixture";

const graceEndsAt = closesAt + 10 * secondMs;

describe("phaseAt is a partition of the time line: before [opensAt) open [closesAt) grace [closesAt + 10 s) closed", () => {
  test.each([
    ["1 ms before opening", opensAt - 1, "before"],
    ["at opening", opensAt, "open"],
    ["1 ms after opening", opensAt + 1, "open"],
    ["1 ms before closing", closesAt - 1, "open"],
    ["at closing", closesAt, "grace"],
    ["1 ms after closing", closesAt + 1, "grace"],
    ["1 ms before the grace ends", graceEndsAt - 1, "grace"],
    ["when the grace ends", graceEndsAt, "closed"],
    ["1 ms after the grace", graceEndsAt + 1, "closed"],
  ])("%s", (_, now, phase) => {
    expect(phaseAt(roundWith(), now)).toBe(phase);
  });

  test("a draft or cancelled round is that at any time", () => {
    for (const state of ["draft", "cancelled"] as const) {
      for (const now of [opensAt - 1, opensAt, closesAt, graceEndsAt]) expect(phaseAt(roundWith({ state }), now)).toBe(state);
    }
  });

  test("a deadline beyond closing (incident, early closing) makes it finishing until then, and closed for everybody when its own grace is over", () => {
    const round = roundWith({ lastDeadlineAt: closesAt + hourMs });
    expect(closedForEverybodyAt(round)).toBe(closesAt + hourMs + 10 * secondMs);
    const moments = [closesAt - 1, closesAt, closesAt + hourMs - 1, closesAt + hourMs, closesAt + hourMs + 10 * secondMs - 1, closesAt + hourMs + 10 * secondMs];
    expect(moments.map((now) => phaseAt(round, now))).toEqual(["open", "finishing", "finishing", "grace", "grace", "closed"]);
  });

  test("has it opened, is it going on, is it before its closing or past it", () => {
    const phases: RoundPhase[] = ["draft", "cancelled", "before", "open", "finishing", "grace", "closed"];
    expect(phases.filter(hasOpened)).toEqual(["open", "finishing", "grace", "closed"]);
    expect(phases.filter(isGoingOn)).toEqual(["open", "finishing", "grace"]);
    expect(phases.filter(isBeforeClosing)).toEqual(["before", "open"]);
    expect(phases.filter(isPastClosing)).toEqual(["finishing", "grace", "closed"]);
  });

  test("a last deadline before closing does not close the round early", () => {
    expect(phaseAt(roundWith({ lastDeadlineAt: opensAt }), closesAt - 1)).toBe("open");
    expect(closedForEverybodyAt(roundWith({ lastDeadlineAt: null }))).toBe(graceEndsAt);
  });

  test("without grace the open part touches the closed part", () => {
    const round = roundWith({ rules: { graceSeconds: 0 } });
    expect([closesAt - 1, closesAt].map((now) => phaseAt(round, now))).toEqual(["open", "closed"]);
  });
});

describe("mayStillDraw: until closing, whoever still sits after it", () => {
  test("a ready round before and while it is open, a draft at any time, a cancelled round never", () => {
    const moments = [opensAt - 1, opensAt, closesAt - 1, closesAt, graceEndsAt];
    const ofState = (state: "draft" | "ready" | "cancelled") => moments.map((now) => mayStillDraw(roundWith({ state, lastDeadlineAt: closesAt + hourMs }), now));
    expect(ofState("ready")).toEqual([true, true, true, false, false]);
    expect(ofState("draft")).toEqual([true, true, true, true, true]);
    expect(ofState("cancelled")).toEqual([false, false, false, false, false]);
  });
});

const noon = startOfDay("2022-06-08") + 12 * hourMs;

function attempt(number: number, startedAt: number, changes: Partial<PastAttempt> = {}): PastAttempt {
  const deadlineAt = startedAt + 20 * minuteMs;
  return { attemptId: `attempt-${number}`, number, state: "submitted", startedAt, deadlineAt, submittedAt: startedAt + 10 * minuteMs, ...changes };
}

const baseQuestion: StartQuestion = { round: roundWith(), now: noon, isInAudience: true, retiredAt: null, attempts: [] };
const ask = (changes: Partial<StartQuestion>) => mayStart({ ...baseQuestion, ...changes });
const refused = (refusal: object) => ({ ok: false, refusal });
const allowed = (number: number) => ({ ok: true, value: { number } });

describe("mayStart: the round", () => {
  test.each([
    ["off the roster, whatever the audience", { isInAudience: false, retiredAt: 5 }, refused({ reason: "off-roster", since: 5 })],
    ["off the roster, before opening", { retiredAt: 5, now: opensAt - 1 }, refused({ reason: "off-roster", since: 5 })],
    ["off the roster, at closing", { retiredAt: 5, now: closesAt }, refused({ reason: "closed" })],
    ["off the roster, when it is cancelled", { retiredAt: 5, round: roundWith({ state: "cancelled" }) }, refused({ reason: "cancelled" })],
    ["outside the audience, even while open", { isInAudience: false }, refused({ reason: "not-in-audience" })],
    ["a draft", { round: roundWith({ state: "draft" }) }, refused({ reason: "not-open", opensAt: null })],
    ["cancelled", { round: roundWith({ state: "cancelled" }) }, refused({ reason: "cancelled" })],
    ["1 ms before opening", { now: opensAt - 1 }, refused({ reason: "not-open", opensAt })],
    ["at opening", { now: opensAt }, allowed(1)],
    ["1 ms before closing", { now: closesAt - 1 }, allowed(1)],
    ["at closing, in the grace", { now: closesAt }, refused({ reason: "closed" })],
    ["after the grace", { now: graceEndsAt }, refused({ reason: "closed" })],
  ] as const)("%s", (_, changes, expected) => {
    expect(ask(changes)).toEqual(expected);
  });
});

describe("mayStart: one's own attempts", () => {
  const rules = (allowedAttempts: number | null, per: "round" | "day" | "week" = "round", pauseMinutes = 0) =>
    roundWith({ rules: { attempts: { allowed: allowedAttempts, per, pauseMinutes } } });

  test("an open attempt is to be continued, not doubled, also with attempts left", () => {
    const attempts = [attempt(1, noon - minuteMs, { state: "in-progress", submittedAt: null })];
    expect(ask({ round: rules(null), attempts })).toEqual(refused({ reason: "open-attempt", attemptId: "attempt-1" }));
  });

  test("an attempt that nobody has closed yet is over when its deadline and the 10 seconds' grace are", () => {
    const unswept = attempt(1, noon - hourMs, { state: "in-progress", submittedAt: null });
    const overAt = unswept.deadlineAt + 10 * secondMs;
    expect(ask({ round: rules(2), attempts: [unswept], now: overAt - 1 })).toEqual(refused({ reason: "open-attempt", attemptId: "attempt-1" }));
    expect(ask({ round: rules(2), attempts: [unswept], now: overAt })).toEqual(allowed(2));
    expect(ask({ round: rules(1), attempts: [unswept], now: overAt })).toMatchObject({ refusal: { reason: "no-attempts-left" } });
  });

  test("the one attempt of the round is used up, and no later day brings another", () => {
    expect(ask({ attempts: [attempt(1, opensAt)] })).toEqual(refused({ reason: "no-attempts-left", per: "round", againAt: null }));
  });

  test("an expired attempt uses up as much as a submitted one; a void one nothing, but its number stays taken", () => {
    expect(ask({ attempts: [attempt(1, opensAt, { state: "expired" })] }).ok).toBe(false);
    expect(ask({ attempts: [attempt(1, opensAt, { state: "void" })] })).toEqual(allowed(2));
  });

  test("two a day: the third waits for midnight in Vietnam, yesterday's do not count", () => {
    const midnight = startOfDay("2022-06-08");
    const attempts = [attempt(1, midnight - 1), attempt(2, midnight), attempt(3, midnight + hourMs)];
    expect(ask({ round: rules(2, "day"), attempts: attempts.slice(0, 2) })).toEqual(allowed(3));
    const againAt = startOfDay("2022-06-09");
    expect(ask({ round: rules(2, "day"), attempts })).toEqual(refused({ reason: "no-attempts-left", per: "day", againAt }));
    expect(ask({ round: rules(2, "day"), attempts, now: againAt - 1 }).ok).toBe(false);
    expect(ask({ round: rules(2, "day"), attempts, now: againAt })).toEqual(allowed(4));
  });

  test("one a week: Sunday 05/06 23:59:59.999 is the old week, Monday 06/06 00:00 the new one, Sunday 12/06 still the same", () => {
    const monday = startOfDay("2022-06-06");
    const round = { ...rules(1, "week"), closesAt: startOfDay("2022-06-14") };
    expect(ask({ round, attempts: [attempt(1, monday - 1)] })).toEqual(allowed(2));
    const used = refused({ reason: "no-attempts-left", per: "week", againAt: startOfDay("2022-06-13") });
    expect(ask({ round, attempts: [attempt(1, monday)] })).toEqual(used);
    expect(ask({ round, attempts: [attempt(1, monday)], now: startOfDay("2022-06-13") - 1 })).toEqual(used);
    expect(ask({ round, attempts: [attempt(1, monday)], now: startOfDay("2022-06-13") })).toEqual(allowed(2));
  });

  test("the next day or week is not promised when the round is over by then", () => {
    const now = closesAt - hourMs;
    expect(ask({ round: rules(1, "day"), attempts: [attempt(1, now - hourMs)], now })).toMatchObject({ refusal: { againAt: null } });
  });

  test("a pause of 30 minutes runs from the end of the last attempt, and ends to the millisecond", () => {
    const attempts = [attempt(1, opensAt), attempt(2, noon - hourMs)];
    const until = noon - hourMs + 10 * minuteMs + 30 * minuteMs;
    const round = rules(null, "round", 30);
    expect(ask({ round, attempts, now: until - 1 })).toEqual(refused({ reason: "pause", until }));
    expect(ask({ round, attempts, now: until })).toEqual(allowed(3));
  });

  test("a void attempt asks for no pause", () => {
    const attempts = [attempt(1, noon - 15 * minuteMs, { state: "void" })];
    expect(ask({ round: rules(null, "round", 30), attempts })).toEqual(allowed(2));
  });

  test("attemptsLeft: unlimited is null; an open attempt is used up; never below 0", () => {
    const open = attempt(2, noon, { state: "in-progress", submittedAt: null });
    expect(attemptsLeft(rules(null).rules, [open], noon)).toBeNull();
    expect(attemptsLeft(rules(3).rules, [attempt(1, opensAt), open], noon)).toBe(1);
    expect(attemptsLeft(rules(1).rules, [attempt(1, opensAt), open], noon)).toBe(0);
  });
});
