import { expect, test } from "vitest";
import { compareRevisions } from "./compare-revisions";
import type { QuestionRevision } from "./question";

const revision: QuestionRevision = {
  type: "single", content: "Thủ đô?", choices: [{ id: "a", text: "Hà Nội" }, { id: "b", text: "Huế" }], answerKey: ["a"], points: 100,
  explanation: "", citation: "Điều 13", effectiveFrom: null, effectiveTo: "2025-06-30",
};

test.each<[string, Partial<QuestionRevision>, [string, string, string][]]>([
  ["nothing", {}, []],
  ["content and points", { content: "Thủ đô nước ta?", points: 50 }, [["Nội dung", "Thủ đô?", "Thủ đô nước ta?"], ["Điểm", "1", "0,5"]]],
  ["a corrected text of the right choice is no change of the key", { choices: [{ id: "a", text: "Hà Nội." }, { id: "b", text: "Huế" }] }, [["Phương án", "Hà Nội", "Hà Nội."]]],
  ["another key", { answerKey: ["b"] }, [["Đáp án", "Hà Nội", "Huế"]]],
  ["a choice replaced", { choices: [{ id: "a", text: "Hà Nội" }, { id: "c", text: "Vinh" }] }, [["Phương án", "Huế", ""], ["Phương án", "", "Vinh"]]],
  ["only the order of choices", { choices: [{ id: "b", text: "Huế" }, { id: "a", text: "Hà Nội" }] }, [["Thứ tự phương án", "Hà Nội\nHuế", "Huế\nHà Nội"]]],
  ["type, basis and dates", { type: "several", citation: "", explanation: "Vì thế", effectiveFrom: "2020-01-01", effectiveTo: null }, [
    ["Loại câu hỏi", "Một lựa chọn", "Nhiều lựa chọn"], ["Giải thích", "", "Vì thế"], ["Căn cứ pháp lý", "Điều 13", ""], ["Hiệu lực từ", "", "01/01/2020"], ["Hiệu lực đến", "30/06/2025", ""],
  ]],
])("%s", (_what, change, expected) => {
  expect(compareRevisions(revision, { ...revision, ...change }).map(({ field, before, after }) => [field, before, after])).toEqual(expected);
});
