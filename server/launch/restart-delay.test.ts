import { describe, expect, it } from "vitest";
import { restartDelayMs } from "./restart-delay";

describe("the pause before a dead worker's successor", () => {
  it("is none after ten seconds of life, however many short ones came before", () => {
    expect([restartDelayMs(10_000, 0), restartDelayMs(600_000, 7)]).toEqual([0, 0]);
  });

  it("doubles with each short life: 100, 200, 400 ms … and never exceeds 10 s", () => {
    expect([0, 1, 2, 6, 7, 50].map((before) => restartDelayMs(9_999, before))).toEqual([100, 200, 400, 6_400, 10_000, 10_000]);
  });
});
