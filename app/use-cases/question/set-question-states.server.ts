import type { QuestionState } from "~/domain/question/question";
import type { Database } from "~db/client.server";
import { type BankFilter, listMatchingIds } from "~db/read-models/question-bank.server";
import { type AuditEntry, insertAudit } from "~db/repositories/audit.server";
import { lockQuestionsNotIn, updateQuestionStates } from "~db/repositories/question.server";

/** Either the questions ticked, or all that a filter finds at the moment of writing. */
export type QuestionSelection = { readonly questionIds: readonly string[] } | { readonly filter: BankFilter };

export type StateChange = { readonly accountId: string; readonly selection: QuestionSelection; readonly state: QuestionState };

/** Approves, retires or puts back many questions at once; returns how many really changed. One audit row per question. */
export async function setQuestionStates({ database }: { database: Database }, { accountId, selection, state }: StateChange): Promise<number> {
  return database.transaction(async (tx) => {
    const ids = "filter" in selection ? await listMatchingIds(tx, selection.filter) : selection.questionIds;
    const changing = await lockQuestionsNotIn(tx, ids, state);
    await updateQuestionStates(tx, changing.map((question) => question.id), state);
    await insertAudit(
      tx,
      ...changing.map((question): AuditEntry => ({ accountId, action: "question.state", subjectType: "question", subjectId: question.id, before: { state: question.state }, after: { state } })),
    );
    return changing.length;
  });
}
