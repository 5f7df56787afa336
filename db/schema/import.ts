import { jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./access";
import { id, instant } from "./columns";
import { contests } from "./contest";

/** One uploaded file: its parsed rows, the plan shown to the organiser, and whether it was committed. */
export const importBatches = pgTable("import_batches", {
  id: id(),
  kind: text("kind").$type<"units" | "people" | "questions">().notNull(),
  contestId: uuid("contest_id").notNull().references(() => contests.id, { onDelete: "cascade" }),
  fileName: text("file_name").notNull(),
  fileSha256: text("file_sha256").notNull(),
  state: text("state").$type<"planned" | "committed">().notNull().default("planned"),
  /** The sheet as read: what a commit plans from again. */
  rows: jsonb("rows").notNull(),
  plan: jsonb("plan").notNull(),
  createdBy: uuid("created_by").references(() => accounts.id),
  createdAt: instant("created_at").notNull(),
  committedAt: instant("committed_at"),
});
