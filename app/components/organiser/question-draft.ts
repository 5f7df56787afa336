/** What the question editor shows while one types: read from the form itself, so that nothing is kept twice. */
import type { QuestionType } from "~/domain/question/question";
import type { FormState } from "../ui/form-state";

export type DraftChoice = { readonly id: string; readonly text: string; readonly isCorrect: boolean };
export type QuestionDraftView = {
  readonly topicId: string;
  readonly levelId: string;
  readonly type: QuestionType;
  readonly points: string;
  readonly content: string;
  readonly choices: readonly DraftChoice[];
  readonly explanation: string;
  readonly citation: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string;
};

export const mostChoices = 8;
const types: readonly QuestionType[] = ["single", "several", "true-false"];

export function draftOfForm(form: FormData): QuestionDraftView {
  const text = (name: string) => String(form.get(name) ?? "");
  return draftOf(text, (name) => form.getAll(`${name}[]`).map(String));
}

/** The draft as it was typed before a refusal, else the one given. */
export function keptDraft(state: FormState | undefined, initial: QuestionDraftView): QuestionDraftView {
  if (!state) return initial;
  const list = (name: string): string[] => [state.values[name] ?? []].flat();
  return draftOf((name) => list(name).at(-1) ?? "", list);
}

function draftOf(text: (name: string) => string, list: (name: string) => string[]): QuestionDraftView {
  const ids = list("choiceId");
  const right = new Set(list("right"));
  return {
    topicId: text("topicId"),
    levelId: text("levelId"),
    type: types.find((type) => type === text("type")) ?? "single",
    points: text("points"),
    content: text("content"),
    choices: list("choiceText").map((choice, row) => ({ id: ids[row] ?? "", text: choice, isCorrect: right.has(String(row)) })),
    explanation: text("explanation"),
    citation: text("citation"),
    effectiveFrom: text("effectiveFrom"),
    effectiveTo: text("effectiveTo"),
  };
}
