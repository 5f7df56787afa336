import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isProcessAlive } from "~db/embedded/process-lock.mjs";
import { launchApp, type LaunchedApp } from "../support/launched-app";
import { makeDataFolder, type LaunchFolder } from "../support/launch-folder";
import { workersOf } from "../support/worker-processes";

let folder: LaunchFolder;
const started: LaunchedApp[] = [];

function launch({ port = "0", workers = 1 } = {}): LaunchedApp {
  const command: [string, ...string[]] = [process.execPath, "server/launch/start.mjs", "--workers", String(workers)];
  const app = launchApp({ env: { PORT: port, DATA_DIR: folder.dataDir, DEMO: "0" }, command });
  started.push(app);
  return app;
}

function databasePid(): number {
  const pid = folder.databasePid();
  if (pid === null) throw new Error("no database is running");
  return pid;
}

async function until(holds: () => Promise<boolean> | boolean, seconds: number): Promise<number> {
  const from = performance.now();
  while (!(await holds())) {
    if (performance.now() - from > seconds * 1_000) throw new Error(`not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance.now() - from) / 1_000;
}

const isReady = (address: string) => fetch(`${address}/readyz`).then((response) => response.status === 200, () => false);

beforeEach(() => {
  folder = makeDataFolder();
});
afterEach(async () => {
  for (const app of started.splice(0)) {
    app.child.kill("SIGKILL");
    await app.ended;
  }
  folder.remove();
});

describe("kill -9 of the app", () => {
  it("leaves the database running; the next start adopts it and stops it at its end", async () => {
    const killed = launch();
    await killed.ready(110);
    const pid = databasePid();
    killed.child.kill("SIGKILL");
    await killed.ended;
    expect(isProcessAlive(pid)).toBe(true);
    const next = launch();
    await next.ready();
    expect(next.output()).toContain("adopted");
    expect(databasePid()).toBe(pid);
    next.child.kill("SIGTERM");
    expect(await next.ended).toBe(0);
    expect(folder.databasePid()).toBeNull();
  });
});

describe("kill -9 of the supervisor of two workers", () => {
  it("takes the workers with it; the next start adopts the database and listens at the same port", async () => {
    const killed = launch({ workers: 2 });
    const address = await killed.ready(110);
    const second = launch({ workers: 2 });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`đang chạy sẵn trong ${folder.dataDir} tại ${address}`);
    const workers = workersOf(killed.child.pid ?? 0);
    expect(workers).toHaveLength(2);
    killed.child.kill("SIGKILL");
    await until(() => !workers.some(isProcessAlive), 30);
    const next = launch({ workers: 2, port: new URL(address).port });
    expect(await next.ready(110)).toBe(address);
    expect(next.output()).toContain("adopted");
    next.child.kill("SIGTERM");
    expect(await next.ended).toBe(0);
    expect(folder.databasePid()).toBeNull();
  });
});

describe("kill -9 of the database", () => {
  it("is mended while the app runs, under traffic, within 30 s", async () => {
    const app = launch();
    const address = await app.ready(110);
    const pid = databasePid();
    let isOver = false;
    const traffic = Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(async () => {
      while (!isOver) await isReady(address);
    }));
    process.kill(pid, "SIGKILL");
    await until(() => folder.databasePid() !== null && folder.databasePid() !== pid, 30);
    const seconds = await until(() => isReady(address), 30);
    isOver = true;
    await traffic;
    expect(seconds).toBeLessThan(30);
    expect(app.child.exitCode).toBeNull();
    app.child.kill("SIGTERM");
    expect(await app.ended).toBe(0);
  });

  it("together with the app is mended by the next start", async () => {
    const killed = launch();
    await killed.ready(110);
    const pid = databasePid();
    killed.child.kill("SIGKILL");
    process.kill(pid, "SIGKILL");
    await killed.ended;
    const next = launch();
    expect(await isReady(await next.ready())).toBe(true);
    expect(databasePid()).not.toBe(pid);
  });
});
