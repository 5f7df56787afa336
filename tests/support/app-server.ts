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
  const app = launchApp({
    env: { PORT: "0", DATA_DIR: dataDir, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, LOG_LEVEL: "info", ...env },
  });
  const stop = async () => {
    app.child.kill("SIGTERM");
    await app.ended;
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    return { url: await app.ready(), database, dataDir, output: app.output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
