import type { QuestionRevision, QuestionState } from "~/domain/question/question";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listAccountNames } from "~db/read-models/organiser.server";
import { listLevels, listTopics } from "~db/repositories/catalogue.server";
import { findQuestion, listRevisions } from "~db/repositories/question.server";
import { exposedRounds, loadQuestionUse, type RoundUse } from "./question-use.server";
import type { Option } from "./load-question-bank.server";

export type RevisionLine = { number: number; createdAt: Instant; createdBy: string | null; isCurrent: boolean };

export type QuestionEditorView = {
  questionId: string;
  code: string | null;
  topicId: string;
  levelId: string;
  state: QuestionState;
  revisionId: string;
  revision: QuestionRevision;
  revisions: RevisionLine[];
  uses: RoundUse[];
  /** Names of rounds that may still draw it although its key is known. */
  exposed: { roundName: string }[];
  topics: Option[];
  levels: Option[];
};

/** Null when there is no such question. */
export async function loadQuestionEditor({ database }: { database: Database }, questionId: string): Promise<QuestionEditorView | null> {
  const { db } = database;
  const found = await findQuestion(db, questionId);
  if (found === null) return null;
  const { question, revision } = found;
  const revisions = await listRevisions(db, questionId);
  const uses = await loadQuestionUse(db, questionId);
  const names = await listAccountNames(db, revisions.flatMap((one) => (one.createdBy === null ? [] : [one.createdBy])));
  const { type, content, choices, answerKey, points, explanation, citation, effectiveFrom, effectiveTo } = revision;
  return {
    questionId,
    code: question.code,
    topicId: question.topicId,
    levelId: question.levelId,
    state: question.state,
    revisionId: revision.id,
    revision: { type, content, choices, answerKey, points, explanation, citation, effectiveFrom, effectiveTo },
    revisions: revisions.map(({ id, number, createdAt, createdBy }) => ({ number, createdAt, createdBy: createdBy === null ? null : (names.get(createdBy) ?? null), isCurrent: id === revision.id })),
    uses,
    exposed: exposedRounds(uses).map(({ roundName }) => ({ roundName })),
    ...(await loadEditorLists({ database })),
  };
}

/** What a question can be about, for the form of a new one too. */
export async function loadEditorLists({ database: { db } }: { database: Database }): Promise<{ topics: Option[]; levels: Option[] }> {
  const [topics, levels] = await Promise.all([listTopics(db), listLevels(db)]);
  return { topics: topics.map(({ id, name }) => ({ id, name })), levels: levels.map(({ id, name }) => ({ id, name })) };
}
