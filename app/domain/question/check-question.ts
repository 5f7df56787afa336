/**
 * What a question written by hand must satisfy, as one message per field of its form: enough different choices, a key
 * that fits the type, dates in order. The same rules that an import applies to a row.
 */
import { questionTypeLabels, type QuestionType } from "./question";
import type { Day } from "../shared/time";

export type QuestionDraft = {
  readonly type: QuestionType;
  readonly choices: readonly { readonly text: string; readonly isCorrect: boolean }[];
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
};

/** A question as far as its form is readable. */
export type QuestionParts = { readonly [Part in keyof QuestionDraft]?: QuestionDraft[Part] | undefined };

/** Choices are counted without those left blank. A rule speaks only where all it needs is known. */
export function checkQuestion(draft: QuestionParts): Partial<Record<"choices" | "answerKey" | "effectiveTo", string>> {
  const choices = checkChoices(draft);
  const answerKey = checkAnswerKey(draft);
  const isReversed = draft.effectiveFrom && draft.effectiveTo && draft.effectiveTo < draft.effectiveFrom;
  return {
    ...(choices === null ? {} : { choices }),
    ...(answerKey === null ? {} : { answerKey }),
    ...(isReversed ? { effectiveTo: "Hiệu lực đến phải từ ngày Hiệu lực từ trở đi." } : {}),
  };
}

function checkChoices({ type, choices }: QuestionParts): string | null {
  if (choices === undefined) return null;
  if (type === "true-false" && choices.length !== 2) return `Câu Đúng/Sai phải có đúng hai phương án; hiện có ${choices.length}.`;
  if (choices.length < 2) return "Nhập ít nhất hai phương án.";
  const texts = choices.map((choice) => choice.text);
  const double = texts.find((text, index) => texts.indexOf(text) !== index);
  return double === undefined ? null : `Có hai phương án giống hệt nhau: “${double.slice(0, 60)}”.`;
}

function checkAnswerKey({ type, choices }: QuestionParts): string | null {
  if (choices === undefined) return null;
  const right = choices.filter((choice) => choice.isCorrect).length;
  if (right === 0) return "Đánh dấu phương án đúng.";
  if (type === undefined || type === "several" || right === 1) return null;
  return `Loại “${questionTypeLabels[type]}” chỉ có một đáp án; hiện đánh dấu ${right}.`;
}
