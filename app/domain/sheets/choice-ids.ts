/** Ids of choices: random, so that they tell nothing, and kept where the text of the choice stays. */
import type { Choice, ChoiceId } from "../question/question";
import type { ChoiceValue } from "./read-answers";

export type KeyedChoices = { readonly choices: readonly Choice[]; readonly answerKey: readonly ChoiceId[] };

/** `previous` are the choices of the revision before, empty for a new question. The answer key is sorted. */
export function keyChoices(choices: readonly ChoiceValue[], previous: readonly Choice[], randomId: () => ChoiceId): KeyedChoices {
  const kept = new Map(previous.map((choice) => [choice.text, choice.id]));
  const keyed = choices.map(({ text, isCorrect }) => ({ id: kept.get(text) ?? randomId(), text, isCorrect }));
  return {
    choices: keyed.map(({ id, text }) => ({ id, text })),
    answerKey: keyed.filter((choice) => choice.isCorrect).map((choice) => choice.id).sort(),
  };
}
