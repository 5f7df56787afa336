import { type AnyPgColumn, boolean, date, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "./columns";
import { blocs, units } from "./unit";

/** A row of the roster. */
export const people = pgTable(
  "people",
  {
    id: id(),
    code: text("code").notNull().unique(),
    fullName: text("full_name").notNull(),
    searchName: text("search_name").notNull(),
    birthDate: date("birth_date", { mode: "string" }),
    gender: text("gender").$type<"male" | "female">(),
    rank: text("rank").notNull().default(""),
    jobTitle: text("job_title").notNull().default(""),
    unitId: uuid("unit_id").notNull().references(() => units.id),
    phone: text("phone"),
    /** A committee member who takes part is listed apart and not ranked. */
    isCommitteeMember: boolean("is_committee_member").notNull().default(false),
    retiredAt: instant("retired_at"),
    /** The row was a double of this person, who has its attempts now. */
    mergedIntoId: uuid("merged_into_id").references((): AnyPgColumn => people.id),
    /** Who it was has been deleted on request; attempts still count. */
    anonymisedAt: instant("anonymised_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("people_by_unit").on(t.unitId)],
);

/** A move between units. Attempts keep the unit they were made in; `onDay` is the first day in the new unit. */
export const personTransfers = pgTable(
  "person_transfers",
  {
    id: id(),
    personId: uuid("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
    fromUnitId: uuid("from_unit_id").notNull().references(() => units.id),
    toUnitId: uuid("to_unit_id").notNull().references(() => units.id),
    onDay: date("on_day", { mode: "string" }).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("person_transfers_by_person").on(t.personId)],
);

export const personBlocs = pgTable(
  "person_blocs",
  {
    personId: uuid("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
    blocId: uuid("bloc_id").notNull().references(() => blocs.id),
  },
  (t) => [primaryKey({ columns: [t.personId, t.blocId] }), index("person_blocs_by_bloc").on(t.blocId)],
);
