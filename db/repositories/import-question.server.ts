import { asc, eq, gt, sql } from "drizzle-orm";
import type { Choice } from "~/domain/question/question";
import { questionSearchText } from "~/domain/question/search-text";
import { keyChoices } from "~/domain/sheets/choice-ids";
import type { ExistingQuestion, ExistingQuestions, QuestionValue } from "~/domain/sheets/plan-questions";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { newId } from "../new-id.server";
import { levels, questionRevisions, questions, topics } from "../schema";
import { inPages, inPortions, rowsOf } from "./portions.server";

/** Every question in its current revision, as an import writes it, by id. */
export async function loadQuestions(handle: Handle): Promise<Map<string, ExistingQuestion>> {
  const rows = await selectCurrent(handle);
  return new Map(rows.map(({ question, revision, topicName }) => [question.id, {
    code: question.code,
    contentKey: question.contentKey,
    topicName,
    levelId: question.levelId,
    state: question.state,
    type: revision.type,
    content: revision.content,
    choices: revision.choices.map(({ id, text }) => ({ text, isCorrect: revision.answerKey.includes(id) })),
    points: revision.points,
    explanation: revision.explanation,
    citation: revision.citation,
    effectiveFrom: revision.effectiveFrom,
    effectiveTo: revision.effectiveTo,
  }]));
}

/** What an import of questions compares with. */
export async function loadExistingQuestions(handle: Handle): Promise<ExistingQuestions> {
  return {
    topicNames: (await handle.select({ name: topics.name }).from(topics).orderBy(asc(topics.position))).map((topic) => topic.name),
    levels: await handle.select({ id: levels.id, name: levels.name }).from(levels).orderBy(asc(levels.position)),
    questions: [...(await loadQuestions(handle)).values()],
  };
}

type Current = { question: typeof questions.$inferSelect; revision: typeof questionRevisions.$inferSelect; topicName: string };

function selectCurrent(handle: Handle): Promise<Current[]> {
  return inPages<Current>((after, limit) =>
    handle
      .select({ question: questions, revision: questionRevisions, topicName: topics.name })
      .from(questions)
      .innerJoin(questionRevisions, eq(questionRevisions.id, questions.currentRevisionId))
      .innerJoin(topics, eq(topics.id, questions.topicId))
      .where(after && gt(questions.id, after.question.id))
      .orderBy(asc(questions.id))
      .limit(limit),
  );
}

export type QuestionWriting = {
  readonly accountId: string | null;
  readonly now: Instant;
  /** For new choices only: ids of choices whose text stays are kept. */
  readonly randomId: () => string;
};

type Known = { readonly id: string; readonly number: number; readonly choices: readonly Choice[] };

/** Ids of the questions, and of topics made for them. */
export type WrittenQuestions = { ids: string[]; topicIds: string[] };

/**
 * Every value becomes a new revision and waits for approval: number 1 of a new question, the next number of one known
 * by its code, else by its content. Missing topics come first. Not for values that are stored already.
 */
export async function writeQuestions(handle: Handle, values: readonly QuestionValue[], writing: QuestionWriting): Promise<WrittenQuestions> {
  const topicsByName = await ensureTopics(handle, values.map((question) => question.topicName));
  const known = await loadKnown(handle);
  const ids: string[] = [];
  await inPortions(values, async (portion) => {
    const rows = portion.map((value) => questionRows(value, known(value), topicsByName.ids.get(value.topicName) ?? "", writing));
    await handle.execute(sql`
      insert into questions (id, code, content_key, search_text, topic_id, level_id, state, current_revision_id, created_at)
      select id, code, content_key, search_text, topic_id, level_id, state, current_revision_id, created_at from ${rowsOf("questions", rows.map((row) => row.question))}
      on conflict (id) do update set code = excluded.code, content_key = excluded.content_key, search_text = excluded.search_text, topic_id = excluded.topic_id,
        level_id = excluded.level_id, state = excluded.state, current_revision_id = excluded.current_revision_id`);
    await handle.execute(sql`
      insert into question_revisions (id, question_id, number, type, content, choices, answer_key, points, explanation, citation, effective_from, effective_to, created_by, created_at)
      select id, question_id, number, type, content, choices, answer_key, points, explanation, citation, effective_from, effective_to, created_by, created_at
      from ${rowsOf("question_revisions", rows.map((row) => row.revision))}`);
    ids.push(...rows.map((row) => row.question.id));
  });
  return { ids, topicIds: topicsByName.made };
}

async function loadKnown(handle: Handle): Promise<(value: QuestionValue) => Known | undefined> {
  const byCode = new Map<string, Known>();
  const byContent = new Map<string, Known>();
  for (const { question, revision } of await selectCurrent(handle)) {
    const known = { id: question.id, number: revision.number, choices: revision.choices };
    if (question.code !== null) byCode.set(question.code, known);
    byContent.set(question.contentKey, known);
  }
  return ({ code, contentKey }) => (code === null ? undefined : byCode.get(code)) ?? byContent.get(contentKey);
}

function questionRows(value: QuestionValue, known: Known | undefined, topicId: string, { accountId, now, randomId }: QuestionWriting) {
  const { code, contentKey, levelId, type, content, points, explanation, citation, effectiveFrom, effectiveTo } = value;
  const questionId = known?.id ?? newId();
  const revisionId = newId();
  const { choices, answerKey } = keyChoices(value.choices, known?.choices ?? [], randomId);
  const createdAt = new Date(now).toISOString();
  return {
    question: {
      id: questionId, code, content_key: contentKey, search_text: questionSearchText(value), topic_id: topicId, level_id: levelId, state: "pending",
      current_revision_id: revisionId, created_at: createdAt,
    },
    revision: {
      id: revisionId, question_id: questionId, number: (known?.number ?? 0) + 1, type, content, choices, answer_key: answerKey, points, explanation, citation,
      effective_from: effectiveFrom, effective_to: effectiveTo, created_by: accountId, created_at: createdAt,
    },
  };
}

/** Ids of topics by name, and of those that were made for it. */
export async function ensureTopics(handle: Handle, names: readonly string[]): Promise<{ ids: ReadonlyMap<string, string>; made: string[] }> {
  const known = await handle.select().from(topics);
  const ids = new Map(known.map((topic) => [topic.name, topic.id]));
  let position = Math.max(0, ...known.map((topic) => topic.position));
  const missing = [...new Set(names)].filter((name) => !ids.has(name)).map((name) => ({ id: newId(), name, position: ++position }));
  if (missing.length > 0) await handle.insert(topics).values(missing);
  for (const topic of missing) ids.set(topic.name, topic.id);
  return { ids, made: missing.map((topic) => topic.id) };
}
