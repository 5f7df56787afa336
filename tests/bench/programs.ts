import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestDatabase } from "../support/database";
import { launchApp } from "../support/launched-app";
import { workersOf } from "../support/worker-processes";

/** What is measured, each as processes of its own: the built app as `npm start` runs it, and the floor. */
export type Program = { port: number; pids: number[]; stop(): Promise<void> };
export type App = Program & {
  /** In use after a garbage collection, largest process of those that serve, in MB. */
  memoryMb(): Promise<{ rss: number; heap: number }>;
};

const probe = path.resolve("tests/bench/probe.mjs");

/** `profileDirectory`: each process writes a `.cpuprofile` there when it ends. */
export async function startApp(database: TestDatabase, { workers = 1, profileDirectory }: { workers?: number; profileDirectory?: string | undefined } = {}): Promise<App> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "cchc-bench-"));
  const profile = profileDirectory === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileDirectory}`];
  const app = launchApp({
    command: [process.execPath, ...profile, "server/launch/start.mjs", "--workers", String(workers)],
    env: { PORT: "0", DATA_DIR: dataDir, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, LOG_LEVEL: "warn", NODE_OPTIONS: `--import=${probe}` },
  });
  const url = await app.ready();
  const serving = workers === 1 ? [app.child.pid!] : workersOf(app.child.pid!);
  return {
    port: Number(new URL(url).port),
    pids: [...new Set([app.child.pid!, ...serving])],
    async memoryMb() {
      const before = app.output().length;
      for (const pid of serving) process.kill(pid, "SIGUSR2");
      const readings = await poll(() => {
        const found = [...app.output().slice(before).matchAll(/^probe (\{.*\})$/gm)].map((match) => JSON.parse(match[1]!) as { rss: number; heapUsed: number });
        return found.length < serving.length ? null : found;
      });
      const largest = (key: "rss" | "heapUsed") => Math.max(...readings.map((reading) => reading[key])) / 2 ** 20;
      return { rss: largest("rss"), heap: largest("heapUsed") };
    },
    async stop() {
      await stopChild(app.child, "SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function startFloor(database: TestDatabase): Promise<Program> {
  const child = fork(path.resolve("build/bench/floor.js"), { env: { ...process.env, FLOOR_DATABASE_URL: database.appUrl } });
  const port = await new Promise<number>((resolve, reject) => child.once("message", (message) => resolve(Number(message))).once("exit", () => reject(new Error("the floor did not start"))));
  return { port, pids: [child.pid!], stop: () => stopChild(child, "SIGKILL") };
}

function stopChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}

async function poll<Value>(look: () => Value | null, seconds = 15): Promise<Value> {
  for (const endsAt = performance.now() + seconds * 1_000; performance.now() < endsAt; ) {
    const value = look();
    if (value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the app did not tell its memory");
}
