import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { findBinaries } from "./binaries";
import { loadSecrets, locate, stateRoot, type Secrets } from "./location";
import { findPostmaster, type Postmaster } from "./postmaster";
import { waitForLock } from "./process-lock.mjs";
import { appRole, databaseName, ownerRole, prepareRoles, superuserRole } from "./roles";
import { chooseRunAs } from "./run-as";
import { chooseListening, initialise, launch, pause, shutDown, urlOf, type Cluster, type Listening } from "./server";

/**
 * A real PostgreSQL of our own below DATA_DIR: made at the first start, adopted when a killed app left it running,
 * recovered when it was killed itself, started again while the app runs. Its address stays the same for the life of
 * the handle.
 */
export interface EmbeddedOptions {
  dataDir: string;
  log: (message: string) => void;
  /** Watch the server and start it again when it dies (default true). */
  supervise?: boolean;
  settings?: Record<string, string>;
  transport?: "socket" | "tcp";
}

export interface Embedded {
  appUrl: string;
  ownerUrl: string;
  superuserUrl: string;
  /** The server was running already. */
  adopted: boolean;
  /** Where PostgreSQL keeps its files. */
  folder: string;
  /** Ends the server, adopted or not; waits at most `seconds` (default 5) before it is stopped the hard way. */
  stop(seconds?: number): Promise<void>;
}

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const runAs = chooseRunAs(path.join(options.dataDir, "postgres"));
  const location = locate(options.dataDir, runAs);
  const lock = await waitForLock(location.startLock, { timeoutMs: 120_000, onWait: () => options.log("waiting for another process that is starting this database") });
  try {
    const secrets = loadSecrets(location);
    const cluster: Cluster = {
      location,
      runAs,
      binaries: findBinaries(runAs, stateRoot()),
      transport: options.transport ?? (process.platform === "win32" ? "tcp" : "socket"),
      settings: options.settings ?? {},
    };
    if (!existsSync(location.cluster)) {
      options.log("creating the database cluster");
      await initialise(cluster, secrets.superuser);
    }
    const { listening, adopted } = await adoptOrLaunch(cluster, options.log);
    await prepareRoles(superuserUrl(listening, secrets), secrets);
    return handle(cluster, listening, secrets, adopted, options);
  } finally {
    lock.release();
  }
}

const superuserUrl = (listening: Listening, secrets: Secrets) => urlOf(listening, superuserRole, secrets.superuser, "postgres");

async function adoptOrLaunch(cluster: Cluster, log: (message: string) => void): Promise<{ listening: Listening; adopted: boolean }> {
  const running = await settledPostmaster(cluster, log);
  if (running !== null) return { listening: listeningOf(running), adopted: true };
  const listening = await chooseListening(cluster);
  try {
    await launch(cluster, listening);
  } catch (error) {
    if (listening.socketFolder !== null) rmSync(listening.socketFolder, { recursive: true, force: true });
    throw error;
  }
  return { listening, adopted: false };
}

const listeningOf = ({ port, socketFolder }: Postmaster): Listening => ({ port, socketFolder });

/** Waits while a server is on its way up or down. A ready server whose socket was swept away is ended, to be started anew. */
async function settledPostmaster(cluster: Cluster, log: (message: string) => void): Promise<Postmaster | null> {
  const endsAt = performance.now() + 120_000;
  for (let said = false; ; said = true) {
    const found = findPostmaster(cluster.location.cluster);
    if (found === null) return null;
    if (found.state === "ready") {
      if (found.socketFolder === null || existsSync(path.join(found.socketFolder, `.s.PGSQL.${found.port}`))) return found;
      log("the running database has lost its socket; restarting it");
      await shutDown(cluster, 10);
      continue;
    }
    if (performance.now() > endsAt) throw new Error(`The database process ${found.pid} has been ${found.state} for two minutes.`);
    if (!said) log(`waiting for the database, which is ${found.state}`);
    await pause(100);
  }
}

function handle(cluster: Cluster, listening: Listening, secrets: Secrets, adopted: boolean, options: EmbeddedOptions): Embedded {
  const watch = options.supervise === false ? { end: () => Promise.resolve() } : supervise(cluster, listening, options.log);
  return {
    appUrl: urlOf(listening, appRole, secrets.app, databaseName),
    ownerUrl: urlOf(listening, ownerRole, secrets.owner, databaseName),
    superuserUrl: superuserUrl(listening, secrets),
    adopted,
    folder: cluster.location.cluster,
    stop: async (seconds = 5) => {
      await watch.end();
      await shutDown(cluster, seconds);
    },
  };
}

/** Looks every 300 ms; a dead server is started again at the same address, with growing pauses while that fails. */
function supervise(cluster: Cluster, listening: Listening, log: (message: string) => void): { end(): Promise<void> } {
  let isOver = false;
  let failures = 0;
  let current: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    if (findPostmaster(cluster.location.cluster) !== null || isOver) return;
    log("the database has stopped; starting it again");
    try {
      await launch(cluster, listening);
      failures = 0;
      log("the database is back");
    } catch (error) {
      failures += 1;
      log(error instanceof Error ? error.message : String(error));
    }
  };
  const schedule = () => {
    if (isOver) return;
    timer = setTimeout(() => {
      current = look().finally(schedule);
    }, Math.min(300 * 2 ** failures, 10_000));
    timer.unref();
  };
  schedule();
  return {
    end: () => {
      isOver = true;
      clearTimeout(timer);
      return current;
    },
  };
}
