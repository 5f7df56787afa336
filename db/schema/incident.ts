import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { IncidentFacts, IncidentKind, IncidentTerms } from "~/domain/attempt/incident";
import { accounts } from "./access";
import { attempts } from "./attempt";
import { id, instant } from "./columns";
import { rounds } from "./contest";
import { units } from "./unit";

/** What the committee decided about attempts outside the rules, and why. Its id comes with the form, so sending it twice decides once. Append-only. */
export const incidents = pgTable(
  "incidents",
  {
    id: id(),
    roundId: uuid("round_id").notNull().references(() => rounds.id, { onDelete: "cascade" }),
    kind: text("kind").$type<IncidentKind>().notNull(),
    /** The unit whose attempts it was for; null: one person's attempt. */
    unitId: uuid("unit_id").references(() => units.id),
    terms: jsonb("terms").$type<IncidentTerms>().notNull(),
    reason: text("reason").notNull(),
    accountId: uuid("account_id").notNull().references(() => accounts.id),
    at: instant("at").notNull(),
  },
  (t) => [index("incidents_by_round").on(t.roundId, t.at)],
);

/** The attempts an incident changed, as they were before and after. */
export const incidentAttempts = pgTable(
  "incident_attempts",
  {
    incidentId: uuid("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
    attemptId: uuid("attempt_id").notNull().references(() => attempts.id, { onDelete: "cascade" }),
    before: jsonb("before").$type<IncidentFacts>().notNull(),
    after: jsonb("after").$type<IncidentFacts>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.attemptId] }), index("incident_attempts_by_attempt").on(t.attemptId)],
);
