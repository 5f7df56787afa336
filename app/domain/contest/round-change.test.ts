import { describe, expect, test } from "vitest";
import { hourMs, minuteMs } from "../shared/time";
import { type ChangeWish, changedRound, deadlineAfter, describeChange, earlyClosings, type KnownRound, planChange, possibleChanges, type RoundChange } from "./round-change";
import { closesAt, opensAt, roundWith } from "./round.fixture";
import type { RoundPhase } from "./phase";

const now = opensAt + hourMs;
const known = (phase: RoundPhase, isStarted: boolean, change: Parameters<typeof roundWith>[0] = {}): KnownRound => ({ ...roundWith(change), phase, isStarted });
const open = known("open", true);
const loosen = (change: Partial<Extract<ChangeWish, { kind: "loosen" }>>): ChangeWish => ({ kind: "loosen", closesAt, minutes: 20, allowed: 1, ...change });
const early = (change: Partial<Extract<ChangeWish, { kind: "close-early" }>>): ChangeWish => ({ kind: "close-early", at: null, running: "kept", ...change });

test.each<[RoundPhase, boolean, readonly string[]]>([
  ["draft", false, []],
  ["before", false, ["postpone"]],
  ["open", false, ["postpone", "close-early"]],
  ["open", true, ["loosen", "close-early"]],
  ["finishing", true, []],
  ["grace", true, []],
  ["closed", true, []],
  ["cancelled", true, []],
])("%s, started %s: possible are %j, and everything else is refused with a sentence", (phase, isStarted, possible) => {
  expect(possibleChanges({ phase, isStarted })).toEqual(possible);
  const wishes: ChangeWish[] = [{ kind: "postpone", opensAt, closesAt: closesAt + 1 }, loosen({}), early({ at: closesAt - hourMs })];
  for (const wish of wishes.filter(({ kind }) => !possible.includes(kind))) {
    expect(planChange(known(phase, isStarted), wish, now)).toEqual({ ok: false, refusal: { form: expect.stringMatching(/\.$/) } });
  }
});

describe("postponing, before anybody has started", () => {
  const before = known("before", false);
  const earlier = opensAt - hourMs;
  test.each<[string, number, number, object]>([
    ["moves the window", opensAt + hourMs, closesAt + hourMs, { ok: true, value: [{ kind: "window", from: { opensAt, closesAt }, to: { opensAt: opensAt + hourMs, closesAt: closesAt + hourMs } }] }],
    ["changes nothing where nothing differs", opensAt, closesAt, { ok: true, value: [] }],
    ["refuses an opening in the past", earlier - 1, closesAt, { ok: false, refusal: { newOpensAt: expect.any(String) } }],
    ["refuses both at once", earlier - 1, earlier - 2, { ok: false, refusal: { newOpensAt: expect.any(String), newClosesAt: expect.stringContaining("sau giờ mở") } }],
    ["takes an opening at this very moment", earlier, closesAt, { ok: true, value: [{ kind: "window" }] }],
    ["refuses a closing at the opening", opensAt, opensAt, { ok: false, refusal: { newClosesAt: expect.any(String) } }],
    ["refuses a window shorter than a sitting", opensAt, opensAt + 20 * minuteMs - 1, { ok: false, refusal: { newClosesAt: expect.stringContaining("20 phút") } }],
    ["takes one as long as a sitting", opensAt, opensAt + 20 * minuteMs, { ok: true, value: [{ kind: "window" }] }],
  ])("%s", (_what, newOpensAt, newClosesAt, expected) => {
    expect(planChange(before, { kind: "postpone", opensAt: newOpensAt, closesAt: newClosesAt }, earlier)).toMatchObject(expected);
  });
});

