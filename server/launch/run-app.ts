import { existsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { readEnv, type Env } from "~/env.server";
import { describeError } from "~db/errors.server";
import { startServer, type RunningServer } from "../index";
import { loadDemo, wantsDemo } from "./demo";
import { explainFailure } from "./explain-failure";
import { migrateDatabase, publishUrls, reachDatabase, type OpenDatabase } from "./open-database";
import { logStrayErrors } from "./stray-errors";
import { startWorkers } from "./workers";

/**
 * The app: database, migrations, demo, server (in this process, or several workers), and the way down again. Whatever has been started is
 * stopped in the reverse order, also when a later step fails or a signal comes in the middle.
 */
export interface Progress {
  say(text: string): void;
  step<Value>(title: string, work: (note: (text: string) => void) => Promise<Value>): Promise<Value>;
}

export interface RunOptions {
  root: string;
  progress: Progress;
  /** One serves in this process; of several each is a process, and this one their supervisor. */
  workers: number;
  /** Tells whoever tries a second start where this one listens. */
  announce: (address: string) => void;
}

const ignoreSecondSignalMs = 2_000;
const drainMs = 5_000;
const databaseStopSeconds = 2;

/** Throws `EnvError`, which names every wrong variable. */
export function checkSettings(): void {
  readEnv(process.env);
}

export async function runApp({ root, progress, workers, announce }: RunOptions): Promise<void> {
  const env = readEnv(process.env);
  const running: Running = {};
  const stop = () => stopAll(running);
  const shutdown = handleSignals(progress.say, stop);
  logStrayErrors(progress.say);
  try {
    await refuseTakenPort(env);
    running.database = progress.step(env.databaseUrl === null ? "Starting the embedded database" : "Reaching the database", async (note) => {
      const database = await reachDatabase(env, note, true);
      if (database.embedded?.adopted) note("it was still running: adopted");
      return database;
    });
    const database = await running.database;
    await progress.step("Migrating the database", (note) => migrateDatabase(database, note));
    publishUrls(database);
    if (await wantsDemo(env, database)) await progress.step("Loading the demo contest", (note) => loadDemo(root, env, database, note));
    running.server = await progress.step(workers === 1 ? "Starting the server" : `Starting ${workers} workers`, () => serve(env, root, workers, progress.say));
    const address = env.publicUrl ?? `http://${env.host.includes(":") ? `[${env.host}]` : env.host}:${running.server.port}`;
    announce(address);
    progress.say(summary(address, env, database));
  } catch (error) {
    if (shutdown.isRequested()) return;
    await stop();
    throw explainFailure(error, env);
  }
}

function serve({ host, port }: Env, root: string, count: number, say: Progress["say"]): Promise<RunningServer> {
  if (count > 1) return startWorkers({ count, root, host, port, say });
  return startServer({ host, port, buildDirectory: path.join(root, "build") });
}

interface Running {
  /** Pending while the database is on its way up: a signal in that moment must still find it, to stop it. */
  database?: Promise<OpenDatabase>;
  server?: RunningServer;
}

async function stopAll(running: Running): Promise<void> {
  if (running.server !== undefined) await Promise.race([running.server.close(), new Promise((resolve) => setTimeout(resolve, drainMs).unref())]);
  const database = await running.database?.catch(() => undefined);
  await database?.embedded?.stop(databaseStopSeconds);
}

/** npm passes Ctrl-C on to a process that got it from the terminal already, so a second signal counts only after a while. */
function handleSignals(say: (text: string) => void, stop: () => Promise<void>): { isRequested(): boolean } {
  let requestedAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (requestedAt !== null) {
      if (performance.now() - requestedAt > ignoreSecondSignalMs) process.exit(130);
      return;
    }
    requestedAt = performance.now();
    say(`\n${signal}: finishing open requests, then stopping …`);
    stop().then(
      () => {
        say("Stopped.");
        process.exit(0);
      },
      (error: unknown) => {
        say(`Not everything stopped: ${describeError(error).message}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  return { isRequested: () => requestedAt !== null };
}

async function refuseTakenPort(env: Env): Promise<void> {
  if (env.port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(env.port, env.host, () => probe.close(() => resolve()));
  });
}

function summary(address: string, env: Env, database: OpenDatabase): string {
  const data = database.embedded === null ? "in the PostgreSQL of DATABASE_URL" : `${env.dataDir}${database.embedded.folder.startsWith(env.dataDir) ? "" : ` (database: ${database.embedded.folder})`}`;
  return [
    "",
    `  Ready: ${address}`,
    `  Sign in: ${address}/sign-in`,
    ...accountHint(env),
    `  Data: ${data}`,
    "  Stop: Ctrl-C",
    "",
  ].join("\n");
}

function accountHint(env: Env): string[] {
  const file = path.join(env.dataDir, "tai-khoan-mau.csv");
  if (!existsSync(file)) return ['  First administrator: npm run admin:create -- LOGIN "FULL NAME"'];
  return [`  Accounts of the demo: ${file} (each secret works once; npm run secret:reissue -- ACCOUNT makes a new one)`];
}
