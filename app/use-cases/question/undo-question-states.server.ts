import type { QuestionState } from "~/domain/question/question";
import type { Database } from "~db/client.server";
import { listUndoable } from "~db/read-models/question-use.server";
import { lockQuestionsNotIn, updateQuestionStates } from "~db/repositories/question.server";
import { auditQuestionStates } from "./audit-question-states.server";

/** How many questions an undoing of this change would put back: those that nobody has touched since. */
export async function countUndoable({ database }: { database: Database }, batchId: string): Promise<number> {
  return (await listUndoable(database.db, batchId)).length;
}

/**
 * Puts the questions of one change back to the states they had; what has been changed again since stays. Undone twice it
 * changes nothing more. Returns how many went back.
 */
export async function undoQuestionStates({ database }: { database: Database }, { accountId, batchId }: { accountId: string; batchId: string }): Promise<number> {
  return database.transaction(async (tx) => {
    const wanted = await listUndoable(tx, batchId);
    const beforeOf = new Map(wanted.map(({ questionId, before }) => [questionId, before]));
    let undone = 0;
    for (const state of new Set<QuestionState>(beforeOf.values())) {
      const ids = wanted.flatMap(({ questionId, before }) => (before === state ? [questionId] : []));
      const after = wanted[0]!.after;
      const changing = (await lockQuestionsNotIn(tx, ids, state)).filter((question) => question.state === after);
      await updateQuestionStates(tx, changing.map(({ id }) => id), state);
      await auditQuestionStates(tx, { accountId, after: { state, undoes: batchId } }, changing);
      undone += changing.length;
    }
    return undone;
  });
}
