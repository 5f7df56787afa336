import type { QuestionState } from "~/domain/question/question";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { type BankFilter, listMatchingIds } from "~db/read-models/question-bank.server";
import { lockQuestionsNotIn, updateQuestionStates } from "~db/repositories/question.server";
import { auditQuestionStates } from "./audit-question-states.server";

/** Either the questions ticked, or all that a filter finds at the moment of writing, if they are as many as was confirmed. */
export type QuestionSelection = { readonly questionIds: readonly string[] } | { readonly filter: BankFilter; readonly confirmedCount?: number };

export type StateChange = { readonly accountId: string; readonly selection: QuestionSelection; readonly state: QuestionState };
/** `batchId` names the change for its undoing. */
export type StatesChanged = { readonly batchId: string; readonly changed: number };

/** Approves, retires or puts back many questions at once; tells how many really changed. */
export async function setQuestionStates({ database }: { database: Database }, { accountId, selection, state }: StateChange): Promise<Result<StatesChanged, { count: number }>> {
  return database.transaction(async (tx) => {
    const ids = "filter" in selection ? await listMatchingIds(tx, selection.filter) : selection.questionIds;
    if ("filter" in selection && selection.confirmedCount !== undefined && selection.confirmedCount !== ids.length) return refuse({ count: ids.length });
    const changing = await lockQuestionsNotIn(tx, ids, state);
    const batchId = newId();
    await updateQuestionStates(tx, changing.map((question) => question.id), state);
    await auditQuestionStates(tx, { accountId, after: { state, batchId } }, changing);
    return ok({ batchId, changed: changing.length });
  });
}
