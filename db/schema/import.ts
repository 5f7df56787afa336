import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Workbook } from "~/domain/sheets/cell";
import type { Footprint } from "~/domain/sheets/footprint";
import type { ImportKind } from "~/domain/sheets/import-kind";
import type { ImportPlan } from "~/domain/sheets/plan";
import type { PlacedColumn, SheetTable } from "~/domain/sheets/table";
import { accounts } from "./access";
import { id, instant } from "./columns";
import { contests } from "./contest";

/** `unmapped`: read, but the organiser has yet to say which column is which. */
export type ImportState = "unmapped" | "planned" | "committed" | "undone";

/** One uploaded file: the table found in it, the plan shown to the organiser, and what became of it. */
export const importBatches = pgTable(
  "import_batches",
  {
    id: id(),
    kind: text("kind").$type<ImportKind>().notNull(),
    contestId: uuid("contest_id").notNull().references(() => contests.id, { onDelete: "cascade" }),
    fileName: text("file_name").notNull(),
    fileSha256: text("file_sha256").notNull(),
    state: text("state").$type<ImportState>().notNull().default("planned"),
    /** The file as read, for choosing other columns; forgotten at the commit. */
    workbook: jsonb("workbook").$type<Workbook>(),
    /** What a commit plans from again; null, as the plan, while the columns are unknown. */
    rows: jsonb("rows").$type<SheetTable<string>>(),
    plan: jsonb("plan").$type<ImportPlan<unknown>>(),
    /** SHA-256 of the plan: what was shown is what is written. Null without a plan, and for plans made before it was kept. */
    fingerprint: text("fingerprint"),
    /** What the commit made besides the rows, so that an undo takes it away again. */
    footprint: jsonb("footprint").$type<Footprint>(),
    createdBy: uuid("created_by").references(() => accounts.id),
    createdAt: instant("created_at").notNull(),
    committedBy: uuid("committed_by").references(() => accounts.id),
    committedAt: instant("committed_at"),
    undoneBy: uuid("undone_by").references(() => accounts.id),
    undoneAt: instant("undone_at"),
  },
  (t) => [index("import_batches_by_time").on(t.createdAt)],
);

/** Columns that an organiser chose by hand, for the next file with the same row of titles. */
export const importMappings = pgTable(
  "import_mappings",
  {
    kind: text("kind").$type<ImportKind>().notNull(),
    /** SHA-256 of the normalised titles in their order. */
    headerHash: text("header_hash").notNull(),
    columns: jsonb("columns").$type<PlacedColumn<string>[]>().notNull(),
    updatedBy: uuid("updated_by"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.headerHash] })],
);
