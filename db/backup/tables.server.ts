import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import type postgres from "postgres";
import { type BackupTable, parentsFirst, type Reference } from "./table-order";
import { copyIn, copyRow, quoted, type TableSum } from "./text";

/** All tables of the schema, parents first. */
export async function listTables(sql: postgres.ISql): Promise<BackupTable[]> {
  const tables = await sql<{ name: string; columns: { name: string; isText: boolean; isKey: boolean; isIdentity: boolean }[] }[]>`
    select c.relname as name, json_agg(json_build_object('name', a.attname, 'isText', t.typcategory = 'S',
        'isKey', coalesce(a.attnum = any(i.indkey), false), 'isIdentity', a.attidentity <> '') order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    join pg_type t on t.oid = a.atttypid
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    group by c.relname`;
  const references = await sql<Reference[]>`
    select child.relname as child, parent.relname as parent
    from pg_constraint f join pg_class child on child.oid = f.conrelid join pg_class parent on parent.oid = f.confrelid
    where f.contype = 'f' and f.connamespace = 'public'::regnamespace`;
  return parentsFirst(tables, references).map(({ name, columns }) => {
    const keys = columns.filter(({ isKey }) => isKey);
    return {
      name,
      columns: columns.map((column) => column.name),
      order: (keys.length > 0 ? keys : columns).map((column) => `${quoted(column.name)}${column.isText ? ' collate "C"' : ""}`).join(", "),
      identity: columns.find(({ isIdentity }) => isIdentity)?.name ?? null,
    };
  });
}

/** Values as text depend on these; the same everywhere, so that sums can be compared. */
export async function prepareCopy(tx: postgres.ISql): Promise<void> {
  await tx.unsafe("set local statement_timeout = 0; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'");
}

const rowsAtOnce = 500;

/**
 * The rows of a table in COPY's text format; the generator's result is their sum. By a cursor, because postgres.js 3.4.9 leaves its
 * socket paused for ever when the end of a `COPY … TO STDOUT` comes in one piece with its last rows.
 */
export async function* copyOut(tx: postgres.ISql, table: BackupTable): AsyncGenerator<Buffer, TableSum> {
  const hash = createHash("sha256");
  let rows = 0;
  const query = `select ${table.columns.map((name) => `${quoted(name)}::text`).join(", ")} from ${quoted(table.name)} order by ${table.order}`;
  for await (const batch of tx.unsafe<Record<string, string | null>[]>(query).values().cursor(rowsAtOnce) as AsyncIterable<(string | null)[][]>) {
    const piece = Buffer.from(batch.map(copyRow).join(""));
    hash.update(piece);
    rows += batch.length;
    yield piece;
  }
  return { table: table.name, rows, sha256: hash.digest("hex") };
}

export async function sumTable(tx: postgres.ISql, table: BackupTable): Promise<TableSum> {
  const pieces = copyOut(tx, table);
  for (;;) {
    const next = await pieces.next();
    if (next.done === true) return next.value;
  }
}

/**
 * Takes rows in COPY's text format. What PostgreSQL says against them after their end (a key that is twice there, a missing parent)
 * postgres.js 3.4.9 tells nobody, so a statement goes behind it: of a transaction that has failed it fails.
 */
export async function openCopyIn(tx: postgres.ISql, table: BackupTable): Promise<Writable> {
  const rowsIn = await tx.unsafe(copyIn(table.name, table.columns)).writable();
  const end = rowsIn._final.bind(rowsIn);
  rowsIn._final = (done) => {
    end(() => undefined);
    tx.unsafe("select 1").then(() => done(), done);
  };
  return rowsIn;
}
