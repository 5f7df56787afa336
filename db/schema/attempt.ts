import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { Response } from "~/domain/attempt/response";
import type { ChoiceId } from "~/domain/question/question";
import { id, instant } from "./columns";
import { rounds } from "./contest";
import { people } from "./people";
import { questionRevisions } from "./question";
import { units } from "./unit";

/** One sitting. `unitId` is the person's unit at that time and never changes with a transfer. */
export const attempts = pgTable(
  "attempts",
  {
    id: id(),
    roundId: uuid("round_id").notNull().references(() => rounds.id),
    personId: uuid("person_id").notNull().references(() => people.id),
    unitId: uuid("unit_id").notNull().references(() => units.id),
    number: integer("number").notNull(),
    state: text("state").$type<AttemptState>().notNull().default("in-progress"),
    startedAt: instant("started_at").notNull(),
    deadlineAt: instant("deadline_at").notNull(),
    submittedAt: instant("submitted_at"),
    lastSeenAt: instant("last_seen_at").notNull(),
    /** By how much incidents moved the deadline beyond what the rules give. */
    extraSeconds: integer("extra_seconds").notNull().default(0),
    /** When an organiser last opened it again; its earlier end is in the incident. */
    reopenedAt: instant("reopened_at"),
    /** Between an end and the reopening; it does not count as time spent on the attempt. */
    awaySeconds: integer("away_seconds").notNull().default(0),
    seed: text("seed").notNull(),
    /** Session that started it; tells a start sent twice from a start on a second device. */
    startedBy: text("started_by"),
    /** Grows at each takeover, reopening and handing in; a save with an older epoch gets 409, a grade of an older one is not stored. */
    writerEpoch: integer("writer_epoch").notNull().default(1),
    /** When grade version 1 was stored; null in a closed attempt is work for the sweeper. */
    gradedAt: instant("graded_at"),
    voidReason: text("void_reason"),
  },
  (t) => [
    unique("attempts_number").on(t.roundId, t.personId, t.number),
    uniqueIndex("attempts_one_open").on(t.roundId, t.personId).where(sql`${t.state} = 'in-progress'`),
    index("attempts_due").on(t.deadlineAt).where(sql`${t.state} = 'in-progress'`),
    index("attempts_by_person").on(t.personId),
    index("attempts_by_round_deadline").on(t.roundId, t.deadlineAt),
    index("attempts_ungraded").on(t.id).where(sql`${t.state} in ('submitted', 'expired') and ${t.gradedAt} is null`),
    check("attempts_state", sql`${t.state} in ('in-progress', 'submitted', 'expired', 'void')`),
    check("attempts_finished", sql`(${t.submittedAt} is not null) or ${t.state} in ('in-progress', 'void')`),
  ],
);

export const attemptItems = pgTable(
  "attempt_items",
  {
    attemptId: uuid("attempt_id").notNull().references(() => attempts.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    revisionId: uuid("revision_id").notNull().references(() => questionRevisions.id),
    choiceOrder: jsonb("choice_order").$type<ChoiceId[]>().notNull(),
    points: integer("points").notNull(),
  },
  // why the index: each revision that is deleted asks whether an attempt has it
  (t) => [primaryKey({ columns: [t.attemptId, t.position] }), index("attempt_items_by_revision").on(t.revisionId)],
);

/** The current response per question; the sequence decides which save is newer. */
export const responses = pgTable(
  "responses",
  {
    attemptId: uuid("attempt_id").notNull().references(() => attempts.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    response: jsonb("response").$type<Response>(),
    isFlagged: boolean("is_flagged").notNull().default(false),
    writerEpoch: integer("writer_epoch").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    savedAt: instant("saved_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.position] })],
);

/** `invalid`: the set has no such question or the question no such choice. `handed-in`: out of a file that the committee accepted. Only `saved` and `handed-in` count. */
export type SaveOutcome = "saved" | "handed-in" | "late" | "stale-writer" | "closed" | "invalid";

/** Append-only record of every save that reached the server, counted or not. */
export const saveLog = pgTable(
  "save_log",
  {
    attemptId: uuid("attempt_id").notNull(),
    writerEpoch: integer("writer_epoch").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    position: integer("position").notNull(),
    response: jsonb("response").$type<Response>(),
    isFlagged: boolean("is_flagged").notNull(),
    outcome: text("outcome").$type<SaveOutcome>().notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.writerEpoch, t.sequence] })],
);

export type ItemGrade = { position: number; points: number; isCorrect: boolean };

/** Versioned; `rounds.gradingVersion` points to the one that counts. */
export const grades = pgTable(
  "grades",
  {
    attemptId: uuid("attempt_id").notNull().references(() => attempts.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    score: integer("score").notNull(),
    maxScore: integer("max_score").notNull(),
    answeredCount: integer("answered_count").notNull(),
    correctCount: integer("correct_count").notNull(),
    perItem: jsonb("per_item").$type<ItemGrade[]>().notNull(),
    gradedAt: instant("graded_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.version] })],
);
