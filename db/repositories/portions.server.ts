import { type SQL, sql } from "drizzle-orm";

/** Small enough that building a statement holds the event loop for some milliseconds only; far below 65,535 parameters. */
const portion = 100;

export async function inPortions<Row>(rows: readonly Row[], write: (portion: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += portion) await write(rows.slice(from, from + portion));
}

const page = 500;

/** All rows of a list, read page by page: the driver turns what arrives into objects in one go. `nextPage` lists at most `limit` rows after a row. */
export async function inPages<Row>(nextPage: (after: Row | undefined, limit: number) => PromiseLike<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let found = await nextPage(undefined, page); ; found = await nextPage(rows.at(-1), page)) {
    rows.push(...found);
    if (found.length < page) return rows;
  }
}

/**
 * Rows of `table` to select from, their columns named as in the database; all of them travel as one parameter.
 * why: of many thousand rows the query builder's parameters cost more than the database's work on them.
 */
export function rowsOf(table: string, rows: readonly Readonly<Record<string, unknown>>[]): SQL {
  return sql`jsonb_populate_recordset(null::${sql.identifier(table)}, ${JSON.stringify(rows)}::text::jsonb)`;
}
