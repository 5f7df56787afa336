import { describe, expect, it } from "vitest";
import { closesAt, roundWith } from "../contest/round.fixture";
import { secondMs } from "../shared/time";
import { type AwaitedRound, isFinal, resultStageAt } from "./result-stage";

/** The fixture closes at `closesAt` and is closed for everybody ten seconds of grace later. */
const closedAt = closesAt + 10 * secondMs;
const second = { roundId: "second", name: "Kỳ 2" };
const stage = (now: number, unsettled: number, publishedAt: number | null = null, awaited: readonly AwaitedRound[] = []) => resultStageAt({ ...roundWith(), publishedAt }, now, unsettled, awaited);

describe("how far the result of a round has got", () => {
  it.each([
    ["just before it is closed for everybody, whatever is graded", stage(closedAt - 1, 0), { kind: "running" }, false],
    ["at that moment, with one attempt not collected", stage(closedAt, 1), { kind: "settling", unsettled: 1 }, false],
    ["at that moment, with everything graded", stage(closedAt, 0), { kind: "settled" }, true],
    ["with another round that the prediction waits for", stage(closedAt, 0, null, [second]), { kind: "awaiting", rounds: [second] }, false],
    ["with both, the own attempts first", stage(closedAt, 1, null, [second]), { kind: "settling", unsettled: 1 }, false],
    ["published", stage(closedAt + 2, 0, closedAt + 1), { kind: "published", publishedAt: closedAt + 1, changes: [] }, true],
    ["published, then an attempt reopened and not graded yet", stage(closedAt + 2, 1, closedAt + 1), { kind: "settling", unsettled: 1 }, false],
  ])("%s", (_, found, expected, final) => {
    expect(found).toEqual(expected);
    expect(isFinal(found)).toBe(final);
  });
});
