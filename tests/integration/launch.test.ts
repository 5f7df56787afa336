import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { launchApp, type LaunchedApp } from "../support/launched-app";
import { makeDataFolder, type LaunchFolder } from "../support/launch-folder";

let folder: LaunchFolder;
const started: LaunchedApp[] = [];
const settings = () => ({ PORT: "0", DATA_DIR: folder.dataDir, DEMO: "0" });

function launch(env: Record<string, string> = {}, command?: [string, ...string[]]): LaunchedApp {
  const app = launchApp({ env: { ...settings(), ...env }, ...(command ? { command } : {}) });
  started.push(app);
  return app;
}

function fileBeside(folderName: string): string {
  const name = path.join(folderName, "..", `tep-${path.basename(folderName)}`);
  writeFileSync(name, "");
  return name;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
}

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

/** The promised seconds are for a machine with nothing else to do; a busy one gets more before it counts as broken. */
const patience = 3;

describe("npm start", { timeout: 180_000 }, () => {
  it("serves, says where; SIGTERM ends it with 0 within 10 s and leaves nothing running; the second start is ready in 5 s", async () => {
    const first = launch();
    const address = await first.ready(110);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect(folder.databasePid()).not.toBeNull();
    const ending = await secondsOf(async () => {
      first.child.kill("SIGTERM");
      expect(await first.ended).toBe(0);
    });
    expect(ending).toBeLessThan(10 * patience);
    expect(folder.databasePid()).toBeNull();
    const second = launch();
    expect(await secondsOf(() => second.ready())).toBeLessThan(5 * patience);
  });

  it("says that it is already running when started twice in one folder, and leaves the first alone", async () => {
    const first = launch();
    const address = await first.ready(110);
    const second = launch();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`đang chạy sẵn trong ${folder.dataDir} tại ${address}`);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  });

  it("says that PORT is taken, exits 1 and leaves no database running", async () => {
    const taken = await listen();
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const app = launch({ PORT: String(port) });
    expect(await app.ended).toBe(1);
    expect(app.output()).toContain(`PORT ${port} trên 127.0.0.1 đang được chương trình khác dùng`);
    expect(folder.databasePid()).toBeNull();
    await new Promise((resolve) => taken.close(resolve));
  });

  it("names every wrong setting, without its value, and exits 1", async () => {
    const app = launch({ PORT: "http", PUBLIC_URL: "example.vn", DATABASE_OWNER_URL: "mysql://root:geheim@x/y" });
    expect(await app.ended).toBe(1);
    for (const name of ["PORT phải", "PUBLIC_URL phải", "DATABASE_OWNER_URL phải"]) expect(app.output()).toContain(name);
    expect(app.output()).not.toContain("geheim");
  });

  it.each([
    ["DATA_DIR is a file", () => ({ DATA_DIR: fileBeside(folder.dataDir) }), /DATA_DIR \S+ là một tệp, không phải thư mục/],
    ["HOST is no machine", () => ({ HOST: "khong-co-may-nay.invalid" }), /HOST khong-co-may-nay\.invalid: không tìm thấy máy nào/],
    ["nobody listens at DATABASE_URL", () => ({ DATABASE_URL: "postgres://a:geheim@127.0.0.1:1/x" }), /DATABASE_URL: không kết nối được tới máy chủ PostgreSQL/],
  ])("says in a sentence without a stack that %s", async (_, settingsOf, sentence) => {
    const app = launch(settingsOf());
    expect(await app.ended).toBe(1);
    expect(app.output()).toMatch(sentence);
    expect(app.output()).not.toMatch(/geheim|\n\s+at /);
    expect(folder.databasePid()).toBeNull();
  });
});

describe("npm start through npm", () => {
  it("passes SIGTERM on: exit 0, nothing orphaned", async () => {
    const app = launch({}, ["npm", "start"]);
    await app.ready(110);
    app.child.kill("SIGTERM");
    expect(await app.ended).toBe(0);
    expect(app.output()).toContain("Stopped.");
    expect(folder.databasePid()).toBeNull();
  });

  it("takes Ctrl-C of a terminal, which arrives twice, as one", async () => {
    const app = launch({}, ["setsid", "npm", "start"]);
    await app.ready(110);
    process.kill(-(app.child.pid ?? 0), "SIGINT");
    expect(await app.ended).toBe(0);
    expect(app.output()).toContain("Stopped.");
    expect(folder.databasePid()).toBeNull();
  });
});

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
  });
}
