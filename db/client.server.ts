import { drizzle, type PostgresJsDatabase, type PostgresJsTransaction } from "drizzle-orm/postgres-js";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import type postgres from "postgres";
import { connect } from "./connection.server";
import { guardTransactions } from "./guarded-transaction.server";
import { prepareRepeated } from "./repeated-statements.server";
import * as schema from "./schema";

/**
 * The one way to a database: a drizzle handle, and a raw handle with a client of its own, because `drizzle(client)`
 * changes that client's date parsers. Both are guarded (guarded-transaction.server.ts); repositories take a `Handle`.
 */
export type Schema = typeof schema;
export type Db = PostgresJsDatabase<Schema>;
export type Tx = PostgresJsTransaction<Schema, ExtractTablesWithRelations<Schema>>;
export type Handle = Db | Tx;

export interface Database {
  db: Db;
  /**
   * For the short look-ups that pages of participants and the session of every request make, many in the same moment: on two connections they share a write, and the
   * server wakes once for several. Nothing slow belongs here, because the others wait behind it, and no transaction.
   */
  lookUps: Db;
  /** Raw statements; instants come back as `Date`, bigint as text. */
  sql: postgres.Sql;
  /** All or nothing; rejects with the callback's error. Once it has rejected its `tx` refuses every query. */
  transaction<Value>(run: (tx: Tx) => Promise<Value>): Promise<Value>;
  /** Waits up to `seconds` for running statements, then cuts the connections. */
  close(seconds?: number): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections of the drizzle pool (default 10). */
  max?: number;
  /** Connections of the raw pool, opened only when used (default 6): two batches of saves, two saves that wait for a lock, starts and submits. */
  rawMax?: number;
  applicationName?: string;
}

/** One that is lost leaves the other. */
const sharedConnections = 2;

export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { max = 10, rawMax = 6, applicationName = "app" } = options;
  const client = prepareRepeated(guardTransactions(connect(url, max, applicationName)));
  const sql = guardTransactions(connect(url, rawMax, applicationName));
  const shared = prepareRepeated(guardTransactions(connect(url, sharedConnections, applicationName)));
  const db = drizzle(client, { schema });
  return {
    db,
    lookUps: drizzle(shared, { schema }),
    sql,
    transaction: (run) => db.transaction(run),
    close: async (seconds = 5) => {
      await Promise.all([client, shared, sql].map((each) => each.end({ timeout: seconds })));
    },
  };
}
