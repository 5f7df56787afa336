/** Type, choices and answer key of a question row: which letters there are, and which of them are right. */
import type { QuestionType } from "../question/question";
import { questionTypeLabels } from "../question/question";
import { comparisonKey } from "../shared/text";
import type { Remarks } from "./check-cells";
import { checkLength } from "./check-cells";
import { isBlank } from "./cell";
import type { ChoiceLetter, QuestionColumnKey } from "./question-columns";
import { choiceLetters, textLimits } from "./question-columns";
import type { SheetTable, TableRow } from "./table";
import { hasColumn, shortened } from "./table";

/** `isCorrect` says which choices make the answer key. */
export type ChoiceValue = { readonly text: string; readonly isCorrect: boolean };

type LetteredChoice = { readonly letter: ChoiceLetter; readonly text: string };

const types = new Map(
  (Object.entries(questionTypeLabels) as [QuestionType, string][]).map(([type, label]) => [typeKey(label), type]),
);

function typeKey(text: string): string {
  return comparisonKey(text).replace(/ ?[/–-] ?/g, "/");
}

export function readQuestionType(text: string, remarks: Remarks): QuestionType | null {
  const type = types.get(typeKey(text));
  if (type !== undefined) return type;
  remarks.reasons.push(text === "" ? "Thiếu loại câu hỏi." : `Loại câu hỏi “${shortened(text)}” không có trong danh mục.`);
  return null;
}

export function readChoices(table: SheetTable<QuestionColumnKey>, row: TableRow<QuestionColumnKey>, type: QuestionType | null, remarks: Remarks): ChoiceValue[] {
  const letters = choiceLetters.filter((letter) => hasColumn(table, `choice${letter}`));
  const choices = letters.map((letter) => ({ letter, text: row.text(`choice${letter}`) })).filter((choice) => choice.text !== "");
  for (const { letter, text } of choices) checkLength(remarks, `Phương án ${letter}`, text, textLimits.choice);
  checkChoices(choices, type, remarks);
  const right = readAnswerKey(row, letters, choices, remarks);
  checkAnswerCount(right.size, type, remarks);
  return choices.map(({ letter, text }) => ({ text, isCorrect: right.has(letter) }));
}

function checkChoices(choices: readonly LetteredChoice[], type: QuestionType | null, remarks: Remarks): void {
  if (type === "true-false" && choices.length !== 2) remarks.reasons.push(`Câu Đúng/Sai phải có đúng hai phương án, dòng này có ${choices.length}.`);
  else if (choices.length < 2) remarks.reasons.push("Câu hỏi phải có ít nhất hai phương án.");
  const texts = new Map<string, ChoiceLetter>();
  for (const { letter, text } of choices) {
    const same = texts.get(text);
    if (same === undefined) texts.set(text, letter);
    else remarks.reasons.push(`Phương án ${same} và ${letter} giống hệt nhau.`);
  }
}

/** Right letters; “A, B, D”, “a;b” and “ABD” are the same. Letters outside the choices are refused. */
function readAnswerKey(
  row: TableRow<QuestionColumnKey>,
  letters: readonly ChoiceLetter[],
  choices: readonly LetteredChoice[],
  remarks: Remarks,
): ReadonlySet<string> {
  const text = row.text("answerKey").toUpperCase();
  if (text === "") {
    remarks.reasons.push("Cột Đáp án để trống.");
    return new Set();
  }
  const parts = text.split(/[\s,;./+&]+|VÀ/).filter((part) => part !== "");
  const named = new Set(parts.flatMap((part) => (/^[A-Z]+$/.test(part) ? [...part] : [part])));
  const outside = [...named].filter((name) => !letters.some((letter) => letter === name));
  if (outside.length > 0) remarks.reasons.push(`Đáp án ${shortened(outside.join(", "))} nằm ngoài các phương án ${letters[0] ?? ""}–${letters.at(-1) ?? ""}.`);
  for (const letter of letters) {
    if (!named.has(letter) || choices.some((choice) => choice.letter === letter)) continue;
    const cell = row.cell(`choice${letter}`);
    if (cell?.kind === "covered") remarks.reasons.push(`Đáp án ${letter} trỏ vào phần trống của ô gộp.`);
    else if (isBlank(cell)) remarks.reasons.push(`Đáp án ${letter} trỏ vào phương án ${letter} để trống.`);
  }
  return named;
}

function checkAnswerCount(count: number, type: QuestionType | null, remarks: Remarks): void {
  if (type === null || count === 0) return;
  if (type !== "several" && count > 1) remarks.reasons.push(`Loại “${questionTypeLabels[type]}” nhưng có ${count} đáp án.`);
  if (type === "several" && count === 1) remarks.warnings.push(`Loại “${questionTypeLabels.several}” nhưng chỉ có một đáp án; kiểm tra lại.`);
}
