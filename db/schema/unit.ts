import { type AnyPgColumn, date, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id } from "./columns";

/** Class of units for collective ranking: teams against teams, communes against communes. */
export const unitTypes = pgTable("unit_types", {
  id: id(),
  name: text("name").notNull().unique(),
  position: integer("position").notNull(),
});

/** A dated tree: a unit is valid from the first to the last day, both included; null is unbounded. */
export const units = pgTable(
  "units",
  {
    id: id(),
    code: text("code").notNull().unique(),
    name: text("name").notNull(),
    searchName: text("search_name").notNull(),
    typeId: uuid("type_id").notNull().references(() => unitTypes.id),
    parentId: uuid("parent_id").references((): AnyPgColumn => units.id),
    /** Order among siblings, as in the committee's own list. */
    position: integer("position").notNull().default(0),
    validFrom: date("valid_from", { mode: "string" }),
    validTo: date("valid_to", { mode: "string" }),
  },
  (t) => [index("units_by_parent").on(t.parentId)],
);

export const blocs = pgTable("blocs", {
  id: id(),
  name: text("name").notNull().unique(),
  position: integer("position").notNull(),
  /** The bloc admits only this gender, or members up to this age on the contest's first day; both only warn. */
  onlyGender: text("only_gender").$type<"male" | "female">(),
  maxAge: integer("max_age"),
});
