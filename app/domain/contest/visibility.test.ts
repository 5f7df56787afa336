import { describe, expect, test } from "vitest";
import { hourMs, secondMs } from "../shared/time";
import { closesAt, opensAt, roundWith } from "./round.fixture";
import { boardView, effectiveBoard, freezesAt, mayShowKeys, mayShowScore } from "./visibility";

const closedAt = closesAt + 10 * secondMs;
const freezeAt = closesAt - hourMs;
const publishedAt = closedAt + 24 * hourMs;
/** Just before, at and after each boundary of the round. */
const moments = [opensAt - 1, opensAt, freezeAt - 1, freezeAt, closesAt - 1, closesAt, closedAt - 1, closedAt, publishedAt - 1, publishedAt];
const never = moments.map(() => false);
const from = (boundary: number) => moments.map((now) => now >= boundary);

describe("the score shows", () => {
  test.each([
    ["at-once", from(opensAt)],
    ["after-closing", from(closedAt)],
    ["after-publishing", from(publishedAt)],
  ] as const)("%s", (score, expected) => {
    const round = roundWith({ rules: { show: { score } } });
    expect(moments.map((now) => mayShowScore(round, now, publishedAt))).toEqual(expected);
  });

  test("after-publishing is never without a publication", () => {
    const round = roundWith({ rules: { show: { score: "after-publishing" } } });
    expect(moments.map((now) => mayShowScore(round, now, null))).toEqual(never);
  });
});

describe("the keys show", () => {
  test.each([
    ["after-closing", from(closedAt)],
    ["after-publishing", from(publishedAt)],
    ["never", never],
  ] as const)("%s", (keys, expected) => {
    const round = roundWith({ rules: { show: { keys } } });
    expect(moments.map((now) => mayShowKeys(round, now, publishedAt))).toEqual(expected);
  });

  test.each([
    ["after-closing", "after-publishing", from(publishedAt)],
    ["after-publishing", "after-closing", from(publishedAt)],
    ["after-closing", "after-closing", from(closedAt)],
    ["never", "after-publishing", never],
  ] as const)("%s, never before the score that shows %s", (keys, score, expected) => {
    const round = roundWith({ rules: { show: { keys, score } } });
    expect(moments.map((now) => mayShowKeys(round, now, publishedAt))).toEqual(expected);
  });

  test("not before everybody is done, even when results were published early or an incident moved a deadline", () => {
    const early = roundWith({ rules: { show: { keys: "after-publishing" } } });
    expect(mayShowKeys(early, closedAt - 1, opensAt)).toBe(false);
    const late = roundWith({ lastDeadlineAt: closesAt + hourMs });
    expect([closedAt + hourMs - 1, closedAt + hourMs].map((now) => mayShowKeys(late, now, opensAt))).toEqual([false, true]);
  });

  test("of a draft or cancelled round nothing shows, ever", () => {
    for (const state of ["draft", "cancelled"] as const) {
      const round = roundWith({ state });
      for (const now of moments) {
        expect([mayShowKeys(round, now, opensAt), mayShowScore(round, now, opensAt), boardView(round, now, opensAt).kind]).toEqual([false, false, "hidden"]);
      }
    }
  });
});

describe("the board", () => {
  const h = "hidden", l = "live", z = "frozen", f = "final";
  //                        −open open  −frz frz  −cls cls  −clsd clsd −pub pub
  test.each([
    ["live", "at-once", [h, l, l, l, l, l, l, f, f, f]],
    ["frozen", "at-once", [h, l, l, z, z, z, z, f, f, f]],
    ["after-closing", "at-once", [h, h, h, h, h, h, h, f, f, f]],
    ["after-publishing", "at-once", [h, h, h, h, h, h, h, h, h, f]],
    ["live", "after-closing", [h, h, h, h, h, h, h, f, f, f]],
    ["frozen", "after-closing", [h, h, h, h, h, h, h, f, f, f]],
    ["live", "after-publishing", [h, h, h, h, h, h, h, h, h, f]],
  ] as const)("%s, with the score %s", (board, score, expected) => {
    const round = roundWith({ rules: { show: { board, score } } });
    expect(moments.map((now) => boardView(round, now, publishedAt).kind)).toEqual(expected);
  });

  test("a frozen board says of when it is, 60 minutes before closing", () => {
    expect(boardView(roundWith({ rules: { show: { board: "frozen" } } }), closesAt, null)).toEqual({ kind: "frozen", at: freezeAt });
  });

  test("a freeze longer than the round begins with the round", () => {
    expect(freezesAt(roundWith({ rules: { show: { freezeMinutes: 1_000_000 } } }))).toBe(opensAt);
  });

  test("a later board rule than the score's stays", () => {
    expect(effectiveBoard({ score: "after-closing", keys: "never", board: "after-publishing", freezeMinutes: 0 })).toBe("after-publishing");
  });
});
