import type { QuestionState } from "~/domain/question/question";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { isUniqueViolation } from "~db/errors.server";
import { newId } from "~db/new-id.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findQuestion, insertQuestion } from "~db/repositories/question.server";
import type { FieldErrors, QuestionInput } from "./question-input";
import { questionKeys, revisionContent } from "./question-rows";

export type NewQuestion = {
  readonly accountId: string;
  /** Made with the empty form, so that sending it twice writes once. */
  readonly questionId: string;
  readonly state: Extract<QuestionState, "pending" | "approved">;
  readonly input: QuestionInput;
};

/** Writes a question and its first revision. The input has passed `checkQuestion`. */
export async function createQuestion({ database }: { database: Database }, { accountId, questionId, state, input }: NewQuestion): Promise<Result<null, FieldErrors>> {
  try {
    await database.transaction(async (tx) => {
      if (await findQuestion(tx, questionId)) return;
      const createdAt = await databaseNow(tx);
      const revisionId = newId();
      const { choices, answerKey, ...content } = revisionContent(input, []);
      await insertQuestion(
        tx,
        { id: questionId, code: null, ...questionKeys(input, null), state, currentRevisionId: revisionId, createdAt },
        { ...content, choices: [...choices], answerKey: [...answerKey], id: revisionId, questionId, number: 1, createdBy: accountId, createdAt },
      );
      await insertAudit(tx, { accountId, action: "question.create", subjectType: "question", subjectId: questionId, after: { revision: 1, state, ...input } });
    });
    return ok(null);
  } catch (error) {
    if (isUniqueViolation(error, "questions_content_key_unique")) return refuse({ content: "Ngân hàng đã có một câu hỏi cùng nội dung." });
    throw error;
  }
}
