import { connect } from "./connection.server";

/**
 * What the promise “an acknowledged answer is on disk” and a bounded wait need of PostgreSQL: `fsync` and
 * `synchronous_commit` on, `statement_timeout` set. The first two are the server's business and only checked; a missing
 * timeout the app's role gives to itself, once, which also works through PgBouncer.
 */
const oldestVersion = 150_000;
const roleDefaults = { statement_timeout: "30s", lock_timeout: "10s", idle_in_transaction_session_timeout: "60s" };

/** Sets what may be set and returns what is wrong with the rest; empty when all is well. */
export async function ensureSettings(appUrl: string): Promise<string[]> {
  const before = await readSettings(appUrl);
  const missing = Object.entries(roleDefaults).filter(([name]) => before[name] === "0");
  if (missing.length > 0) await setForOwnRole(appUrl, missing);
  const settings = missing.length > 0 ? await readSettings(appUrl) : before;
  const problems: string[] = [];
  if (Number(settings["server_version_num"]) < oldestVersion) problems.push("PostgreSQL 15 or newer is needed.");
  if (settings["fsync"] !== "on") problems.push("fsync is off: a power cut would lose acknowledged answers. Switch it on in postgresql.conf.");
  if (settings["synchronous_commit"] === "off") problems.push("synchronous_commit is off: a crash would lose acknowledged answers. Switch it on.");
  if (settings["statement_timeout"] === "0") problems.push("statement_timeout is not set. Run: alter role <the app's role> set statement_timeout = '30s'.");
  return problems;
}

async function readSettings(url: string): Promise<Record<string, string>> {
  const sql = connect(url, 1, "settings");
  try {
    const names = ["fsync", "synchronous_commit", "server_version_num", ...Object.keys(roleDefaults)];
    const rows = await sql<{ name: string; setting: string }[]>`select name, setting from pg_settings where name in ${sql(names)}`;
    return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function setForOwnRole(url: string, defaults: [string, string][]): Promise<void> {
  const sql = connect(url, 1, "settings");
  try {
    for (const [name, value] of defaults) await sql.unsafe(`alter role current_user set ${name} = '${value}'`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
