/** From what the editor gives to what the tables hold. */
import type { Choice, ChoiceId, QuestionRevision } from "~/domain/question/question";
import { questionSearchText } from "~/domain/question/search-text";
import { comparisonKey } from "~/domain/shared/text";
import { newChoiceId } from "~db/new-id.server";
import type { QuestionInput } from "./question-input";

/** Choices of the revision before keep their ids, so that earlier responses still name them. */
export function revisionContent(input: QuestionInput, previous: readonly Choice[]): QuestionRevision {
  const known = new Set<ChoiceId>(previous.map((choice) => choice.id));
  const keyed = input.choices.map(({ id, text, isCorrect }) => ({ id: id !== null && known.delete(id) ? id : newChoiceId(), text, isCorrect }));
  return {
    type: input.type,
    content: input.content,
    choices: keyed.map(({ id, text }) => ({ id, text })),
    answerKey: keyed.filter((choice) => choice.isCorrect).map((choice) => choice.id).sort(),
    points: input.points,
    explanation: input.explanation,
    citation: input.citation,
    effectiveFrom: input.effectiveFrom,
    effectiveTo: input.effectiveTo,
  };
}

/** What identity and search of a question hold, given its code. */
export function questionKeys(input: QuestionInput, code: string | null) {
  const { topicId, levelId, content, citation } = input;
  return { topicId, levelId, contentKey: comparisonKey(content), searchText: questionSearchText({ code, content, citation }) };
}

export function isSameContent(left: QuestionRevision, right: QuestionRevision): boolean {
  return contentOf(left) === contentOf(right);
}

function contentOf({ type, content, choices, answerKey, points, explanation, citation, effectiveFrom, effectiveTo }: QuestionRevision): string {
  return JSON.stringify([type, content, choices.map(({ id, text }) => [id, text]), answerKey, points, explanation, citation, effectiveFrom, effectiveTo]);
}
