import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dayMs } from "~/domain/shared/time";
import { accounts, sessions } from "~db/schema";
import { type AppServer, startAppServer } from "../support/app-server";
import { type LaunchFolder, makeDataFolder } from "../support/launch-folder";
import { launchApp, type LaunchedApp } from "../support/launched-app";
import { newCookie, postSaves } from "../support/save-client";
import { createSitting, type SittingItem } from "../support/sitting";

/** Decision 014 as an office would live it: a backup beside the running app, the machine lost, everything back in a new folder by the commands. */
const folder = mkdtempSync(path.join(os.tmpdir(), "cchc-drill-"));
const file = path.join(folder, "sao-luu.sql.gz");
const cookie = newCookie();
let app: AppServer;
let elsewhere: LaunchFolder;
let restored: LaunchedApp | undefined;
let attemptId: string;
let items: SittingItem[];

beforeAll(async () => {
  app = await startAppServer({
    prepare: async (database) => {
      const sitting = await createSitting(database);
      const now = Date.now();
      const roundId = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs });
      const { accountId } = await sitting.createParticipant();
      await database.db.update(accounts).set({ passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now }).where(eq(accounts.id, accountId));
      await database.db.insert(sessions).values({ id: cookie.sessionId, accountId, expiresAt: now + dayMs, absoluteExpiresAt: now + dayMs, createdAt: now });
      attemptId = await sitting.start({ sessionId: cookie.sessionId, roundId });
      items = await sitting.itemsOf(attemptId);
    },
  });
  elsewhere = makeDataFolder();
});
afterAll(async () => {
  restored?.child.kill("SIGTERM");
  await restored?.ended;
  elsewhere.remove();
  await app.stop();
  rmSync(folder, { recursive: true });
});

async function npmRun(command: string, env: Record<string, string>) {
  const run = launchApp({ env, command: ["npm", "run", "--silent", command, "--", file] });
  return { exitCode: await run.ended, output: run.output() };
}

const answerTo = (item: SittingItem, sequence: number) => ({ sequence, position: item.position, choiceIds: [item.choiceOrder[0]!], isFlagged: false, ageMs: 0 });

it("an answer acknowledged before the backup is there on the app that serves the restored database, which takes the next one", async () => {
  const [first, second] = [items[0]!, items[1]!];
  expect(await postSaves(app.url, cookie, attemptId, { epoch: 1, saves: [answerTo(first, 1)] })).toMatchObject({ status: 200, body: { results: [{ outcome: "saved" }] } });
  const running = { DATA_DIR: app.dataDir, DATABASE_URL: app.database.appUrl, DATABASE_OWNER_URL: app.database.ownerUrl };
  expect(await npmRun("backup", running)).toMatchObject({ exitCode: 0, output: expect.stringContaining("Đã sao lưu dữ liệu") });
  await app.kill();
  const fresh = { DATA_DIR: elsewhere.dataDir };
  expect(await npmRun("restore", fresh)).toMatchObject({ exitCode: 0, output: expect.stringContaining("tổng kiểm tra của từng bảng khớp") });

  restored = launchApp({ env: { PORT: "0", ...fresh } });
  const address = await restored.ready();
  const page = await fetch(`${address}/attempts/${attemptId}`, { headers: { Cookie: `__Host-session=${cookie.token}; __Host-writer=${attemptId}.1` } });
  expect(page.status).toBe(200);
  expect([...(await page.text()).matchAll(/name="(q\d+)" value="(\w+)" checked/g)].map(([, name, choice]) => [name, choice])).toEqual([[`q${first.position}`, first.choiceOrder[0]]]);
  expect(await postSaves(address, cookie, attemptId, { epoch: 1, saves: [answerTo(first, 1), answerTo(second, 2)] })).toMatchObject({ status: 200, body: { results: [{ outcome: "saved" }, { outcome: "saved" }] } });
});
