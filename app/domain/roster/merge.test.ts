import { describe, expect, it } from "vitest";
import type { AttemptState } from "../attempt/attempt";
import { mergeDoubts, type MergeSide, planMerge } from "./merge";

const attempt = (roundId: string, number: number, state: AttemptState = "submitted") => ({ attemptId: `${roundId}${number}`, roundId, roundName: `Kỳ ${roundId}`, number, state });
const side = (attempts: MergeSide["attempts"] = [], predicted: string[] = []): MergeSide => ({ attempts, predictions: predicted.map((roundId) => ({ roundId, value: 100 })) });

describe("attempts move where no rule is broken", () => {
  it("into rounds the other has not sat, under their own numbers", () =>
    expect(planMerge(side([attempt("1", 1)]), side([attempt("2", 1), attempt("2", 2)]))).toEqual({ ok: true, value: { attempts: [{ attemptId: "21", number: 1 }, { attemptId: "22", number: 2 }], predictionRounds: [] } }));
  it("behind void ones of the same round", () =>
    expect(planMerge(side([attempt("1", 1, "void"), attempt("1", 2, "void")]), side([attempt("1", 1)]))).toMatchObject({ value: { attempts: [{ attemptId: "11", number: 3 }] } }));
  it.each([
    ["both have counted attempts in a round", side([attempt("1", 1)]), side([attempt("1", 1, "expired")]), /Kỳ 1/],
    ["somebody is sitting", side(), side([attempt("1", 1, "in-progress")]), /đang làm bài/],
    ["the one that stays is sitting", side([attempt("1", 1, "in-progress")]), side(), /đang làm bài/],
  ])("not while %s", (_, stays, goes, reason) => expect(planMerge(stays, goes)).toEqual({ ok: false, refusal: expect.stringMatching(reason) }));
});

describe("one prediction per round stays: that of the attempts, else that of the row that stays", () => {
  it.each([
    ["only the one that goes predicted", side(), side([], ["1"]), ["1"]],
    ["both, nobody sat", side([], ["1"]), side([], ["1"]), []],
    ["both, the one that goes sat", side([], ["1"]), side([attempt("1", 1)], ["1"]), ["1"]],
    ["both, the one that stays sat", side([attempt("1", 1)], ["1"]), side([], ["1"]), []],
  ])("%s", (_, stays, goes, rounds) => expect(planMerge(stays, goes)).toMatchObject({ value: { predictionRounds: rounds } }));
});

describe("doubts whether two rows are one person", () => {
  const an = { fullName: "Nguyễn Văn An", birthDate: "1990-01-02" };
  it.each([
    ["nothing differs but case", an, { ...an, fullName: "NGUYỄN VĂN AN" }, []],
    ["the name", an, { ...an, fullName: "Nguyễn Văn Ân" }, ["Họ và tên khác nhau."]],
    ["the birth date", an, { ...an, birthDate: "1990-02-01" }, ["Ngày sinh khác nhau."]],
    ["both", an, { fullName: "Lê Thị Hoa", birthDate: "1980-01-02" }, ["Họ và tên khác nhau.", "Ngày sinh khác nhau."]],
    ["a birth date is missing", an, { ...an, birthDate: null }, ["Thiếu ngày sinh, không đối chiếu được."]],
  ])("%s", (_, stays, goes, doubts) => expect(mergeDoubts(stays, goes)).toEqual(doubts));
});
