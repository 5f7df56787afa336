import { describe, expect, test } from "vitest";
import { attemptsText } from "./attempts-text";

describe("attempts used and left", () => {
  const open = { phase: "open", attemptsUsed: 4, attemptsLeft: 2, attemptsPer: "round", refusal: null } as const;

  test("while a round is open the rest is of the round, the day or the week", () => {
    expect(attemptsText(open)).toBe("đã dùng 4, còn 2");
    expect(attemptsText({ ...open, attemptsPer: "day" })).toBe("đã dùng 4, hôm nay còn 2");
    expect(attemptsText({ ...open, attemptsPer: "week" })).toBe("đã dùng 4, tuần này còn 2");
    expect(attemptsText({ ...open, attemptsLeft: null })).toBe("đã dùng 4, không giới hạn");
  });

  test("before it opens the limit is of every day or week, afterwards there is no rest", () => {
    const before = { phase: "before", attemptsUsed: 0, attemptsLeft: 3, attemptsPer: "week", refusal: null } as const;
    expect(attemptsText(before)).toBe("mỗi tuần 3 lượt");
    expect(attemptsText({ ...before, attemptsPer: "day" })).toBe("mỗi ngày 3 lượt");
    expect(attemptsText({ ...before, attemptsPer: "round" })).toBe("đã dùng 0, còn 3");
    for (const phase of ["grace", "closed", "cancelled"] as const) expect(attemptsText({ ...open, phase, attemptsPer: "week" })).toBe("đã dùng 4");
  });

  test("whoever is off the roster or not meant has none left; any other refusal passes", () => {
    for (const phase of ["before", "open"] as const) {
      for (const refusal of [{ reason: "off-roster", since: 0 }, { reason: "not-in-audience" }] as const) expect(attemptsText({ ...open, phase, refusal })).toBe("đã dùng 4");
    }
    expect(attemptsText({ ...open, refusal: { reason: "pause", until: 0 } })).toBe("đã dùng 4, còn 2");
  });
});
