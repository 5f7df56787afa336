/**
 * A file of unsent responses against what is stored, question by question, so that the committee sees what it would accept.
 * The file proves nothing: its times are what the page claimed. So only what was chosen before the attempt ended, for a
 * question that holds no later response, can be taken, and whether it is taken at all the committee decides.
 */
import type { ChoiceId } from "../question/question";
import type { Instant } from "../shared/time";
import { choicesResponse } from "./response";
import type { UnsentSave } from "./unsent-file";

export type UnsentVerdict =
  /** Nothing is stored for the question. */
  | "new"
  | "differs"
  | "same"
  /** The stored response is later than the file's. */
  | "older"
  /** Chosen when the attempt had ended. */
  | "late"
  /** The set has no such question or the question no such choice. */
  | "invalid";

export type StoredItem = {
  readonly position: number;
  readonly choiceOrder: readonly ChoiceId[];
  readonly choiceIds: readonly ChoiceId[];
  readonly savedAt: Instant | null;
};

export type ComparedSave = {
  readonly position: number;
  readonly verdict: UnsentVerdict;
  readonly choiceIds: readonly ChoiceId[];
  readonly isFlagged: boolean;
  readonly editedAt: Instant;
  /** As the person saw them: “B”, “A, C”; empty when nothing is chosen. */
  readonly letters: string;
  readonly stored: { readonly letters: string; readonly savedAt: Instant } | null;
};

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * When responses stopped to count: the person's own submit, or the deadline. Without the tolerance that saves have for the network:
 * the page's clock is the server's as it estimated it, and between the last choice and a submit lies the page that checks it.
 */
export function endedAt({ submittedAt, deadlineAt }: { readonly submittedAt: Instant | null; readonly deadlineAt: Instant }): Instant {
  return Math.min(submittedAt ?? deadlineAt, deadlineAt);
}

/** In order of the questions; of several saves of one question the last of the file. */
export function compareUnsent(saves: readonly UnsentSave[], items: readonly StoredItem[], end: Instant): ComparedSave[] {
  const newest = new Map<number, UnsentSave>();
  for (const save of saves) if ((newest.get(save.position)?.sequence ?? -1) < save.sequence) newest.set(save.position, save);
  const byPosition = new Map(items.map((item) => [item.position, item]));
  return [...newest.values()].sort((a, b) => a.position - b.position).map((save) => compared(save, byPosition.get(save.position), end));
}

export function isAcceptable({ verdict }: Pick<ComparedSave, "verdict">): boolean {
  return verdict === "new" || verdict === "differs";
}

function compared({ position, choiceIds: given, isFlagged, editedAt }: UnsentSave, item: StoredItem | undefined, end: Instant): ComparedSave {
  const { choiceIds } = choicesResponse(given);
  const stored = item === undefined || item.savedAt === null ? null : { letters: lettersOf(item.choiceIds, item.choiceOrder), savedAt: item.savedAt };
  return {
    position, choiceIds, isFlagged, editedAt, stored,
    letters: item ? lettersOf(choiceIds, item.choiceOrder) : "",
    verdict: verdictOn(choiceIds, editedAt, item, end),
  };
}

function verdictOn(choiceIds: readonly ChoiceId[], editedAt: Instant, item: StoredItem | undefined, end: Instant): UnsentVerdict {
  if (!item || choiceIds.some((id) => !item.choiceOrder.includes(id))) return "invalid";
  if (editedAt >= end) return "late";
  if (item.savedAt === null) return "new";
  if (choicesResponse(item.choiceIds).choiceIds.join() === choiceIds.join()) return "same";
  return item.savedAt > editedAt ? "older" : "differs";
}

function lettersOf(choiceIds: readonly ChoiceId[], order: readonly ChoiceId[]): string {
  return order.flatMap((id, index) => (choiceIds.includes(id) ? [letters[index] ?? "?"] : [])).join(", ");
}
