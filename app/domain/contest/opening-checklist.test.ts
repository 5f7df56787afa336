import { describe, expect, it } from "vitest";
import type { BankQuestion } from "../question/blueprint";
import { dayMs, hourMs, startOfDay } from "../shared/time";
import { changedFixedParts, checkRound, type ComposedRound } from "./check-round";
import { mayBeReady, openingChecklist, type OpeningFacts } from "./opening-checklist";

const opensAt = startOfDay("2026-12-01") + 8 * hourMs;
const question = (id: string, change: Partial<BankQuestion> = {}): BankQuestion => ({
  questionId: id, revisionId: `${id}-1`, state: "approved", topicId: "t", levelId: "l", type: "single", choiceIds: ["a", "b"], effectiveFrom: null, effectiveTo: null, ...change,
});
const round: ComposedRound = {
  name: "Kỳ thi 1", isTrial: false, opensAt, closesAt: opensAt + 7 * dayMs, blocIds: [], unitIds: [],
  lines: [{ topicId: null, levelId: null, type: "single", count: 2, points: 100 }],
  rules: {
    minutes: 20, graceSeconds: 10, attempts: { allowed: 1, per: "round", pauseMinutes: 0 }, counts: "best", tieBreak: ["score", "prediction"], severalScoring: "all-or-nothing",
    shuffleQuestions: true, shuffleChoices: true, prediction: "persons", show: { score: "at-once", keys: "after-closing", board: "live", freezeMinutes: 0 },
  },
};
const facts: OpeningFacts = {
  round, bank: [question("1"), question("2"), question("3")], now: opensAt - dayMs, audienceCount: 412, revealedQuestionIds: new Set(), contest: { agency: "CÔNG AN HUYỆN", contact: "0255" },
};
const states = (change: Partial<OpeningFacts>) => openingChecklist({ ...facts, ...change }).map((item) => [item.key, item.state]);

describe("openingChecklist", () => {
  it("is done when nothing lacks", () => {
    expect(states({})).toEqual([["window", "done"], ["blueprint", "done"], ["variety", "done"], ["audience", "done"]]);
  });

  it.each([
    ["before opening", opensAt - 1, "done"],
    ["from the moment of opening", opensAt, "warning"],
    ["until just before closing", round.closesAt - 1, "warning"],
    ["from the moment of closing", round.closesAt, "missing"],
  ])("says of the window %s", (_name, now, state) => {
    expect(states({ now })[0]).toEqual(["window", state]);
  });

  it.each<[string, Partial<OpeningFacts>, [string, string], boolean]>([
    ["a question short", { bank: [question("1"), question("2", { state: "pending" })] }, ["blueprint", "missing"], false],
    ["no line at all", { round: { ...round, lines: [] } }, ["blueprint", "missing"], false],
    ["rules that contradict each other", { round: { ...round, rules: { ...round.rules, prediction: null } } }, ["rules", "missing"], false],
    ["a bank that gives one set only", { bank: [question("1"), question("2")] }, ["variety", "warning"], true],
    ["a question that ends inside the window", { bank: [question("1"), question("2", { effectiveTo: "2026-12-05" })] }, ["force", "warning"], true],
    ["a question whose key is known", { revealedQuestionIds: new Set(["2"]) }, ["reuse", "warning"], true],
    ["nobody to take part", { audienceCount: 0 }, ["audience", "warning"], true],
    ["no agency", { contest: { agency: "", contact: "0255" } }, ["agency", "warning"], true],
  ])("tells of %s", (_name, change, item, isReady) => {
    expect(states(change)).toContainEqual(item);
    expect(mayBeReady(openingChecklist({ ...facts, ...change }))).toBe(isReady);
  });
});

describe("with a prediction about the whole contest", () => {
  const waiting = (change: Partial<ComposedRound["rules"]["show"]>, rules: Partial<ComposedRound["rules"]> = {}, isTrial = false) => {
    const asked = { ...round.rules, prediction: "contest-persons" as const, ...rules };
    return openingChecklist({ ...facts, round: { ...round, isTrial, rules: { ...asked, show: { ...asked.show, ...change } } } }).filter(({ key }) => key === "waiting").map(({ state, text }) => [state, text.split(" đến hết")[0]]);
  };

  it("tells what waits for the whole contest, where it is published and ranked by the prediction", () => {
    const score = { score: "after-publishing" } as const;
    expect(waiting({ ...score, keys: "never" })).toEqual([["warning", "Người dự thi chờ điểm"]]);
    expect(waiting(score)).toEqual([["warning", "Người dự thi chờ điểm và đáp án"]]);
    expect(waiting({ keys: "after-publishing" })).toEqual([["warning", "Người dự thi chờ đáp án"]]);
    expect([waiting({}), waiting(score, { prediction: "persons" }), waiting(score, { tieBreak: ["score"] }), waiting(score, {}, true)]).toEqual([[], [], [], []]);
  });
});

describe("checkRound", () => {
  it.each<[string, Partial<ComposedRound>, string[]]>([
    ["accepts a sitting as long as the round", { closesAt: opensAt + 20 * 60_000 }, []],
    ["refuses a sitting a minute longer", { closesAt: opensAt + 19 * 60_000 }, ["minutes"]],
    ["refuses an empty window", { closesAt: opensAt }, ["closesAt"]],
    ["wants the score in the chain", { rules: { ...round.rules, tieBreak: ["duration"] } }, ["tieBreak"]],
    ["wants minutes for a board that freezes", { rules: { ...round.rules, show: { ...round.rules.show, board: "frozen" } } }, ["freezeMinutes"]],
    ["refuses more than 200 questions", { lines: [{ ...round.lines[0]!, count: 201 }] }, ["lines"]],
  ])("%s", (_name, change, fields) => {
    expect(Object.keys(checkRound({ ...round, ...change }))).toEqual(fields);
  });
});

describe("changedFixedParts", () => {
  it("lets name and visibility change, whatever the order of keys", () => {
    const { minutes, ...rest } = round.rules;
    expect(changedFixedParts(round, { ...round, name: "Khác", rules: { ...rest, show: { ...round.rules.show, keys: "never" }, minutes } })).toEqual([]);
  });

  it("names every part that differs", () => {
    expect(changedFixedParts(round, { ...round, opensAt: opensAt + 1, blocIds: ["x"], rules: { ...round.rules, counts: "last" } })).toEqual(["window", "audience", "counting"]);
    expect(changedFixedParts(round, { ...round, unitIds: ["x"] })).toEqual(["audience"]);
  });
});
