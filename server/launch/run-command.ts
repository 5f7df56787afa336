import { spawn } from "node:child_process";
import path from "node:path";
import { readEnv, type Env } from "~/env.server";
import { lockHolder } from "~db/embedded/process-lock.mjs";
import { explainFailure } from "./explain-failure";
import { migrateDatabase, publishUrls, reachDatabase } from "./open-database";

/**
 * Runs one command of `server/cli` against the same database as the app: beside a running app, or alone with a
 * database that is started for it and stopped after it.
 */
export interface CommandOptions {
  root: string;
  /** Where the person stands; relative file names count from there (`INIT_CWD`). */
  callerFolder: string;
  name: string;
  parameters: string[];
  /** Never stdout: that belongs to the command. */
  say: (text: string) => void;
}

/** Resolves to the command's exit code. */
export async function runCommand({ root, callerFolder, name, parameters, say }: CommandOptions): Promise<number> {
  const env = readEnv(process.env);
  try {
    return await runBesideDatabase(env, { root, callerFolder, name, parameters, say });
  } catch (error) {
    throw explainFailure(error, env);
  }
}

/** Whoever saves a database before a new version changes it wants it as it is. */
const leaveDatabaseAsItIs: ReadonlySet<string> = new Set(["backup", "backup-check"]);

async function runBesideDatabase(env: Env, { root, callerFolder, name, parameters, say }: CommandOptions): Promise<number> {
  const database = await reachDatabase(env, say, false);
  try {
    if (!leaveDatabaseAsItIs.has(name)) await migrateDatabase(database, say);
    publishUrls(database);
    return await runToEnd(path.join(root, "build/cli/main.js"), [name, ...parameters], { DATA_DIR: env.dataDir, INIT_CWD: callerFolder });
  } finally {
    const isAppRunning = lockHolder(path.join(env.dataDir, "app.lock")) !== null;
    if (database.embedded !== null && !database.embedded.adopted && !isAppRunning) await database.embedded.stop();
  }
}

/** Signals reach the command through the terminal; this process stays to stop the database after it. */
export function runToEnd(program: string, parameters: string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--enable-source-maps", program, ...parameters], { stdio: "inherit", env: { ...process.env, ...env } });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on("SIGTERM", pass);
    process.on("SIGINT", () => undefined);
    child.on("error", reject);
    child.on("close", (code) => {
      process.removeListener("SIGTERM", pass);
      resolve(code ?? 1);
    });
  });
}
