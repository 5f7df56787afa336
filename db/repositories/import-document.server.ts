import { eq, type SQL, sql } from "drizzle-orm";
import type { SheetRow, Workbook } from "~/domain/sheets/cell";
import type { ImportPlan, PlanFilter, PlannedRow } from "~/domain/sheets/plan";
import type { SheetTable } from "~/domain/sheets/table";
import type { Handle } from "../client.server";
import { importBatches } from "../schema";

/**
 * The documents of a batch (file, table, plan) are megabytes each. They travel as JSON text that is made with pauses, one
 * statement each, and of a plan only the rows that are shown come back.
 */
export type ImportDocuments = { workbook: Workbook; rows: SheetTable<string>; plan: ImportPlan<unknown> };

export async function storeImportDocument(handle: Handle, batchId: string, name: keyof ImportDocuments, text: string): Promise<void> {
  await handle.execute(sql`update import_batches set ${sql.identifier(name)} = ${text}::text::jsonb where id = ${batchId}`);
}

/** Rows that become text, or objects again, without a pause. */
const rowsAtOnce = 50;
const rowsRead = 1_000;

export function importDocumentJson(document: ImportDocuments[keyof ImportDocuments]): Generator<undefined, string> {
  return jsonText(document);
}

/** What stands below `sheets` is documents again, what stands below `rows` is written in portions with a pause after each. */
function* jsonText(document: object): Generator<undefined, string> {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(document) as [string, unknown][]) {
    const list = yield* listTexts(key, value);
    parts.push(`${JSON.stringify(key)}:${list === null ? JSON.stringify(value) : `[${list.join(",")}]`}`);
  }
  return `{${parts.join(",")}}`;
}

function* listTexts(key: string, value: unknown): Generator<undefined, string[] | null> {
  if (!Array.isArray(value)) return null;
  if (key === "rows") return yield* rowTexts(value);
  return key === "sheets" ? yield* sheetTexts(value) : null;
}

function* rowTexts(rows: readonly unknown[]): Generator<undefined, string[]> {
  const texts: string[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    texts.push(JSON.stringify(rows.slice(from, from + rowsAtOnce)).slice(1, -1));
    yield;
  }
  return texts;
}

function* sheetTexts(sheets: readonly object[]): Generator<undefined, string[]> {
  const texts: string[] = [];
  for (const sheet of sheets) texts.push(yield* jsonText(sheet));
  return texts;
}

/** What a commit plans from again; null while the columns are unknown. */
export async function findImportTable(handle: Handle, batchId: string): Promise<SheetTable<string> | null> {
  const table = sql<Omit<SheetTable<string>, "rows"> | null>`${importBatches.rows} - 'rows'`;
  const [head] = await handle.select({ table }).from(importBatches).where(eq(importBatches.id, batchId));
  if (!head?.table) return null;
  const rows: SheetRow[] = [];
  for (;;) {
    const places = sql`jsonb_build_object('from', ${rows.length}::integer, 'to', ${rows.length + rowsRead - 1}::integer)`;
    const slice = sql<SheetRow[]>`jsonb_path_query_array(${importBatches.rows} -> 'rows', '$[$from to $to]', ${places})`;
    const found = (await handle.select({ slice }).from(importBatches).where(eq(importBatches.id, batchId)))[0]?.slice ?? [];
    rows.push(...found);
    if (found.length < rowsRead) return { ...head.table, rows };
  }
}

export type PlanPage = { readonly filter: PlanFilter; readonly limit: number; readonly offset: number };

/** Some rows of the plan, in the order of the file. */
export async function listPlannedRows(handle: Handle, batchId: string, { filter, limit, offset }: PlanPage): Promise<PlannedRow<unknown>[]> {
  const found = await handle.execute<{ planned: PlannedRow<unknown> }>(sql`
    select listed.planned
    from import_batches b cross join lateral jsonb_array_elements(b.plan -> 'rows') with ordinality as listed (planned, place)
    where b.id = ${batchId} and ${filterCondition(filter)}
    order by listed.place limit ${limit} offset ${offset}`);
  return found.map(({ planned }) => planned);
}

function filterCondition(filter: PlanFilter): SQL {
  if (filter === "all") return sql`true`;
  if (filter === "warned") return sql`listed.planned ->> 'outcome' <> 'rejected' and jsonb_array_length(listed.planned -> 'warnings') > 0`;
  return sql`listed.planned ->> 'outcome' = ${filter}`;
}

/** Rows of the table by the numbers they have in the file. */
export async function listTableRows(handle: Handle, batchId: string, numbers: readonly number[]): Promise<SheetRow[]> {
  if (numbers.length === 0) return [];
  const wanted = sql.join(numbers.map((number) => sql`${number}::integer`), sql`, `);
  const found = await handle.execute<{ cells: SheetRow }>(sql`
    select listed.cells
    from import_batches b cross join lateral jsonb_array_elements(b.rows -> 'rows') as listed (cells)
    where b.id = ${batchId} and (listed.cells ->> 'row')::integer in (${wanted})`);
  return found.map(({ cells }) => cells);
}
