import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dayMs } from "~/domain/shared/time";
import { accounts, attempts, responses } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { createHttpBrowser, type HttpBrowser } from "../support/http-browser";
import { makeDatabaseHang, takeDatabaseAway } from "../support/outage";
import { sendPipelined } from "../support/pipelined";
import { createTestAccount, openSession } from "../support/sessions";
import { createSitting, type Sitting } from "../support/sitting";

/** While the database is away every page says so with 503 and comes back by itself; a form keeps what was typed and is sent again. */
let app: AppServer;
let sitting: Sitting;
let browser: HttpBrowser;
let roundId: string;

beforeAll(async () => {
  app = await startAppServer();
  sitting = await createSitting(app.database);
});
afterAll(() => app.stop());

beforeEach(async () => {
  const { db } = app.database;
  const now = Date.now();
  roundId = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs, rules: { prediction: null } });
  const { accountId } = await sitting.createParticipant();
  await db.update(accounts).set({ passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now }).where(eq(accounts.id, accountId));
  browser = createHttpBrowser(app.url);
  browser.setCookie("__Host-session", (await openSession(db, accountId)).split("=")[1]!);
});

async function start(): Promise<{ id: string; url: string }> {
  const started = await browser.post(`/rounds/${roundId}?index`, { number: "1" });
  const url = new URL(started.headers.get("Location")!, app.url).pathname;
  return { id: url.split("/")[2]!, url };
}

async function whileAway<Value>(work: () => Promise<Value>): Promise<Value> {
  const bringBack = await takeDatabaseAway(app.database);
  try {
    return await work();
  } finally {
    await bringBack();
  }
}

/** What the page keeps of the form: its address and fields. */
async function keptForm(response: Response): Promise<{ address: string; fields: Record<string, string> }> {
  const html = await response.text();
  const unescape = (text: string) => text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const address = /<form method="post" action="([^"]+)"/.exec(html)?.[1];
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [unescape(name!), unescape(value!)]);
  return { address: unescape(address ?? ""), fields: Object.fromEntries(fields) as Record<string, string> };
}

async function refusedForm(address: string, fields: Record<string, string>) {
  const response = await whileAway(() => browser.post(address, fields));
  expect(response.status).toBe(503);
  expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(response.headers.get("Refresh")).toBeNull();
  const kept = await keptForm(response);
  expect(kept).toEqual({ address, fields });
  return () => browser.post(kept.address, kept.fields);
}

describe("a page that is opened", () => {
  it.each(["/", "/sign-in", "/privacy", "/rounds", "/account/password", "start", "exam", "review", "result", "board"])("%s says that the system is busy and comes back by itself", async (name) => {
    const { url } = await start();
    const addresses: Record<string, string> = { start: `/rounds/${roundId}`, exam: url, review: `${url}/review`, result: `${url}/result`, board: `/rounds/${roundId}/board` };
    const address = addresses[name] ?? name;
    const response = await whileAway(() => browser.get(address));
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(response.headers.get("Refresh")).toBe(response.headers.get("Retry-After"));
    expect(html).toContain("Trang này tự mở lại sau ít giây.");
    expect(html).toContain("<title>Hệ thống đang bận</title>");
    expect(html).toContain(`href="${address}"`);
    await expect.poll(async () => (await browser.get(address)).status, { timeout: 10_000 }).not.toBe(503);
  });
});

