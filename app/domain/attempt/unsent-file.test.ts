import { describe, expect, it } from "vitest";
import { startOfDay } from "../shared/time";
import { makeUnsentFile } from "./unsent-file";

const eight = startOfDay("2026-06-01") + 8 * 3_600_000;
const save = (position: number, choiceIds: string[], editedAt: number) => ({ sequence: position + 10, position, choiceIds, isFlagged: false, editedAt });

describe("the file of unsent responses", () => {
  const file = makeUnsentFile({
    attemptId: "a", receipt: "7K2M-9QXD", epoch: 2, madeAt: eight + 60_000, deadlineAt: eight + 30_000,
    saves: [{ ...save(12, ["x", "y"], eight + 5_000), attemptId: "not for the file" } as ReturnType<typeof save>, save(3, [], eight)],
    lettersOf: ({ choiceIds }) => choiceIds.map((id) => (id === "x" ? "A" : "C")).join(", "),
  });

  it("tells people question by question what was chosen and when", () => {
    expect(file.text).toContain("Mã biên nhận của bài: 7K2M-9QXD");
    expect(file.text.filter((line) => line.startsWith("Câu"))).toEqual(["Câu 3: bỏ trống (chọn lúc 08:00:00)", "Câu 12: A, C (chọn lúc 08:00:05)"]);
  });

  it("carries for the program exactly what a save carries", () => {
    expect(file).toMatchObject({ kind: "unsent-responses", version: 1, attemptId: "a", epoch: 2 });
    expect(file.saves).toEqual([save(3, [], eight), save(12, ["x", "y"], eight + 5_000)]);
  });
});
