import type { ChoiceId } from "../question/question";
import { choicesResponse } from "./response";

/**
 * What a refused form held that the stored attempt does not. A question left empty in the form is no answer that could be
 * lost: its page may be older than an answer given elsewhere.
 */
export type PositionChoices = { readonly position: number; readonly choiceIds: readonly ChoiceId[] };
export type UnsavedResponse = { readonly position: number; readonly sent: readonly ChoiceId[]; readonly stored: readonly ChoiceId[] };

export function unsavedResponses(sent: readonly PositionChoices[], stored: readonly PositionChoices[]): UnsavedResponse[] {
  const held = new Map(stored.map(({ position, choiceIds }) => [position, choicesResponse(choiceIds).choiceIds]));
  return sent.flatMap(({ position, choiceIds }) => {
    const given = choicesResponse(choiceIds).choiceIds;
    const kept = held.get(position) ?? [];
    return given.length === 0 || given.join() === kept.join() ? [] : [{ position, sent: given, stored: kept }];
  });
}