it("the committee's pages, their data and files are answered 503 too", async () => {
  const organiser = createHttpBrowser(app.url);
  const accountId = await createTestAccount(app.database.db, { login: "thu-ky", role: "organiser" });
  organiser.setCookie("__Host-session", (await openSession(app.database.db, accountId)).split("=")[1]!);
  const addresses = ["/organiser", "/organiser.data", `/reports/${roundId}/workbook.xlsx`];
  const answers = await whileAway(() => Promise.all(addresses.map((address) => organiser.get(address))));
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(Number(answers[0]!.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(await answers[0]!.text()).toContain("Trang này tự mở lại sau ít giây.");
});

it("a file asked for by a link is a page that comes back by itself", async () => {
  const response = await whileAway(() => browser.get("/account/data.json", { Accept: "text/html" }));
  expect(response.status).toBe(503);
  expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(response.headers.get("Refresh")).toBe(response.headers.get("Retry-After"));
  const html = await response.text();
  for (const text of ["<title>Hệ thống đang bận</title>", "Trang này tự mở lại sau ít giây.", 'href="/account/data.json"']) expect(html).toContain(text);
});

describe("a form that is sent", () => {
  it("starts the attempt, once, when it is sent again", async () => {
    const again = await refusedForm(`/rounds/${roundId}?index`, { number: "1" });
    const locations = [await again(), await again()].map((response) => response.headers.get("Location"));
    expect(locations[0]).toMatch(/^\/attempts\//);
    expect(locations[1]).toBe(locations[0]);
    expect(await app.database.db.select().from(attempts).where(eq(attempts.roundId, roundId))).toHaveLength(1);
  });

  it("saves the whole set without JavaScript when it is sent again, and goes on to the review", async () => {
    const { id, url } = await start();
    const items = await sitting.itemsOf(id);
    const chosen = Object.fromEntries(items.map((item) => [`q${item.position}`, item.choiceOrder[0]!]));
    const again = await refusedForm(`${url}?index`, { epoch: "1", sequence: "0", ...chosen, f2: "on", intent: "review" });
    expect((await again()).headers.get("Location")).toBe(`${url}/review`);
    const rows = await app.database.db.select().from(responses).where(eq(responses.attemptId, id));
    expect(rows.map(({ position }) => position).sort()).toEqual(items.map(({ position }) => position));
    expect(rows.filter(({ isFlagged }) => isFlagged).map(({ position }) => position)).toEqual([2]);
  });

  it("hands in, once, when it is sent again", async () => {
    const { id, url } = await start();
    const again = await refusedForm(`${url}/review`, { epoch: "1" });
    for (let time = 0; time < 2; time++) expect((await again()).headers.get("Location")).toBe(`${url}/result`);
    expect(await app.database.db.select({ state: attempts.state }).from(attempts).where(eq(attempts.id, id))).toEqual([{ state: "submitted" }]);
  });

  it("takes over when it is sent again", async () => {
    const { id, url } = await start();
    const again = await refusedForm(`${url}/takeover`, {});
    expect((await again()).headers.get("Location")).toBe(url);
    expect(browser.cookie("__Host-writer")).toBe(`${id}.2`);
  });

  it("is asked for anew where it held a secret, which is in no answer", async () => {
    const guest = createHttpBrowser(app.url);
    const response = await whileAway(() => guest.post("/sign-in?returnTo=%2Frounds", { account: "001001", password: "mưa rào tháng sáu" }));
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(html).toContain("Hãy chờ ít giây, mở lại trang rồi nhập lại.");
    expect(html).toContain('href="/sign-in?returnTo=%2Frounds"');
    expect(html).not.toMatch(/mưa rào|<input/);
  });

  it("keeps what was typed as text, whatever it was", async () => {
    const odd = `"><script>alert(1)</script>&amp;`;
    const response = await whileAway(() => browser.post(`/rounds/${roundId}?index`, { number: "1", prediction: odd }));
    const html = await response.clone().text();
    expect(html).not.toContain("<script>alert");
    expect((await keptForm(response)).fields["prediction"]).toBe(odd);
  });
});

it("no statement waits for a connection that is gone: nobody was answered because of silence", () => {
  expect(app.output()).toContain("answered 503");
  expect(app.output()).not.toContain("no answer in time");
});

describe("a database that hangs", () => {
  it("is answered 503, and beyond what the process holds at once everybody is told so without waiting", async () => {
    const letGo = await makeDatabaseHang(app.database);
    const { host } = new URL(app.url);
    const request = () => `GET /rounds HTTP/1.1\r\nHost: ${host}\r\nCookie: __Host-session=${browser.cookie("__Host-session")}\r\n\r\n`;
    const answers = sendPipelined(app.url, { request, connections: 52, perConnection: 25 });
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    const told = await answers;
    await letGo();
    expect(told).toHaveLength(1_300);
    expect(told.filter((answer) => !/^HTTP\/1\.1 503 /.test(answer) || !/\r\nRetry-After: [1-9]/i.test(answer) || !/\r\nRefresh: [1-9]/i.test(answer))).toEqual([]);
    expect((await browser.get("/rounds")).status).toBe(200);
  });

  it("is waited for once, not again for the page in place of a file", async () => {
    const letGo = await makeDatabaseHang(app.database);
    const startAt = performance.now();
    const response = await browser.get("/account/data.json", { Accept: "text/html" });
    const seconds = (performance.now() - startAt) / 1_000;
    await letGo();
    expect(response.status).toBe(503);
    expect(seconds).toBeLessThan(15);
  });
});
