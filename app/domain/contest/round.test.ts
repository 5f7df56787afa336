import { expect, it } from "vitest";
import { predictionAsked, subjectLabels } from "./prediction-words";
import { predictionSubjects, ranksByContest } from "./round";

it("ranks depend on the contest only where its number is asked for and a step of the chain", () => {
  const rules = (prediction: "persons" | "contest-persons" | null, chain: boolean) => ({ prediction, tieBreak: chain ? ["score" as const, "prediction" as const] : ["score" as const] });
  expect([rules("contest-persons", true), rules("contest-persons", false), rules("persons", true), rules(null, true)].map(ranksByContest)).toEqual([true, false, false, false]);
});

it("each subject is said the same way in questions and in headings", () => {
  expect(predictionSubjects.map((subject) => [predictionAsked(subject), subjectLabels[subject]])).toEqual([
    ["có bao nhiêu người dự thi", "số người dự thi"],
    ["có bao nhiêu lượt thi", "số lượt thi"],
    ["có bao nhiêu người đạt điểm tối đa", "số người đạt điểm tối đa"],
    ["có bao nhiêu người dự thi trong cả cuộc thi", "số người dự thi trong cả cuộc thi"],
    ["có bao nhiêu lượt thi trong cả cuộc thi", "số lượt thi trong cả cuộc thi"],
    ["có bao nhiêu người đạt điểm tối đa trong cả cuộc thi", "số người đạt điểm tối đa trong cả cuộc thi"],
  ]);
});
