import { describe, expect, test } from "vitest";
import { compareUnsent, endedAt, isAcceptable, type StoredItem } from "./unsent-comparison";
import type { UnsentSave } from "./unsent-file";

const deadlineAt = 1_000_000;
const stored = (choiceIds: string[] = [], savedAt: number | null = choiceIds.length > 0 ? 500_000 : null): StoredItem => ({ position: 1, choiceOrder: ["x", "y", "z"], choiceIds, savedAt });
const save = (change: Partial<UnsentSave> = {}): UnsentSave => ({ sequence: 9, position: 1, choiceIds: ["y"], isFlagged: false, editedAt: 600_000, ...change });
const compare = (item: StoredItem, change: Partial<UnsentSave> = {}) => compareUnsent([save(change)], [item], deadlineAt)[0]!;

describe("a response of the file against the stored one", () => {
  test.each([
    ["nothing stored", stored(), {}, "new"],
    ["another one stored before", stored(["x"]), {}, "differs"],
    ["cleared in the file after it was stored", stored(["x"]), { choiceIds: [] }, "differs"],
    ["cleared on the server before", stored([], 500_000), {}, "differs"],
    ["the same stored, in whatever order", stored(["z", "y"]), { choiceIds: ["y", "z"] }, "same"],
    ["another one stored 1 ms later", stored(["x"], 600_001), {}, "older"],
    ["another one stored in the same millisecond", stored(["x"], 600_000), {}, "differs"],
    ["1 ms before the deadline", stored(), { editedAt: deadlineAt - 1 }, "new"],
    ["at the deadline", stored(), { editedAt: deadlineAt }, "late"],
    ["a choice the question does not have", stored(), { choiceIds: ["y", "strange"] }, "invalid"],
    ["a question the set does not have", stored(), { position: 2 }, "invalid"],
  ])("%s", (_, item, change, verdict) => {
    expect(compare(item, change).verdict).toBe(verdict);
  });

  test("only new and different ones can be accepted", () => {
    expect((["new", "differs", "same", "older", "late", "invalid"] as const).filter((verdict) => isAcceptable({ verdict }))).toEqual(["new", "differs"]);
  });

  test("is told in the letters of this person's own order", () => {
    expect(compare(stored(["z"]), { choiceIds: ["z", "x"] })).toMatchObject({ letters: "A, C", stored: { letters: "C", savedAt: 500_000 } });
    expect(compare(stored(), { choiceIds: [] })).toMatchObject({ letters: "", stored: null });
  });
});

describe("an attempt had ended, for its file", () => {
  test.each([
    ["submitted a minute before the deadline", deadlineAt - 60_000, deadlineAt - 60_000],
    ["collected at the deadline", deadlineAt, deadlineAt],
    ["without a moment of its end", null, deadlineAt],
    ["never later than the deadline", deadlineAt + 1, deadlineAt],
  ])("%s", (_, submittedAt, end) => {
    expect(endedAt({ submittedAt, deadlineAt })).toBe(end);
    const verdicts = [end - 1, end].map((editedAt) => compareUnsent([save({ editedAt })], [stored()], endedAt({ submittedAt, deadlineAt }))[0]!.verdict);
    expect(verdicts).toEqual(["new", "late"]);
  });
});

test("of several saves of one question the highest sequence counts; questions come in order", () => {
  const items = [stored(), { ...stored(), position: 2 }];
  const compared = compareUnsent([save({ position: 2 }), save({ sequence: 3, choiceIds: ["x"] }), save({ sequence: 12, choiceIds: ["z"] }), save({ sequence: 11 })], items, deadlineAt);
  expect(compared.map(({ position, choiceIds }) => [position, choiceIds])).toEqual([[1, ["z"]], [2, ["y"]]]);
});
