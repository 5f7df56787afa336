import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { RoundRules, RoundState } from "~/domain/contest/round";
import type { RoundChange } from "~/domain/contest/round-change";
import { type CollectiveSettings, usualCollective } from "~/domain/standings/collective";
import type { QuestionType } from "~/domain/question/question";
import { id, instant } from "./columns";
import { people } from "./people";
import { levels, topics } from "./question";
import { blocs, units } from "./unit";

export type Signer = { title: string; name: string };

/** The competition and the agency block that heads its documents. */
export const contests = pgTable("contests", {
  id: id(),
  name: text("name").notNull(),
  description: text("description").notNull().default(""),
  prizes: text("prizes").notNull().default(""),
  superiorBody: text("superior_body").notNull().default(""),
  agency: text("agency").notNull().default(""),
  place: text("place").notNull().default(""),
  signers: jsonb("signers").$type<Signer[]>().notNull().default([]),
  /** How a participant reaches the committee; printed on error pages. */
  contact: text("contact").notNull().default(""),
  consentText: text("consent_text").notNull().default(""),
  consentVersion: integer("consent_version").notNull().default(1),
  /** Age rules of imports count from this day. */
  startsOn: date("starts_on", { mode: "string" }).notNull(),
  /** Percent; units below it are shown but not ranked for the collective prize. */
  minimumRatePercent: integer("minimum_rate_percent").notNull().default(0),
  /** What units are ranked by, against others of their type. */
  collective: jsonb("collective").$type<CollectiveSettings>().notNull().default(usualCollective),
  isDemo: boolean("is_demo").notNull().default(false),
  createdAt: instant("created_at").notNull(),
});

/** Denominator of participation. `blocId` null is all blocs together; blocs overlap, so the rows don't add up to it. */
export const eligibleCounts = pgTable(
  "eligible_counts",
  {
    id: id(),
    contestId: uuid("contest_id").notNull().references(() => contests.id, { onDelete: "cascade" }),
    unitId: uuid("unit_id").notNull().references(() => units.id, { onDelete: "cascade" }),
    blocId: uuid("bloc_id").references(() => blocs.id),
    count: integer("count").notNull(),
  },
  (t) => [unique("eligible_counts_once").on(t.contestId, t.unitId, t.blocId).nullsNotDistinct()],
);

export const rounds = pgTable(
  "rounds",
  {
    id: id(),
    contestId: uuid("contest_id").notNull().references(() => contests.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    position: integer("position").notNull(),
    isTrial: boolean("is_trial").notNull().default(false),
    state: text("state").$type<RoundState>().notNull().default("draft"),
    opensAt: instant("opens_at").notNull(),
    closesAt: instant("closes_at").notNull(),
    rules: jsonb("rules").$type<RoundRules>().notNull(),
    /** Published beforehand, so that anybody can recompute drawn lots. */
    lotsSeed: text("lots_seed").notNull(),
    /** Which version of grades counts now: a regrade flips this one pointer. */
    gradingVersion: integer("grading_version").notNull().default(1),
    publishedAt: instant("published_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("rounds_by_contest").on(t.contestId, t.position)],
);

export const blueprintLines = pgTable("blueprint_lines", {
  id: id(),
  roundId: uuid("round_id").notNull().references(() => rounds.id, { onDelete: "cascade" }),
  position: integer("position").notNull(),
  topicId: uuid("topic_id").references(() => topics.id),
  levelId: uuid("level_id").references(() => levels.id),
  type: text("type").$type<QuestionType>().notNull(),
  count: integer("count").notNull(),
  points: integer("points").notNull(),
});

/** Audience of a round; no row at all means every bloc. */
export const roundBlocs = pgTable(
  "round_blocs",
  {
    roundId: uuid("round_id").notNull().references(() => rounds.id, { onDelete: "cascade" }),
    blocId: uuid("bloc_id").notNull().references(() => blocs.id),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.blocId] })],
);

/** Units whose people, with everybody below them, may sit a round; no row at all means every unit. */
export const roundUnits = pgTable(
  "round_units",
  {
    roundId: uuid("round_id").notNull().references(() => rounds.id, { onDelete: "cascade" }),
    unitId: uuid("unit_id").notNull().references(() => units.id),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.unitId] })],
);

/** What was changed of a round people knew about, why, and when: shown to its participants. One row for one deed. */
export const roundChanges = pgTable(
  "round_changes",
  {
    id: id(),
    roundId: uuid("round_id").notNull().references(() => rounds.id, { onDelete: "cascade" }),
    changes: jsonb("changes").$type<readonly RoundChange[]>().notNull(),
    reason: text("reason").notNull(),
    accountId: uuid("account_id"),
    at: instant("at").notNull(),
  },
  (t) => [index("round_changes_by_round").on(t.roundId, t.at)],
);

/** ONE per person and round, apart from attempts. */
export const predictions = pgTable(
  "predictions",
  {
    roundId: uuid("round_id").notNull().references(() => rounds.id, { onDelete: "cascade" }),
    personId: uuid("person_id").notNull().references(() => people.id),
    value: integer("value").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.personId] })],
);
