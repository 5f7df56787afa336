import { and, asc, eq, gt, ilike, inArray, isNotNull, lt, not, or, type SQL, sql } from "drizzle-orm";
import type { BankQuestion } from "~/domain/question/blueprint";
import type { QuestionState, QuestionType } from "~/domain/question/question";
import { searchForm } from "~/domain/shared/text";
import type { Day } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { levels, questionRevisions, questions, topics } from "../schema";

/** The bank as lists: what a filter finds, how many there are, and what drawing needs of every question. */
export type BankFilter = {
  /** As typed; every word must occur, diacritics do not count. */
  readonly search: string;
  readonly topicId: string | null;
  readonly levelId: string | null;
  readonly type: QuestionType | null;
  /** `in-use` is everything but retired. */
  readonly state: QuestionState | "in-use" | null;
  /** In force on every day, or out of force on some day, from `first` to `last`, both included. */
  readonly force: { readonly is: "in" | "out"; readonly first: Day; readonly last: Day } | null;
};

export type BankRow = {
  questionId: string;
  code: string | null;
  content: string;
  type: QuestionType;
  citation: string;
  effectiveFrom: Day | null;
  effectiveTo: Day | null;
  topic: string;
  level: string;
  points: number;
  state: QuestionState;
};

export type BankCounts = { total: number } & Record<QuestionState, number>;

/** `page` counts from 1. In order of topic, then as written or imported. */
export async function listBankPage(handle: Handle, filter: BankFilter, { page, pageSize }: { page: number; pageSize: number }): Promise<BankRow[]> {
  return handle
    .select({
      questionId: questions.id,
      code: questions.code,
      content: questionRevisions.content,
      type: questionRevisions.type,
      citation: questionRevisions.citation,
      effectiveFrom: questionRevisions.effectiveFrom,
      effectiveTo: questionRevisions.effectiveTo,
      topic: topics.name,
      level: levels.name,
      points: questionRevisions.points,
      state: questions.state,
    })
    .from(questions)
    .innerJoin(questionRevisions, eq(questionRevisions.id, questions.currentRevisionId))
    .innerJoin(topics, eq(topics.id, questions.topicId))
    .innerJoin(levels, eq(levels.id, questions.levelId))
    .where(matching(filter))
    .orderBy(asc(topics.position), asc(questions.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
}

/** Ids of all questions the filter finds. */
export async function listMatchingIds(handle: Handle, filter: BankFilter): Promise<string[]> {
  const rows = await handle
    .select({ id: questions.id })
    .from(questions)
    .innerJoin(questionRevisions, eq(questionRevisions.id, questions.currentRevisionId))
    .where(matching(filter))
    .orderBy(asc(questions.id));
  return rows.map((row) => row.id);
}

export async function countBank(handle: Handle): Promise<BankCounts> {
  const rows = await handle.select({ state: questions.state, count: sql<number>`count(*)::int` }).from(questions).groupBy(questions.state);
  const counts = { total: 0, pending: 0, approved: 0, retired: 0 };
  for (const { state, count } of rows) {
    counts[state] += count;
    counts.total += count;
  }
  return counts;
}

/** Every question as composing and drawing see it, in the order of ids. */
export async function listBankQuestions(handle: Handle): Promise<BankQuestion[]> {
  return handle
    .select({
      questionId: questions.id,
      revisionId: questionRevisions.id,
      state: questions.state,
      topicId: questions.topicId,
      levelId: questions.levelId,
      type: questionRevisions.type,
      choiceIds: sql<string[]>`coalesce((select jsonb_agg(choice -> 'id' order by place) from jsonb_array_elements(${questionRevisions.choices}) with ordinality as each(choice, place)), '[]'::jsonb)`,
      effectiveFrom: questionRevisions.effectiveFrom,
      effectiveTo: questionRevisions.effectiveTo,
    })
    .from(questions)
    .innerJoin(questionRevisions, eq(questionRevisions.id, questions.currentRevisionId))
    .orderBy(asc(questions.id));
}

function matching(filter: BankFilter): SQL | undefined {
  return and(
    ...searchWords(filter.search).map((word) => ilike(questions.searchText, `%${word}%`)),
    filter.topicId === null ? undefined : eq(questions.topicId, filter.topicId),
    filter.levelId === null ? undefined : eq(questions.levelId, filter.levelId),
    filter.type === null ? undefined : eq(questionRevisions.type, filter.type),
    filter.state === null ? undefined : filter.state === "in-use" ? inArray(questions.state, ["pending", "approved"]) : eq(questions.state, filter.state),
    filter.force === null ? undefined : inOrOutOfForce(filter.force),
  );
}

/** Out of force on some day of the span: in force only after its first, or no more on its last day. */
function inOrOutOfForce({ is, first, last }: NonNullable<BankFilter["force"]>): SQL {
  const out = or(
    and(isNotNull(questionRevisions.effectiveFrom), gt(questionRevisions.effectiveFrom, first)),
    and(isNotNull(questionRevisions.effectiveTo), lt(questionRevisions.effectiveTo, last)),
  )!;
  return is === "out" ? out : not(out);
}

/** Words of a search as patterns: without diacritics, with what `like` would read as a wildcard taken literally. */
export function searchWords(search: string): string[] {
  return searchForm(search)
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => word.replace(/[\\%_]/g, (sign) => `\\${sign}`));
}
