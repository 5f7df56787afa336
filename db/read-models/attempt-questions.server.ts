import { inArray } from "drizzle-orm";
import type { Choice, ChoiceId, QuestionType } from "~/domain/question/question";
import type { Db } from "../client.server";
import { questionRevisions } from "../schema";

/**
 * Revisions are immutable, so what an attempt needs of them is read once per process. What a participant may see while
 * sitting and the answer keys are two different types in two different stores: no page of a running round asks for keys.
 */
export type QuestionText = { type: QuestionType; content: string; choices: Choice[] };
export type AnswerKey = { type: QuestionType; answerKey: ChoiceId[]; explanation: string; citation: string };

export const loadQuestionTexts = keepByRevision<QuestionText>((db, ids) =>
  db
    .select({ id: questionRevisions.id, type: questionRevisions.type, content: questionRevisions.content, choices: questionRevisions.choices })
    .from(questionRevisions)
    .where(inArray(questionRevisions.id, ids)),
);

export const loadAnswerKeys = keepByRevision<AnswerKey>((db, ids) =>
  db
    .select({
      id: questionRevisions.id,
      type: questionRevisions.type,
      answerKey: questionRevisions.answerKey,
      explanation: questionRevisions.explanation,
      citation: questionRevisions.citation,
    })
    .from(questionRevisions)
    .where(inArray(questionRevisions.id, ids)),
);

const mostKept = 20_000;

type Parts<Part> = ReadonlyMap<string, Part>;

/** Throws when a revision is missing: items refer to revisions by foreign key. */
function keepByRevision<Part extends object>(read: (db: Db, revisionIds: string[]) => Promise<(Part & { id: string })[]>) {
  const stores = new WeakMap<Db, Map<string, Part>>();
  return async (db: Db, revisionIds: readonly string[]): Promise<Parts<Part>> => {
    const kept = stores.get(db) ?? new Map<string, Part>();
    stores.set(db, kept);
    const parts = new Map<string, Part>();
    const missing = new Set<string>();
    for (const id of revisionIds) {
      const part = kept.get(id);
      if (part === undefined) missing.add(id);
      else parts.set(id, part);
    }
    if (missing.size === 0) return parts;
    const rows = await read(db, [...missing]);
    if (rows.length < missing.size) throw new Error("An item refers to a question revision that is not there.");
    if (kept.size + rows.length > mostKept) kept.clear();
    for (const row of rows) {
      kept.set(row.id, row);
      parts.set(row.id, row);
    }
    return parts;
  };
}
