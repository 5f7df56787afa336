import { describe, expect, it } from "vitest";
import { checkQuestion, type QuestionDraft } from "./check-question";

const right = (text: string) => ({ text, isCorrect: true });
const wrong = (text: string) => ({ text, isCorrect: false });
const base: QuestionDraft = { type: "single", choices: [right("Có"), wrong("Không")], effectiveFrom: null, effectiveTo: null };

describe("checkQuestion", () => {
  const cases: [string, Partial<QuestionDraft>, string[]][] = [
    ["accepts one right choice of two", {}, []],
    ["asks for two choices", { choices: [right("Có")] }, ["choices"]],
    ["asks for a key", { choices: [wrong("Có"), wrong("Không")] }, ["answerKey"]],
    ["refuses two right choices of a single-choice question", { choices: [right("Có"), right("Không")] }, ["answerKey"]],
    ["accepts several right choices", { type: "several", choices: [right("Một"), right("Hai"), wrong("Ba")] }, []],
    ["refuses two choices that are the same", { choices: [right("Có"), wrong("Có")] }, ["choices"]],
    ["refuses true/false with three choices", { type: "true-false", choices: [right("Đúng"), wrong("Sai"), wrong("Khác")] }, ["choices"]],
    ["accepts a question in force on one day", { effectiveFrom: "2026-12-01", effectiveTo: "2026-12-01" }, []],
    ["refuses an end before the beginning", { effectiveFrom: "2026-12-01", effectiveTo: "2026-11-30" }, ["effectiveTo"]],
    ["says everything at once", { choices: [], effectiveFrom: "2026-12-01", effectiveTo: "2026-11-30" }, ["choices", "answerKey", "effectiveTo"]],
  ];
  it.each(cases)("%s", (_name, change, fields) => {
    expect(Object.keys(checkQuestion({ ...base, ...change }))).toEqual(fields);
  });
});