describe("giving everybody more", () => {
  test.each<[string, ReturnType<typeof loosen>, object]>([
    ["nothing", loosen({}), { ok: true, value: [] }],
    ["all three", loosen({ closesAt: closesAt + hourMs, minutes: 30, allowed: 2 }), { ok: true, value: [{ kind: "closes-later" }, { kind: "minutes", from: 20, to: 30 }, { kind: "attempts", from: 1, to: 2 }] }],
    ["attempts without limit", loosen({ allowed: null }), { ok: true, value: [{ kind: "attempts", from: 1, to: null }] }],
    ["less of all three is refused, each at its field", loosen({ closesAt: closesAt - 1, minutes: 19, allowed: 0 }), { ok: false, refusal: { closesAt: expect.any(String), minutes: expect.any(String), attemptsAllowed: expect.any(String) } }],
    ["minutes longer than the round", loosen({ minutes: 14_000 }), { ok: false, refusal: { minutes: expect.stringContaining("dài hơn cả kỳ thi") } }],
  ])("%s", (_what, wish, expected) => {
    expect(planChange(open, wish, now)).toMatchObject(expected);
  });

  test("a closing typed without the seconds that it has is no earlier one", () => {
    const withSeconds = known("open", true, { closesAt: closesAt + 42_123 });
    expect(planChange(withSeconds, loosen({ closesAt, minutes: 30 }), now)).toEqual({ ok: true, value: [{ kind: "minutes", from: 20, to: 30 }] });
    expect(planChange({ ...withSeconds, phase: "before", isStarted: false }, { kind: "postpone", opensAt, closesAt }, opensAt - hourMs)).toEqual({ ok: true, value: [] });
  });

  test("a limit after none is fewer attempts", () => {
    const unlimited = known("open", true, { rules: { attempts: { allowed: null, per: "day", pauseMinutes: 0 } } });
    expect(planChange(unlimited, loosen({ allowed: 100 }), now)).toMatchObject({ ok: false, refusal: { attemptsAllowed: expect.any(String) } });
  });
});

describe("closing early", () => {
  test.each<[string, ReturnType<typeof early>, object]>([
    ["at once", early({}), { ok: true, value: [{ kind: "closes-earlier", from: closesAt, to: now, running: "kept" }] }],
    ["at a moment to come", early({ at: now + hourMs }), { ok: true, value: [{ to: now + hourMs }] }],
    ["at the closing there is: nothing", early({ at: closesAt }), { ok: true, value: [] }],
    ["in the past", early({ at: now - 1 }), { ok: false, refusal: { closeAt: expect.any(String) } }],
    ["later than now planned", early({ at: closesAt + 1 }), { ok: false, refusal: { closeAt: expect.stringContaining("trước giờ đóng hiện nay") } }],
    ["collecting without notice", early({ running: "collected" }), { ok: false, refusal: { closeAt: expect.stringContaining("5 phút") } }],
    ["collecting with five minutes' notice", early({ at: now + 5 * minuteMs, running: "collected" }), { ok: true, value: [{ running: "collected" }] }],
  ])("%s", (_what, wish, expected) => {
    expect(planChange(open, wish, now)).toMatchObject(expected);
  });

  test("at once, sent twice, changes nothing the second time", () => {
    for (const phase of ["finishing", "grace", "closed"] as const) expect(planChange(known(phase, true), early({}), now)).toEqual({ ok: true, value: [] });
  });
});

