import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createTestDatabase, type TestDatabase } from "./database";
import { launchApp } from "./launched-app";

/** The built app on a free port, as a process of its own, against a fresh database: what `npm start` runs with DATABASE_URL. */
export interface AppServer {
  /** Origin, without a slash at the end. */
  url: string;
  database: TestDatabase;
  dataDir: string;
  /** What the app has printed: its log. */
  output(): string;
  /** Kills the process (SIGKILL); `start` brings a new one up on the same port and database. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface AppServerOptions {
  env?: Record<string, string>;
  /** Fills the database before the app starts. */
  prepare?: (database: TestDatabase) => Promise<void>;
}

export async function startAppServer({ env = {}, prepare }: AppServerOptions = {}): Promise<AppServer> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "cchc-app-"));
  await prepare?.(database);
  const launch = (port: string) =>
    launchApp({ env: { PORT: port, DATA_DIR: dataDir, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, LOG_LEVEL: "info", ...env } });
  let app = launch("0");
  const end = async (signal: NodeJS.Signals) => {
    app.child.kill(signal);
    await app.ended;
  };
  const stop = async () => {
    await end("SIGTERM");
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const url = await app.ready();
    const start = async () => {
      app = launch(new URL(url).port);
      await app.ready();
    };
    return { url, database, dataDir, output: () => app.output(), kill: () => end("SIGKILL"), start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
