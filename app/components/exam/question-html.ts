import type { QuestionType } from "~/domain/question/question";
import { formatPoints, type Points } from "~/domain/shared/points";
import { legalParts } from "../ui/legal-text";

/**
 * The questions of the exam page as HTML. Strings instead of React, because this page is what thousands open in the same
 * minute and a set of twenty has a thousand nodes; texts are immutable by revision, so each is escaped once per process.
 * The whole row of a choice is its target; nothing is chosen beforehand.
 */
export type ExamQuestion = {
  position: number;
  type: QuestionType;
  content: string;
  points: Points;
  choices: readonly { id: string; text: string }[];
  chosen: readonly string[];
  isFlagged: boolean;
};

export const choiceLetters = "ABCDEFGHIJ";
const flagIcon = `<svg width="14" height="14" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true"><path d="M3 1v14h1.6V9.6H13l-2-4 2-4H3z"/></svg>`;

export const questionsHtml = (questions: readonly ExamQuestion[]): string => questions.map((question) => questionHtml(question, questions.length)).join("");

export function questionHtml(question: ExamQuestion, total: number): string {
  const { position, type, points, chosen, isFlagged } = question;
  const isSeveral = type === "several";
  const choices = question.choices.map(({ id, text }, index) =>
    `<label class="${isSeveral ? "option several" : "option"}"><input type="${isSeveral ? "checkbox" : "radio"}" name="q${position}" value="${escapeHtml(id)}"${checked(chosen.includes(id))}>` +
    `<b aria-hidden="true">${choiceLetters[index] ?? ""}</b><span>${legalHtml(text)}</span></label>`);
  return (
    `<fieldset class="question" id="c${position}" data-position="${position}"><legend>` +
    `<span class="question-head">Câu ${position} / ${total} · ${formatPoints(points)} điểm${isSeveral ? " · chọn nhiều phương án" : ""}</span>` +
    `<span class="question-text">${legalHtml(question.content)}</span></legend><div class="choices">${choices.join("")}</div>` +
    `<label class="flag"><input type="checkbox" name="f${position}" value="1"${checked(isFlagged)}>${flagIcon}<span>Xem lại câu này</span></label></fieldset>`
  );
}

const checked = (isChecked: boolean) => (isChecked ? " checked" : "");

const mostKept = 50_000;
const kept = new Map<string, string>();

/** A text of the bank, escaped, with the numbers of legal documents unbroken. */
function legalHtml(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const html = legalParts(text).map((part, index) => (index % 2 === 1 ? `<span class="nb">${escapeHtml(part)}</span>` : escapeHtml(part))).join("");
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, html);
  return html;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (letter) => entities[letter]!);
