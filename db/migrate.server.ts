import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { connect } from "./connection.server";

/**
 * Brings a database to the state this code needs: extensions, migrations of `drizzle/`, rights of the app's role. Runs
 * as the owner under a session advisory lock, so any number of starting processes may call it at once and twice in a
 * row changes nothing. Needs a direct connection: a session lock does not survive PgBouncer's transaction mode.
 */
const lockKey = 4_718_290_355;
const lockTimeout = "300s";
const extensions = ["pg_trgm", "unaccent"];
/** History nobody may rewrite: the app's role can add to these tables and read them, no more. */
const appendOnlyTables = ["audit_log", "save_log", "incidents", "incident_attempts", "seals"];

export interface MigrateOptions {
  ownerUrl: string;
  appUrl: string;
  /** Folder with `meta/_journal.json` (default `drizzle` below the working directory). */
  folder?: string;
  /** Journal time; later migrations are left out (default: none is). */
  upTo?: number;
}

export interface MigrateOutcome {
  applied: number;
  /** Things that work, but should be changed by whoever runs the database. */
  warnings: string[];
}

export async function migrate(options: MigrateOptions): Promise<MigrateOutcome> {
  const folder = options.folder ?? path.resolve("drizzle");
  const appRole = await currentRole(options.appUrl);
  const sql = connect(options.ownerUrl, 1, "migrate");
  try {
    await sql.unsafe(`set lock_timeout = '${lockTimeout}'; set statement_timeout = 0`);
    await sql`select pg_advisory_lock(${lockKey})`;
    const before = await appliedUpTo(sql);
    const upTo = options.upTo ?? newestMigration(folder);
    await createExtensions(sql);
    if (upTo > before) await withMigrationsUpTo(upTo, folder, (migrationsFolder) => applyMigrations(drizzle(sql), { migrationsFolder }));
    const warnings = await grantRights(sql, appRole);
    await sql`select pg_advisory_unlock(${lockKey})`;
    return { applied: journalEntries(folder).filter(({ when }) => when > before && when <= upTo).length, warnings };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** True when the newest migration of `folder` has been applied; the app's role may ask. Rejects if the database is away. */
export async function isCurrent(sql: postgres.Sql, folder = path.resolve("drizzle")): Promise<boolean> {
  return (await appliedUpTo(sql)) >= newestMigration(folder);
}

/** Journal time of the newest migration of `folder` in epoch milliseconds; 0 when there is none. */
export function newestMigration(folder = path.resolve("drizzle")): number {
  return Math.max(0, ...journalEntries(folder).map(({ when }) => when));
}

async function currentRole(url: string): Promise<string> {
  const sql = connect(url, 1, "migrate");
  try {
    const [row] = await sql<{ role: string }[]>`select current_user::text as role`;
    if (row === undefined) throw new Error("The database did not name the app's role.");
    return row.role;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Both are trusted extensions: the owner of the database may create them without being superuser. */
async function createExtensions(sql: postgres.Sql): Promise<void> {
  for (const name of extensions) {
    const [found] = await sql`select 1 from pg_extension where extname = ${name}`;
    if (found === undefined) await sql`create extension if not exists ${sql(name)} with schema public`;
  }
}

async function grantRights(sql: postgres.Sql, appRole: string): Promise<string[]> {
  const [owner] = await sql<{ role: string }[]>`select current_user::text as role`;
  if (owner?.role === appRole) {
    return [`The app and its migrations use the same database role (${appRole}): the app owns its tables. Set DATABASE_OWNER_URL to a second role.`];
  }
  const role = sql(appRole);
  await sql.begin(async (tx) => {
    await tx`grant usage on schema public to ${role}`;
    await tx`grant select, insert, update, delete on all tables in schema public to ${role}`;
    await tx`grant usage, select on all sequences in schema public to ${role}`;
    await tx`grant execute on all functions in schema public to ${role}`;
    for (const table of appendOnlyTables) {
      const [found] = await tx`select 1 from pg_tables where schemaname = 'public' and tablename = ${table}`;
      if (found !== undefined) await tx`revoke update, delete, truncate on ${tx(table)} from ${role}`;
    }
    if (await hasMigrationTable(tx)) {
      await tx`grant usage on schema drizzle to ${role}`;
      await tx`grant select on drizzle.__drizzle_migrations to ${role}`;
    }
  });
  return [];
}

async function hasMigrationTable(sql: postgres.ISql): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`select to_regclass('drizzle.__drizzle_migrations') is not null as found`;
  return row?.found === true;
}

/** Journal time of the newest applied migration in epoch milliseconds; 0 when none was. */
export async function appliedUpTo(sql: postgres.ISql): Promise<number> {
  if (!(await hasMigrationTable(sql))) return 0;
  const [row] = await sql<{ at: string | null }[]>`select max(created_at)::text as at from drizzle.__drizzle_migrations`;
  return Number(row?.at ?? 0);
}

const journalPath = (folder: string) => path.join(folder, "meta", "_journal.json");

function journalEntries(folder: string): { when: number }[] {
  if (!existsSync(journalPath(folder))) return [];
  return (JSON.parse(readFileSync(journalPath(folder), "utf8")) as { entries: { when: number }[] }).entries;
}

/** Drizzle applies all of a folder; an earlier state is a copy of the folder with a shorter journal. */
async function withMigrationsUpTo(upTo: number, folder: string, apply: (folder: string) => Promise<void>): Promise<void> {
  const entries = journalEntries(folder).filter(({ when }) => when <= upTo);
  if (entries.length === journalEntries(folder).length) return apply(folder);
  const shorter = mkdtempSync(path.join(os.tmpdir(), "cchc-migrations-"));
  try {
    cpSync(folder, shorter, { recursive: true });
    writeFileSync(journalPath(shorter), JSON.stringify({ ...(JSON.parse(readFileSync(journalPath(folder), "utf8")) as object), entries }));
    await apply(shorter);
  } finally {
    rmSync(shorter, { recursive: true, force: true });
  }
}
