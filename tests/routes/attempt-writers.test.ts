import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dayMs } from "~/domain/shared/time";
import { accounts } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { createHttpBrowser, type HttpBrowser } from "../support/http-browser";
import { openSession } from "../support/sessions";
import { createSitting, type Sitting } from "../support/sitting";

/** Who becomes the writer of an attempt by starting it: the browser that made it, never a second one without being asked. */
let app: AppServer;
let phone: HttpBrowser;
let tablet: HttpBrowser;
let roundUrl: string;
let sitting: Sitting;
const question = "Bài đang mở ở thiết bị khác – tiếp tục ở đây?";

beforeAll(async () => {
  app = await startAppServer();
  const { db } = app.database;
  const now = Date.now();
  sitting = await createSitting(app.database);
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

it("says first thing that a form sent after a takeover was not saved, and writes what is ticked of it by going on there", async () => {
  const attemptUrl = await start(tablet);
  const [q1, q2, q3] = (await sitting.itemsOf(attemptUrl.split("/").at(-1)!)).map(({ position, choiceOrder }) => ({ position, choice: choiceOrder[0]!, other: choiceOrder[1]! }));
  const form = (epoch: string, answers: Record<string, string>) => ({ epoch, sequence: "0", intent: "save", ...answers });
  const sent = { [`q${q1!.position}`]: q1!.choice, [`q${q2!.position}`]: q2!.choice, [`f${q1!.position}`]: "1" };
  await tablet.post(`${attemptUrl}?index`, form("2", { [`q${q2!.position}`]: q2!.other, [`q${q3!.position}`]: q3!.choice }));

  const refused = await phone.post(`${attemptUrl}?index`, form("1", sent));
  const said = await refused.text();
  expect(refused.status).toBe(409);
  expect(said).toContain("2 câu trả lời vừa gửi CHƯA được lưu");
  expect(said).toMatch(new RegExp(`name="write"[^>]*checked=""[^>]*value="${q1!.position}"`));
  expect(said).toMatch(new RegExp(`name="write" value="${q2!.position}"`));
  expect(said).not.toMatch(new RegExp(`name="write"[^>]*value="${q3!.position}"`));

  const gone = await phone.post(`${attemptUrl}/takeover`, { ...sent, write: String(q1!.position) });
  expect(gone.headers.get("Location")).toBe(`${attemptUrl}?da=da-luu`);
  const exam = await page(phone, attemptUrl);
  const checked = [...exam.matchAll(/name="(q\d+)" value="([^"]+)" checked/g)].map(([, name, value]) => [name, value]);
  expect(Object.fromEntries(checked)).toEqual({ [`q${q1!.position}`]: q1!.choice, [`q${q2!.position}`]: q2!.other, [`q${q3!.position}`]: q3!.choice });
  expect(exam).toContain(`name="f${q1!.position}" value="1" checked`);
});
