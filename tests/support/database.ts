import { randomBytes } from "node:crypto";
import { connect } from "~db/connection.server";
import { createDatabase, type Database } from "~db/client.server";
import { roleUrl, testCluster } from "./cluster";

/** A database of one test file's own: a clone of the migrated template, without any rows. */
export interface TestDatabase extends Database {
  name: string;
  appUrl: string;
  ownerUrl: string;
  /** Rights of the cluster's administrator on this database: terminate backends, look into catalogues. */
  adminUrl: string;
  /** Closes the handles and drops the database. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Role of `db` and `sql`; the app's by default, which owns no table. */
  as?: "app" | "owner";
  max?: number;
}

export function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return createFrom(testCluster().template, options);
}

/** Without tables: for tests of the migration itself. */
export function createEmptyTestDatabase(): Promise<TestDatabase> {
  return createFrom("template0", {});
}

async function createFrom(template: string, options: TestDatabaseOptions): Promise<TestDatabase> {
  const cluster = testCluster();
  const name = `${cluster.template.replace("template", "db")}_${randomBytes(4).toString("hex")}`;
  await administer((sql) => sql.unsafe(`create database ${name} owner ${cluster.owner.role} template ${template}`));
  const adminUrl = new URL(cluster.adminUrl);
  adminUrl.pathname = `/${name}`;
  const [appUrl, ownerUrl] = [roleUrl(cluster, "app", name), roleUrl(cluster, "owner", name)];
  const database = createDatabase(options.as === "owner" ? ownerUrl : appUrl, { max: options.max ?? 5, applicationName: "test" });
  return {
    ...database,
    name,
    appUrl,
    ownerUrl,
    adminUrl: adminUrl.href,
    drop: async () => {
      await database.close(1);
      await administer((sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
    },
  };
}

/** One connection per call: a template can be cloned only while nobody is connected to it, so nothing lingers. */
async function administer(run: (sql: ReturnType<typeof connect>) => PromiseLike<unknown>): Promise<void> {
  const sql = connect(testCluster().adminUrl, 1, "test-database");
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}