describe("the deadline of somebody who is sitting", () => {
  const startedAt = closesAt - 10 * minuteMs;
  const sitting = { startedAt, deadlineAt: closesAt, extraSeconds: 0 };
  const after = (attempt: typeof sitting, ...changes: RoundChange[]) => deadlineAfter(attempt, changedRound(open, changes), changes) - startedAt;
  const later: RoundChange = { kind: "closes-later", from: closesAt, to: closesAt + hourMs };
  const minutes: RoundChange = { kind: "minutes", from: 20, to: 30 };
  const closing = (to: number, running: "kept" | "collected"): RoundChange => ({ kind: "closes-earlier", from: closesAt, to, running });
  test.each<[string, typeof sitting, RoundChange[], number]>([
    ["is given back what the closing cut", sitting, [later], 20],
    ["grows by more minutes up to the closing", sitting, [minutes], 10],
    ["grows by more minutes and a later closing", sitting, [minutes, later], 30],
    ["keeps extra time that already reaches beyond", { ...sitting, deadlineAt: closesAt + 50 * minuteMs, extraSeconds: 600 }, [later], 60],
    ["counts extra time into what was promised", { ...sitting, extraSeconds: 600 }, [later], 30],
    ["stays when the round closes early and keeps it", sitting, [closing(startedAt + 5 * minuteMs, "kept")], 10],
    ["ends with a closing that collects", sitting, [closing(startedAt + 5 * minuteMs, "collected")], 5],
    ["is not made longer by a closing that collects", { ...sitting, deadlineAt: startedAt + 3 * minuteMs }, [closing(startedAt + 5 * minuteMs, "collected")], 3],
  ])("%s", (_what, attempt, changes, expected) => {
    expect(after(attempt, ...changes)).toBe(expected * minuteMs);
  });
});

test.each<[RoundChange, string]>([
  [{ kind: "window", from: { opensAt, closesAt }, to: { opensAt: opensAt + hourMs, closesAt } }, "Thời gian thi đổi thành từ 09:00 ngày 01/06/2022 đến 17:00 ngày 10/06/2022 (trước đây: từ 08:00 ngày 01/06/2022 đến 17:00 ngày 10/06/2022)."],
  [{ kind: "closes-later", from: closesAt, to: closesAt + hourMs }, "Kỳ thi được gia hạn đến 18:00 ngày 10/06/2022 (trước đây: 17:00 ngày 10/06/2022)."],
  [{ kind: "closes-earlier", from: closesAt, to: closesAt - hourMs, running: "kept" }, "Kỳ thi đóng sớm lúc 16:00 ngày 10/06/2022 (trước đây: 17:00 ngày 10/06/2022). Bài đang làm được làm tiếp đến hết giờ của bài."],
  [{ kind: "minutes", from: 20, to: 30 }, "Thời gian làm bài tăng từ 20 lên 30 phút, cho cả bài đang làm."],
  [{ kind: "attempts", from: 1, to: 2 }, "Số lượt thi tối đa tăng từ 1 lên 2."],
  [{ kind: "attempts", from: 1, to: null }, "Số lượt thi không còn giới hạn."],
  [{ kind: "cancelled" }, "Kỳ thi đã bị hủy."],
])("%j is told as “%s”", (change, text) => {
  expect(describeChange(change)).toBe(text);
});

const closing = (to: number, running: "kept" | "collected" = "collected"): RoundChange => ({ kind: "closes-earlier", from: closesAt, to, running });
const later = (to: number): RoundChange => ({ kind: "closes-later", from: now, to });

test.each<[string, readonly RoundChange[][], readonly number[]]>([
  ["one that collects", [[closing(now)]], [now]],
  ["one that lets people finish", [[closing(now, "kept")]], []],
  ["one that was moved on before it came", [[closing(now)], [later(closesAt)]], []],
  ["one that was moved to be earlier still", [[closing(now)], [closing(now - minuteMs)]], [now - minuteMs]],
  ["one that holds for who sits, whatever later keeps others out", [[closing(now)], [closing(now - minuteMs, "kept")]], [now]],
  ["one again after it was moved on", [[closing(now)], [later(closesAt)], [closing(now + minuteMs)]], [now + minuteMs]],
  ["minutes that changed afterwards", [[closing(now)], [{ kind: "minutes", from: 20, to: 30 }]], [now]],
])("early closings that came about: %s", (_, told, expected) => {
  const rows = told.map((changes, index) => ({ at: opensAt + index, changes, reason: "Bão số 3", changedBy: null }));
  expect(earlyClosings(rows.toReversed()).map(({ to }) => to)).toEqual(expected);
});
