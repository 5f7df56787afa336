import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { accounts, rounds } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { prepareDemo } from "../support/demo";
import { createHttpBrowser, type HttpBrowser } from "../support/http-browser";
import { openSession } from "../support/sessions";

/** Weights of pages in bytes after gzip, with everything a page names in its HTML: the budgets of the interface. */
const kb = 1_024;
let app: AppServer;
let participant: HttpBrowser;
let organiser: HttpBrowser;
let roundUrl: string;
let examUrl: string;

async function signedIn(login: string): Promise<HttpBrowser> {
  const { db } = app.database;
  const now = Date.now();
  const [account] = await db.update(accounts).set({ passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now }).where(eq(accounts.login, login)).returning({ id: accounts.id });
  const browser = createHttpBrowser(app.url);
  browser.setCookie("__Host-session", (await openSession(db, account!.id)).split("=")[1]!);
  return browser;
}

beforeAll(async () => {
  app = await startAppServer({ prepare: async (database) => void (await prepareDemo(database)) });
  participant = await signedIn("001003");
  organiser = await signedIn("bantochuc");
  const [round] = await app.database.db.select({ id: rounds.id }).from(rounds).where(eq(rounds.name, "Kỳ 2"));
  roundUrl = `/rounds/${round!.id}`;
  const started = await participant.post(`${roundUrl}?index`, { number: "1", prediction: "100" });
  examUrl = new URL(started.headers.get("Location")!, app.url).pathname;
}, 240_000);

afterAll(() => app?.stop());

type Weight = { html: number; js: number; css: number; scripts: string[] };

async function weigh(browser: HttpBrowser, address: string): Promise<Weight> {
  const response = await browser.get(address);
  expect(response.status, address).toBe(200);
  const html = await response.text();
  const named = (pattern: RegExp) => [...new Set([...html.matchAll(pattern)].map((match) => match[1]!))];
  const scripts = named(/"(\/assets\/[^"]+\.js)"/g);
  const sum = (files: string[]) => files.reduce((total, file) => total + gzipSync(readFileSync(path.join("build/client", file)), { level: 9 }).length, 0);
  expect(html.match(/(?:src|href|action)="https?:\/\/[^"]+"/g), `${address} asks another origin`).toBeNull();
  return { html: gzipSync(html, { level: 1 }).length, js: sum(scripts), css: sum(named(/href="(\/assets\/[^"]+\.css)"/g)), scripts };
}

describe("documents", () => {
  it("exam page of 20 questions: HTML ≤ 8 KB, module ≤ 15 KB, styles ≤ 12 KB", async () => {
    const { html, js, css, scripts } = await weigh(participant, examUrl);
    expect(scripts.length).toBeGreaterThan(0);
    expect(html).toBeLessThanOrEqual(8 * kb);
    expect(js).toBeLessThanOrEqual(15 * kb);
    expect(css).toBeLessThanOrEqual(12 * kb);
  });

  it.each(["/", "/sign-in", "/privacy", "/rounds", "start", "review"])("%s: scripts ≤ 8 KB, styles ≤ 12 KB", async (name) => {
    const address = name === "start" ? roundUrl : name === "review" ? `${examUrl}/review` : name;
    const { js, css } = await weigh(name === "/sign-in" ? createHttpBrowser(app.url) : participant, address);
    expect(js).toBeLessThanOrEqual(8 * kb);
    expect(css).toBeLessThanOrEqual(12 * kb);
  });
});

it.each(["/organiser", "/organiser/questions", "/organiser/rounds/new", "/participation"])("%s: scripts ≤ 180 KB", async (address) => {
  const response = await organiser.get(address);
  const target = response.status === 302 ? new URL(response.headers.get("Location")!, app.url).pathname : address;
  const { js, scripts } = await weigh(organiser, target);
  expect(scripts.length).toBeGreaterThan(0);
  expect(js).toBeLessThanOrEqual(180 * kb);
});

it("fonts ≤ 48 KB", async () => {
  const html = await (await participant.get("/")).text();
  const sheet = readFileSync(path.join("build/client", /href="(\/assets\/base[^"]+\.css)"/.exec(html)![1]!), "utf8");
  const fonts = [...new Set([...sheet.matchAll(/(\/assets\/[^)"']+\.woff2)/g)].map((match) => match[1]!))];
  expect(fonts).toHaveLength(2);
  expect(fonts.reduce((total, file) => total + readFileSync(path.join("build/client", file)).length, 0)).toBeLessThanOrEqual(48 * kb);
});
