import { connect } from "~db/connection.server";
import { startEmbedded, type Embedded } from "~db/embedded";
import { migrate } from "~db/migrate.server";
import { ensureSettings } from "~db/settings.server";
import type { Env } from "~/env.server";

/** From settings to a database that is reachable, migrated and safe to write to; embedded or the customer's own. */
export interface OpenDatabase {
  appUrl: string;
  ownerUrl: string;
  /** Null with DATABASE_URL. */
  embedded: Embedded | null;
}

export async function reachDatabase(env: Env, log: (message: string) => void, supervise: boolean): Promise<OpenDatabase> {
  if (env.databaseUrl !== null) {
    return { appUrl: env.databaseUrl, ownerUrl: env.databaseOwnerUrl ?? env.databaseUrl, embedded: null };
  }
  const embedded = await startEmbedded({ dataDir: env.dataDir, log, supervise });
  return { appUrl: embedded.appUrl, ownerUrl: embedded.ownerUrl, embedded };
}

export async function migrateDatabase({ appUrl, ownerUrl }: OpenDatabase, log: (message: string) => void): Promise<void> {
  const { applied, warnings } = await migrate({ appUrl, ownerUrl });
  if (applied > 0) log(`${applied} migration${applied === 1 ? "" : "s"} applied`);
  for (const warning of warnings) log(`warning: ${warning}`);
  const problems = await ensureSettings(appUrl);
  if (problems.length > 0) throw new Error(`The database's settings are not safe:\n${problems.join("\n")}`);
}

/** The app and its commands read these two; so the embedded database needs no second way in. */
export function publishUrls({ appUrl, ownerUrl }: OpenDatabase): void {
  process.env["DATABASE_URL"] = appUrl;
  process.env["DATABASE_OWNER_URL"] = ownerUrl;
}

/** No account, no contest, no unit: a demo can do no harm. */
export async function isEmptyDatabase(appUrl: string): Promise<boolean> {
  const sql = connect(appUrl, 1, "launcher");
  try {
    const [row] = await sql<{ used: boolean }[]>`select exists (select 1 from accounts) or exists (select 1 from contests) or exists (select 1 from units) as used`;
    return row?.used === false;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
