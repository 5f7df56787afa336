import type postgres from "postgres";
import { expect, it } from "vitest";
import { isPassingFailure } from "../errors.server";
import { type SaveRow, writeSaves } from "./attempt-save.server";

const row: SaveRow = {
  sessionId: "s", attemptId: "a", epoch: 1, sequence: 1, position: 1, response: { choiceIds: [] } as unknown as SaveRow["response"], isFlagged: false, ageMs: 0, baseSequence: null,
};
const answeringWith = (rows: object[]) => (() => Promise.resolve(rows)) as unknown as postgres.Sql;
const verdict = { outcome: "saved", state: "in-progress", deadline_ms: 2, now_ms: 1 };

it("takes an answer that is short of rows for a lost connection, so that the client sends again", async () => {
  for (const rows of [[], [verdict]]) {
    const failed = await writeSaves(answeringWith(rows), [row, row], { wait: false }).catch((error: unknown) => error);
    expect(isPassingFailure(failed)).toBe(true);
  }
  expect(await writeSaves(answeringWith([verdict, verdict]), [row, row], { wait: false })).toHaveLength(2);
});
