import { describe, expect, it } from "vitest";
import type { SheetCell } from "./cell";
import { keyChoices } from "./choice-ids";
import { planAtOnce } from "./plan";
import type { ExistingQuestion } from "./plan-questions";
import { planQuestions } from "./plan-questions";
import { questionColumns } from "./question-columns";
import { locateTable } from "./table";

const titles = ["Mã câu hỏi", "Chủ đề", "Mức độ", "Loại câu hỏi", "Nội dung câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Đáp án", "Điểm"];
const base = { code: "", topic: "T", level: "Nhận biết", type: "Một lựa chọn", content: "Một?", a: "x", b: "y", c: "z", key: "A", points: "1" };

function plan(rows: readonly Partial<typeof base>[], questions: readonly ExistingQuestion[] = []) {
  const cells = [titles, ...rows.map((row) => Object.values({ ...base, ...row }))].map((row) => row.map((value): SheetCell => (value === "" ? null : { kind: "text", text: value })));
  const table = locateTable({ notices: [], sheets: [{ name: "S", rows: cells.map((row, index) => ({ row: index + 1, cells: row })) }] }, questionColumns);
  if (!table.ok) throw new Error(table.refusal);
  return planAtOnce(planQuestions(table.value, { topicNames: [], levels: [{ id: "L", name: "Nhận biết" }], questions }));
}

function known(row: Partial<typeof base>, state: ExistingQuestion["state"] = "approved"): ExistingQuestion {
  const value = plan([row]).rows[0]?.value ?? null;
  if (value === null) throw new Error("The known question must be good.");
  return { ...value, state };
}

const outcomes = (rows: readonly Partial<typeof base>[], questions: readonly ExistingQuestion[]) => plan(rows, questions).rows.map((row) => row.outcome);

describe("identity of a question", () => {
  it("is the code where the file has one: other content is a change of the same question", () => {
    expect(outcomes([{ code: "Q1", content: "Khác?" }], [known({ code: "Q1" })])).toEqual(["change"]);
  });

  it("is the normalised content otherwise; the stored code stays", () => {
    const planned = plan([{ content: "  MỘT? " }], [known({ code: "Q1" })]).rows[0];
    expect(planned).toMatchObject({ outcome: "change", value: { code: "Q1", content: "MỘT?" } });
    expect(outcomes([{}], [known({ code: "Q1" })])).toEqual(["same"]);
  });

  it("gives a question without code the code of the file", () => {
    expect(plan([{ code: "Q1" }], [known({})]).rows[0]).toMatchObject({ outcome: "change", value: { code: "Q1" }, before: { code: null } });
  });

  it("does not let one question take the content of another", () => {
    const rows = plan([{ code: "Q1", content: "Hai?" }, { code: "Q3" }], [known({ code: "Q1" }), known({ code: "Q2", content: "Hai?" })]).rows;
    expect(rows.map((row) => row.reasons)).toEqual([["Nội dung trùng với câu hỏi mã Q2 trong ngân hàng."], ["Nội dung trùng với câu hỏi mã Q1 trong ngân hàng."]]);
  });

  it("belongs to one row of a file, whether by its code or by its old content", () => {
    const stored = [known({ code: "Q1" })];
    const reasons = (rows: readonly Partial<typeof base>[]) => plan(rows, stored).rows.map((row) => row.reasons);
    const claimed = ["Là cùng một câu hỏi với dòng 2; giữ một dòng, hoặc ghi mã câu hỏi khác nhau."];
    expect(reasons([{ code: "Q1", content: "Hai?" }, { key: "B" }])).toEqual([[], claimed]);
    expect(reasons([{ key: "B" }, { code: "Q1", content: "Hai?" }])).toEqual([[], claimed]);
    expect(reasons([{ code: "Q1", content: "Hai?", level: "Lạ" }, { key: "B" }])[1]).toEqual([]);
  });

  it("reminds that a question is retired", () => {
    expect(plan([{}], [known({}, "retired")]).rows[0]).toMatchObject({ outcome: "same", warnings: ["Câu hỏi này đang ngừng dùng."] });
  });
});

describe("an answer key", () => {
  it.each([
    ["A, C", [true, false, true]],
    ["c;a", [true, false, true]],
    ["AC", [true, false, true]],
    ["A và B", [true, true, false]],
    ["A/B/C", [true, true, true]],
  ])("%s is read", (key, expected) => {
    expect(plan([{ type: "Nhiều lựa chọn", key }]).rows[0]?.value?.choices.map((choice) => choice.isCorrect)).toEqual(expected);
  });

  it.each([
    ["D", "Đáp án D nằm ngoài các phương án A–C."],
    ["1", "Đáp án 1 nằm ngoài các phương án A–C."],
    ["A và X", "Đáp án X nằm ngoài các phương án A–C."],
  ])("%s is refused", (key, reason) => {
    expect(plan([{ type: "Nhiều lựa chọn", key }]).rows[0]?.reasons).toEqual([reason]);
  });
});

describe("ids of choices", () => {
  it("stay with the text of the choice and are new otherwise; the key is sorted", () => {
    const ids = ["n1", "n2"];
    const keyed = keyChoices([{ text: "y", isCorrect: true }, { text: "w", isCorrect: true }, { text: "x", isCorrect: false }], [{ id: "z9", text: "y" }, { id: "b", text: "x" }], () => ids.shift() ?? "");
    expect(keyed).toEqual({ choices: [{ id: "z9", text: "y" }, { id: "n1", text: "w" }, { id: "b", text: "x" }], answerKey: ["n1", "z9"] });
  });
});
