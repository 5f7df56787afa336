/**
 * What an edit changed of a question, field by field, in words for the history page. Choices are matched by their ids,
 * which a revision keeps from the one before; the key is told by the texts of its choices.
 */
import { formatPoints } from "../shared/points";
import { formatDay, type Day } from "../shared/time";
import { type QuestionRevision, questionTypeLabels } from "./question";

/** Empty text: there was nothing, or is nothing any more. */
export type RevisionDifference = { readonly field: string; readonly before: string; readonly after: string };

export function compareRevisions(before: QuestionRevision, after: QuestionRevision): RevisionDifference[] {
  const rows: [string, string, string][] = [
    ["Loại câu hỏi", questionTypeLabels[before.type], questionTypeLabels[after.type]],
    ["Nội dung", before.content, after.content],
    ...choiceRows(before, after),
    ...keyRow(before, after),
    ["Điểm", formatPoints(before.points), formatPoints(after.points)],
    ["Giải thích", before.explanation, after.explanation],
    ["Căn cứ pháp lý", before.citation, after.citation],
    ["Hiệu lực từ", dayText(before.effectiveFrom), dayText(after.effectiveFrom)],
    ["Hiệu lực đến", dayText(before.effectiveTo), dayText(after.effectiveTo)],
  ];
  return rows.flatMap(([field, old, now]) => (old === now ? [] : [{ field, before: old, after: now }]));
}

/** Changed and removed choices in the old order, then new ones; where only the order differs, the order. */
function choiceRows(before: QuestionRevision, after: QuestionRevision): [string, string, string][] {
  const now = new Map(after.choices.map(({ id, text }) => [id, text]));
  const old = new Map(before.choices.map(({ id, text }) => [id, text]));
  const rows: [string, string, string][] = [
    ...before.choices.map(({ id, text }): [string, string, string] => ["Phương án", text, now.get(id) ?? ""]),
    ...after.choices.filter(({ id }) => !old.has(id)).map(({ text }): [string, string, string] => ["Phương án", "", text]),
  ];
  const orderOf = (revision: QuestionRevision) => revision.choices.map(({ id }) => id).join();
  const isReordered = before.choices.length === after.choices.length && after.choices.every(({ id }) => old.has(id)) && orderOf(before) !== orderOf(after);
  return isReordered ? [...rows, ["Thứ tự phương án", textsOf(before), textsOf(after)]] : rows;
}

const textsOf = ({ choices }: QuestionRevision) => choices.map(({ text }) => text).join("\n");

/** Only a change of which choices are right; a corrected text of the right one is told as a choice. */
function keyRow(before: QuestionRevision, after: QuestionRevision): [string, string, string][] {
  const idsOf = ({ answerKey }: QuestionRevision) => [...answerKey].sort().join();
  const keyText = ({ choices, answerKey }: QuestionRevision) => choices.filter(({ id }) => answerKey.includes(id)).map(({ text }) => text).join("\n");
  return idsOf(before) === idsOf(after) ? [] : [["Đáp án", keyText(before), keyText(after)]];
}

const dayText = (day: Day | null) => (day === null ? "" : formatDay(day));
