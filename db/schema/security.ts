import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Keys every process of the installation shares: made at first use, never changed, never shown. `key` is base64. */
export const serverKeys = pgTable("server_keys", {
  name: text("name").primaryKey(),
  key: text("key").notNull(),
  createdAt: instant("created_at").notNull(),
});

/**
 * Counters of rate-limiter-flexible, which names the columns. UNLOGGED in the migration: a counter costs no flush of the
 * log, and a crash of the database only forgets who has to wait.
 */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull(),
  expire: timestamp("expire", { withTimezone: true, precision: 3, mode: "date" }),
});
