import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { launchApp, type LaunchedApp, type LaunchOptions } from "../support/launched-app";
import { copyProject, makeDataFolder, makeFolder, type LaunchFolder } from "../support/launch-folder";

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const started: { app: LaunchedApp; folder: LaunchFolder }[] = [];

async function servedFrom(folder: LaunchFolder, options: Partial<LaunchOptions>): Promise<LaunchedApp> {
  const app = launchApp({ ...options, env: { PORT: "0", DATA_DIR: folder.dataDir, DEMO: "0", ...options.env } });
  started.push({ app, folder });
  expect((await fetch(`${await app.ready(110)}/readyz`)).status).toBe(200);
  return app;
}

async function stop(app: LaunchedApp): Promise<void> {
  app.child.kill("SIGTERM");
  expect(await app.ended).toBe(0);
}

afterEach(async () => {
  for (const { app, folder } of started.splice(0)) {
    app.child.kill("SIGKILL");
    await app.ended;
    folder.remove();
  }
});

describe("where the app can live", () => {
  it("in a path with spaces and Vietnamese letters", async () => {
    const home = makeFolder("Cải cách hành chính – bản sao ");
    copyProject(path.join(home, "Dự án số 1"));
    await stop(await servedFrom(makeDataFolder(home), { cwd: path.join(home, "Dự án số 1") }));
  });

  it("under a path too long for a socket's address", async () => {
    const home = makeFolder();
    const deep = path.join(home, "d".repeat(90), "e".repeat(90));
    mkdirSync(deep, { recursive: true });
    const folder = makeDataFolder(deep);
    await stop(await servedFrom(folder, {}));
    expect(existsSync(folder.cluster())).toBe(true);
  });
});

describe.runIf(isRoot)("who may run it", () => {
  it("root: the database runs as another user, from DATA_DIR when that user can enter it", async () => {
    const folder = makeDataFolder();
    await servedFrom(folder, {});
    expect(folder.cluster()).toBe(path.join(folder.dataDir, "postgres"));
    expect(statSync(folder.cluster()).uid).toBe(nobody);
    expect(statSync(`/proc/${folder.databasePid()}`).uid).toBe(nobody);
  });

  it("root below a home of mode 700: data and programs go where the database's user can read them, with a pointer in DATA_DIR", async () => {
    const home = makeFolder();
    chmodSync(home, 0o700);
    const project = path.join(home, "project");
    copyProject(project);
    const folder = makeDataFolder(home);
    await stop(await servedFrom(folder, { cwd: project }));
    expect(folder.cluster().startsWith("/var/lib/")).toBe(true);
    await stop(await servedFrom(folder, { cwd: project }));
  });

  it("a normal user below a home of mode 700", async () => {
    const home = makeFolder();
    const project = path.join(home, "project");
    copyProject(project, nobody);
    const folder = makeDataFolder(path.join(project, ".data"));
    chmodSync(home, 0o700);
    const { chownSync } = await import("node:fs");
    chownSync(home, nobody, nobody);
    const app = await servedFrom(folder, { cwd: project, uid: nobody, gid: nobody, env: { HOME: home } });
    expect(statSync(`/proc/${folder.databasePid()}`).uid).toBe(nobody);
    await stop(app);
  });
});
