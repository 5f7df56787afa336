import type { QuestionRevision, QuestionState } from "~/domain/question/question";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Tx } from "~db/client.server";
import { isUniqueViolation } from "~db/errors.server";
import { newId } from "~db/new-id.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { insertRevision, lockQuestion, type QuestionWithRevision, updateQuestion } from "~db/repositories/question.server";
import { changedMeanwhile } from "../shared/basis.server";
import type { FieldErrors, QuestionInput } from "./question-input";
import { isSameContent, questionKeys, revisionContent } from "./question-rows";

export const questionChangedMeanwhile = changedMeanwhile("câu hỏi này");

export type Revision = {
  readonly accountId: string;
  readonly questionId: string;
  /** The revision the editor started from: a change by somebody else in between is refused, not overwritten. */
  readonly basedOn: string;
  readonly state: QuestionState;
  readonly input: QuestionInput;
};

/**
 * Stores an edited question: changed content becomes the next immutable revision; topic, level and state belong to the
 * question. Attempts keep the revision they were given. Saving the same twice changes nothing. Null: no such question.
 */
export async function reviseQuestion({ database }: { database: Database }, revision: Revision): Promise<Result<null, FieldErrors> | null> {
  try {
    return await database.transaction(async (tx) => {
      const known = await lockQuestion(tx, revision.questionId);
      if (known === null) return null;
      const content = revisionContent(revision.input, known.revision.choices);
      const isChanged = !isSameContent(content, known.revision);
      if (isChanged && known.revision.id !== revision.basedOn) return refuse({ form: questionChangedMeanwhile });
      const revisionId = isChanged ? await insertNext(tx, known, revision, content) : known.revision.id;
      await settle(tx, known, revision, { revisionId, content });
      return ok(null);
    });
  } catch (error) {
    if (isUniqueViolation(error, "questions_content_key_unique")) return refuse({ content: "Ngân hàng đã có một câu hỏi khác cùng nội dung." });
    throw error;
  }
}

async function insertNext(tx: Tx, known: QuestionWithRevision, { accountId, questionId }: Revision, content: ReturnType<typeof revisionContent>): Promise<string> {
  const id = newId();
  const { choices, answerKey, ...rest } = content;
  await insertRevision(tx, {
    ...rest,
    choices: [...choices],
    answerKey: [...answerKey],
    id,
    questionId,
    number: known.revision.number + 1,
    createdBy: accountId,
    createdAt: await databaseNow(tx),
  });
  return id;
}

type Settled = { readonly revisionId: string; readonly content: ReturnType<typeof revisionContent> };

async function settle(tx: Tx, known: QuestionWithRevision, { accountId, questionId, state, input }: Revision, { revisionId, content }: Settled): Promise<void> {
  const change = { ...questionKeys(input, known.question.code), state, currentRevisionId: revisionId };
  const { topicId, levelId } = known.question;
  const number = known.revision.number + (revisionId === known.revision.id ? 0 : 1);
  const before = { topicId, levelId, state: known.question.state, revision: known.revision.number, ...auditedContent(known.revision) };
  const after = { topicId: change.topicId, levelId: change.levelId, state, revision: number, ...auditedContent(content) };
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  await updateQuestion(tx, questionId, change);
  await insertAudit(tx, { accountId, action: "question.revise", subjectType: "question", subjectId: questionId, before, after });
}

/** What a reader of the audit compares, in one fixed order; the key among it. */
function auditedContent({ type, content, choices, answerKey, points, explanation, citation, effectiveFrom, effectiveTo }: QuestionRevision) {
  return { type, content, choices: choices.map(({ id, text }) => ({ id, text })), answerKey, points, explanation, citation, effectiveFrom, effectiveTo };
}
