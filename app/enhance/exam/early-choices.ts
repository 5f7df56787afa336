import type { Answer } from "./questions";

/**
 * Choices made in a second tab before it knew that another one saves. They wait in this tab alone, until the person goes on
 * here: then a choice counts only if its question is still answered as this tab showed it, so that nothing newer is overwritten.
 */
export type EarlyChoice = Answer & { readonly rendered: Answer };

const key = "exam-early";

export function keepEarly(attemptId: string, choices: readonly EarlyChoice[]): void {
  try {
    if (choices.length > 0) sessionStorage.setItem(key, JSON.stringify({ attemptId, choices }));
  } catch {
    // why: without storage the panel still says that they are not saved.
  }
}

/** Each choice is given out once. */
export function takeEarly(attemptId: string): readonly EarlyChoice[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as { attemptId: string; choices: EarlyChoice[] } | null;
    sessionStorage.removeItem(key);
    return kept?.attemptId === attemptId ? kept.choices : [];
  } catch {
    return [];
  }
}

/** `fit`: to be written and saved. `overtaken`: answered differently since, to be looked at by the person. */
export function sortEarly(choices: readonly EarlyChoice[], rendered: (position: number) => Answer): { fit: readonly EarlyChoice[]; overtaken: readonly number[] } {
  const fits = (choice: EarlyChoice) => isSame(choice.rendered, rendered(choice.position));
  return { fit: choices.filter(fits), overtaken: choices.filter((choice) => !fits(choice)).map(({ position }) => position) };
}

const isSame = (one: Answer, other: Answer) => one.isFlagged === other.isFlagged && one.choiceIds.join() === other.choiceIds.join();
