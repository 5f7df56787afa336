import { describe, expect, it } from "vitest";
import { type KeptRow, recover } from "./kept-responses";

const row = (position: number, sequence: number, isSaved: boolean, epoch = 2): KeptRow => ({ attemptId: "a", epoch, isSaved, sequence, position, choiceIds: ["x"], isFlagged: false, editedAt: 0 });

describe("recover", () => {
  it("sends what was not acknowledged, shows what is newer than the page, and counts on from the newest", () => {
    const rows = [row(1, 4, true), row(2, 9, true), row(3, 8, false), row(4, 2, false)];
    const found = recover(rows, 2, 5);
    expect(found.unsent.map(({ position }) => position)).toEqual([3, 4]);
    expect(found.newer.map(({ position }) => position)).toEqual([2]);
    expect(found).toMatchObject({ lastSequence: 9, lastSavedAt: 0 });
  });

  it("replays nothing of an older writer, but names what never arrived", () => {
    expect(recover([row(1, 7, false, 1), row(2, 8, true, 1)], 2, 3)).toEqual({ unsent: [], newer: [], leftBehind: [1], lastSequence: 3, lastSavedAt: null });
  });
});
