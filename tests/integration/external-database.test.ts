import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { launchApp, type LaunchedApp } from "../support/launched-app";

let database: TestDatabase;
let dataDir: string;
const started: LaunchedApp[] = [];

function launch(env: Record<string, string> = {}, parameters: string[] = ["server/launch/start.mjs"]): LaunchedApp {
  const urls = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
  const app = launchApp({ env: { PORT: "0", DATA_DIR: dataDir, ...urls, ...env }, command: [process.execPath, ...parameters] });
  started.push(app);
  return app;
}

const accounts = async () => (await database.sql<{ login: string }[]>`select login from accounts order by login`).map(({ login }) => login);

beforeEach(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(path.join(os.tmpdir(), "cchc-external-"));
});
afterEach(async () => {
  for (const app of started.splice(0)) {
    app.child.kill("SIGKILL");
    await app.ended;
  }
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("npm start with DATABASE_URL", { timeout: 180_000 }, () => {
  it("loads no demo unless asked, and says how the first administrator is made; the command makes one", async () => {
    const app = launch();
    await app.ready(170);
    expect(app.output()).not.toContain("demo");
    expect(app.output()).toContain("npm run admin:create");
    expect(await accounts()).toEqual([]);
    const command = launch({}, ["server/launch/cli.mjs", "admin-create", "quantri", "Lê Thị Ánh"]);
    expect(await command.ended).toBe(0);
    expect(command.output()).toMatch(/Tài khoản: quantri\nMã bí mật dùng một lần: \S+-\S+-\S+\nHết hạn lúc: .*giờ Việt Nam/);
    expect(await accounts()).toEqual(["quantri"]);
    app.child.kill("SIGTERM");
    expect(await app.ended).toBe(0);
  });

  it("says that it cannot reach the database, without its password, and exits 1", async () => {
    const away = launch({ DATABASE_URL: "postgres://app:geheim@127.0.0.1:9/cchc", DATABASE_OWNER_URL: "postgres://owner:geheim@127.0.0.1:9/cchc" });
    expect(await away.ended).toBe(1);
    expect(away.output()).toContain("không kết nối được tới máy chủ PostgreSQL");
    expect(away.output()).not.toContain("geheim");
  });
});
