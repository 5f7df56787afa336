import { date, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { Choice, ChoiceId, QuestionState, QuestionType } from "~/domain/question/question";
import { id, instant } from "./columns";

export const topics = pgTable("topics", {
  id: id(),
  name: text("name").notNull().unique(),
  position: integer("position").notNull(),
});

export const levels = pgTable("levels", {
  id: id(),
  name: text("name").notNull().unique(),
  position: integer("position").notNull(),
});

/** Identity of an authored item; what it says lives in immutable revisions. */
export const questions = pgTable(
  "questions",
  {
    id: id(),
    code: text("code").unique(),
    /** `comparisonKey` of the content: the identity on re-import when the file has no code. */
    contentKey: text("content_key").notNull().unique(),
    searchText: text("search_text").notNull(),
    topicId: uuid("topic_id").notNull().references(() => topics.id),
    levelId: uuid("level_id").notNull().references(() => levels.id),
    state: text("state").$type<QuestionState>().notNull().default("pending"),
    /** No foreign key: question and first revision point at each other and are written in one transaction. */
    currentRevisionId: uuid("current_revision_id").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("questions_by_topic").on(t.topicId, t.levelId)],
);

export const questionRevisions = pgTable(
  "question_revisions",
  {
    id: id(),
    questionId: uuid("question_id").notNull().references(() => questions.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    type: text("type").$type<QuestionType>().notNull(),
    content: text("content").notNull(),
    choices: jsonb("choices").$type<Choice[]>().notNull(),
    answerKey: jsonb("answer_key").$type<ChoiceId[]>().notNull(),
    points: integer("points").notNull(),
    explanation: text("explanation").notNull().default(""),
    citation: text("citation").notNull().default(""),
    effectiveFrom: date("effective_from", { mode: "string" }),
    effectiveTo: date("effective_to", { mode: "string" }),
    createdBy: uuid("created_by"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [unique("question_revisions_number").on(t.questionId, t.number)],
);
