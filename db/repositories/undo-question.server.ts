import { and, inArray, sql } from "drizzle-orm";
import { questionSearchText } from "~/domain/question/search-text";
import type { ExistingQuestion } from "~/domain/sheets/plan-questions";
import type { Restoration } from "~/domain/sheets/plan-undo";
import type { QuestionUse } from "~/domain/sheets/undo-uses";
import type { Handle } from "../client.server";
import { questionRevisions, questions, topics } from "../schema";
import { ensureTopics } from "./import-question.server";
import { inPortions } from "./portions.server";

/** By id. */
export async function listQuestionUses(handle: Handle): Promise<Map<string, QuestionUse>> {
  const rows = await handle.execute<QuestionUse & { id: string }>(sql`
    select q.id, q.state, exists (select from attempt_items i where i.revision_id = q.current_revision_id) as "isInAttempts" from questions q`);
  return new Map(rows.map(({ id, ...use }) => [id, use]));
}

export async function lockQuestions(handle: Handle, ids: readonly string[]): Promise<void> {
  await inPortions(ids, (portion) => handle.execute(sql`select from questions where id in ${portion} order by id for update`));
}

/** With their revisions. Throws where an attempt has one of them. */
export async function deleteQuestions(handle: Handle, ids: readonly string[]): Promise<void> {
  await inPortions(ids, (portion) => handle.delete(questions).where(inArray(questions.id, portion)));
}

/** Each question goes back to the revision before its current one, which is deleted, and to what else it was. */
export async function restoreQuestions(handle: Handle, restorations: readonly Restoration<ExistingQuestion>[]): Promise<void> {
  const topicsByName = await ensureTopics(handle, restorations.map(({ before }) => before.topicName));
  await inPortions(restorations, async (portion) => {
    const rows = portion.map(({ id, before }) => ({
      id,
      code: before.code,
      content_key: before.contentKey,
      search_text: questionSearchText(before),
      topic_id: topicsByName.ids.get(before.topicName),
      level_id: before.levelId,
      state: before.state,
    }));
    const left = await handle.execute<{ revision_id: string }>(sql`
      with wanted as (
        select w.*, q.current_revision_id as revision_id, p.id as previous_id
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
          as w (id uuid, code text, content_key text, search_text text, topic_id uuid, level_id uuid, state text)
        join questions q on q.id = w.id
        join question_revisions r on r.id = q.current_revision_id
        join question_revisions p on p.question_id = q.id and p.number = r.number - 1
      )
      update questions q
      set code = w.code, content_key = w.content_key, search_text = w.search_text, topic_id = w.topic_id,
        level_id = w.level_id, state = w.state, current_revision_id = w.previous_id
      from wanted w where q.id = w.id returning w.revision_id`);
    await handle.delete(questionRevisions).where(inArray(questionRevisions.id, left.map((row) => row.revision_id)));
  });
}

/** Of these, the topics that no question and no blueprint has any more. */
export async function deleteUnusedTopics(handle: Handle, topicIds: readonly string[]): Promise<void> {
  if (topicIds.length === 0) return;
  const isUsed = sql`exists (select from questions q where q.topic_id = topics.id) or exists (select from blueprint_lines l where l.topic_id = topics.id)`;
  await handle.delete(topics).where(and(inArray(topics.id, [...topicIds]), sql`not (${isUsed})`));
}
