import { describe, expect, it } from "vitest";
import { closesAt, opensAt, roundWith } from "../contest/round.fixture";
import { dayMs, secondMs } from "../shared/time";
import { isAwaited, isCountedBy, isMeasured } from "./contest-prediction";

describe("rounds that a prediction about the contest is measured by", () => {
  const publishedAt = closesAt + dayMs;
  it.each([
    ["an official round", {}, true, true],
    ["a trial", { isTrial: true }, false, false],
    ["a cancelled one", { state: "cancelled" as const }, false, false],
    ["a draft: waited for, but no more once the results are published", { state: "draft" as const }, true, false],
    ["one that closes as the results are published", { closesAt: publishedAt }, true, true],
    ["one made afterwards that says it opened before", { closesAt: publishedAt + 1 }, true, false],
  ])("%s", (_, changes, before, after) => {
    expect([isMeasured(roundWith(changes), null), isMeasured(roundWith(changes), publishedAt)]).toEqual([before, after]);
  });
});

describe("a round whose attempts published ranks of another one count", () => {
  const asking = { rules: roundWith({ rules: { prediction: "contest-persons", tieBreak: ["score", "prediction"] } }).rules, publishedAt: closesAt + dayMs };
  it.each([
    ["once they are published", asking, {}, true],
    ["not before", { ...asking, publishedAt: null }, {}, false],
    ["not where the prediction is no step of the chain", { ...asking, rules: { ...asking.rules, tieBreak: ["score" as const] } }, {}, false],
    ["not where it is about the asking round alone", { ...asking, rules: { ...asking.rules, prediction: "persons" as const } }, {}, false],
    ["not one that closed later", asking, { closesAt: asking.publishedAt + 1 }, false],
  ])("%s", (_, by, changes, expected) => expect(isCountedBy(roundWith(changes), by)).toBe(expected));
});

describe("a round is waited for until it is closed for everybody and graded", () => {
  const closedAt = closesAt + 10 * secondMs;
  it.each([
    ["before it opens", opensAt - 1, {}, 0, true],
    ["just before it is closed for everybody", closedAt - 1, {}, 0, true],
    ["at that moment", closedAt, {}, 0, false],
    ["with one attempt not graded", closedAt, {}, 1, true],
    ["as a draft, whatever its dates", closedAt, { state: "draft" as const }, 0, true],
  ])("%s", (_, now, changes, unsettled, expected) => expect(isAwaited({ ...roundWith(changes), unsettled }, now)).toBe(expected));
});
