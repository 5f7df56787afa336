import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dayMs } from "~/domain/shared/time";
import { accounts } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { createHttpBrowser, type HttpBrowser } from "../support/http-browser";
import { openSession } from "../support/sessions";
import { createSitting } from "../support/sitting";

/** Who becomes the writer of an attempt by starting it: the browser that made it, never a second one without being asked. */
let app: AppServer;
let phone: HttpBrowser;
let tablet: HttpBrowser;
let roundUrl: string;
const question = "Bài đang mở ở thiết bị khác – tiếp tục ở đây?";

beforeAll(async () => {
  app = await startAppServer();
  const { db } = app.database;
  const now = Date.now();
  const sitting = await createSitting(app.database);
  roundUrl = `/rounds/${await sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs, rules: { prediction: null } })}`;
  const { accountId } = await sitting.createParticipant();
  await db.update(accounts).set({ passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now }).where(eq(accounts.id, accountId));
  const device = async () => {
    const browser = createHttpBrowser(app.url);
    browser.setCookie("__Host-session", (await openSession(db, accountId)).split("=")[1]!);
    return browser;
  };
  [phone, tablet] = [await device(), await device()];
});
afterAll(() => app.stop());

const start = async (browser: HttpBrowser) => new URL((await browser.post(`${roundUrl}?index`, { number: "1" })).headers.get("Location")!, app.url).pathname;
const page = async (browser: HttpBrowser, address: string) => (await browser.get(address)).text();

it("asks a second device that starts the same attempt, and leaves the first one its writer", async () => {
  const attemptUrl = await start(phone);
  expect(await page(phone, attemptUrl)).toContain('id="exam"');

  expect(await start(tablet)).toBe(attemptUrl);
  expect(tablet.cookie("__Host-writer")).toBeNull();
  expect(await page(tablet, attemptUrl)).toContain(question);
  expect(await page(phone, attemptUrl)).toContain('id="exam"');
});

it("takes a button pressed twice for one start, until somebody else goes on with the attempt", async () => {
  phone.setCookie("__Host-writer", "");
  const attemptUrl = await start(phone);
  expect(await page(phone, attemptUrl)).toContain('id="exam"');

  await tablet.post(`${attemptUrl}/takeover`);
  expect(await page(tablet, attemptUrl)).toContain('id="exam"');
  expect(await start(phone)).toBe(attemptUrl);
  expect(await page(phone, attemptUrl)).toContain(question);
});
