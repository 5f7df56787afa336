import { renderToStaticMarkup } from "react-dom/server";
import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { LegalText } from "../ui/legal-text";
import { type ExamQuestion, questionsHtml } from "./question-html";

const question = (change: Partial<ExamQuestion> = {}): ExamQuestion => ({
  position: 1, type: "single", content: "Câu hỏi", points: 150, choices: [{ id: "a1", text: "Đúng" }, { id: "b2", text: "Sai" }], chosen: [], isFlagged: false, ...change,
});
const hostile = `<script>alert(1)</script> & "nháy" 'đơn' <img src=x onerror=alert(1)>`;

describe("questionsHtml", () => {
  it("escapes what stands in texts and ids, as React does", () => {
    const html = questionsHtml([question({ content: hostile, choices: [{ id: `"><b>`, text: hostile }] })]);
    expect(html).not.toMatch(/<script|<img|"><b>/);
    expect(html.split(renderToStaticMarkup(createElement(LegalText, { text: hostile })))).toHaveLength(3);
  });

  it("keeps numbers of legal documents unbroken, as LegalText does", () => {
    const text = "Theo Nghị định 118/2025/NĐ-CP và Quyết định 766/QĐ-TTg";
    expect(questionsHtml([question({ content: text })])).toContain(renderToStaticMarkup(createElement(LegalText, { text })));
  });

  it("checks what is chosen and flagged, and nothing else", () => {
    const checkedOf = (html: string) => [...html.matchAll(/name="(\w+)" value="(\w+)" checked/g)].map((match) => `${match[1]} ${match[2]}`);
    expect(checkedOf(questionsHtml([question()]))).toEqual([]);
    expect(checkedOf(questionsHtml([question({ chosen: ["b2"], isFlagged: true }), question({ position: 2, type: "several", chosen: ["a1", "b2"] })]))).toEqual(["q1 b2", "f1 1", "q2 a1", "q2 b2"]);
  });
});
