import type { ChoiceId } from "../question/question";

/** What the participant gave to one question. A tagged union, so that typed text can join later; stored as jsonb. */
export type Response = { readonly kind: "choices"; readonly choiceIds: readonly ChoiceId[] };

/** A response of choices: sorted, without doubles. An empty set means the question was cleared again. */
export function choicesResponse(choiceIds: readonly ChoiceId[]): Response {
  return { kind: "choices", choiceIds: [...new Set(choiceIds)].sort() };
}

export function isAnswered(response: Response | null): boolean {
  return response !== null && response.choiceIds.length > 0;
}
