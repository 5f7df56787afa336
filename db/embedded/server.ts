import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Binaries } from "./binaries";
import { makeSocketFolder, type Location } from "./location";
import { findPostmaster, type Postmaster } from "./postmaster";
import { giveTo, run, spawnOptions, type RunAs } from "./run-as";

/** Making a cluster, starting its server, stopping it: PostgreSQL's programs, and nothing of SQL. */
export interface Cluster {
  location: Location;
  runAs: RunAs;
  binaries: Binaries;
  /** Sockets where the machine has them; `tcp` forces loopback. */
  transport: "socket" | "tcp";
  /** More settings for the server's command line. */
  settings: Record<string, string>;
}

const standardSettings: Record<string, string> = {
  unix_socket_permissions: "0700",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  // why: every server process takes up to 16, and there may be 16 of them.
  max_connections: "300",
  timezone: "UTC",
  log_timezone: "UTC",
  // why: details and statements quote values of people into the log.
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
};

export async function initialise(cluster: Cluster, superuserPassword: string): Promise<void> {
  const target = cluster.location.cluster;
  const partial = `${target}.new`;
  const passwordFile = `${target}.password`;
  rmSync(partial, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  try {
    // why: the folder is made by us, since the database's user may not write beside it.
    makeOwnFolder(cluster.runAs, partial);
    writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
    giveTo(cluster.runAs, passwordFile);
    await runInitdb(cluster, partial, passwordFile);
    renameSync(partial, target);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function makeOwnFolder(runAs: RunAs, folder: string): void {
  mkdirSync(folder, { mode: 0o700 });
  giveTo(runAs, folder);
}

async function runInitdb(cluster: Cluster, folder: string, passwordFile: string): Promise<void> {
  const parameters = [
    "-D", folder, "-U", "postgres", `--pwfile=${passwordFile}`, "-E", "UTF8", "--data-checksums",
    "--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--locale-provider=builtin",
  ];
  try {
    await run(cluster.runAs, cluster.binaries.initdb, [...parameters, "--locale=C.UTF-8"]);
  } catch (error) {
    if (!/invalid locale name/.test(String(error))) throw error;
    // why: some C libraries have no C.UTF-8; the builtin provider, which sorts and compares, needs none.
    await run(cluster.runAs, cluster.binaries.initdb, [...parameters, "--builtin-locale=C.UTF-8", "--locale=C"]);
  }
}

export interface Listening {
  port: number;
  socketFolder: string | null;
}

export async function chooseListening(cluster: Cluster): Promise<Listening> {
  if (cluster.transport === "socket") return { port: 5432, socketFolder: makeSocketFolder(cluster.runAs) };
  return { port: await freePort(), socketFolder: null };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/**
 * Starts the server in a session of its own, so that neither Ctrl-C nor the end of this process reaches it, and waits
 * until it is ready. Rejects with the end of its log when it gives up. A server killed a moment ago may leave children
 * that hold its memory; until they are gone a start fails, so it is tried again for a while.
 */
export async function launch(cluster: Cluster, listening: Listening): Promise<Postmaster> {
  const endsAt = performance.now() + 20_000;
  const { socketFolder } = listening;
  if (socketFolder !== null && !existsSync(socketFolder)) makeOwnFolder(cluster.runAs, socketFolder);
  for (;;) {
    const outcome = await launchOnce(cluster, listening);
    if (typeof outcome !== "string") return outcome;
    if (!/still in use|lock file|could not lock/.test(outcome) || performance.now() > endsAt) {
      throw new Error(`The embedded database did not start. The end of ${cluster.location.log}:\n${outcome}`);
    }
    await pause(300);
  }
}

async function launchOnce(cluster: Cluster, listening: Listening): Promise<Postmaster | string> {
  rotateLog(cluster.location.log);
  const log = openSync(cluster.location.log, "a", 0o600);
  const logStart = statSync(cluster.location.log).size;
  const settings = {
    ...standardSettings,
    listen_addresses: listening.socketFolder === null ? "127.0.0.1" : "",
    unix_socket_directories: listening.socketFolder ?? "",
    port: String(listening.port),
    ...cluster.settings,
  };
  const parameters = ["-D", cluster.location.cluster, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const child = spawn(cluster.binaries.postgres, parameters, { ...spawnOptions(cluster.runAs), detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  let ended = false;
  child.on("error", () => (ended = true));
  child.on("exit", () => (ended = true));
  child.unref();
  while (!ended) {
    const found = findPostmaster(cluster.location.cluster);
    if (found !== null && found.pid === child.pid && found.state === "ready") return found;
    await pause(25);
  }
  return readFileSync(cluster.location.log).subarray(logStart).toString().slice(-3_000).trim();
}

function rotateLog(file: string): void {
  if (existsSync(file) && statSync(file).size > 10_000_000) renameSync(file, `${file}.1`);
}

/** Ends sessions and writes everything down; if that takes longer than `seconds`, stops at once and leaves the rest to recovery. */
export async function shutDown(cluster: Cluster, seconds: number): Promise<void> {
  const folder = cluster.location.cluster;
  const postmaster = findPostmaster(folder);
  if (postmaster !== null) {
    const stop = (mode: string, wait: number) => run(cluster.runAs, cluster.binaries.pgCtl, ["stop", "-D", folder, "-m", mode, "-w", "-t", String(wait)]);
    await stop("fast", seconds).catch(() => stop("immediate", 3)).catch((error: unknown) => {
      if (findPostmaster(folder) !== null) throw error;
    });
    if (postmaster.socketFolder !== null) rmSync(postmaster.socketFolder, { recursive: true, force: true });
  }
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function urlOf(listening: Listening, role: string, password: string, database: string): string {
  const host = listening.socketFolder === null ? "127.0.0.1" : encodeURIComponent(listening.socketFolder);
  return `postgres://${role}:${encodeURIComponent(password)}@${host}:${listening.port}/${database}`;
}
