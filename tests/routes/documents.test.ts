import { createConnection } from "node:net";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import type * as AppEntry from "~/entry.server";
import { accounts, rounds } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { readBuiltRoutes } from "../support/built-routes";
import { prepareDemo } from "../support/demo";
import { sendPipelined } from "../support/pipelined";
import { createHttpBrowser, type HttpBrowser } from "../support/http-browser";
import { openSession } from "../support/sessions";

/** Documents are opened without Remix's own way (app/documents.server.ts); `?index`, which Remix takes off again, asks for the very same page by that way. */
const documents = (await readBuiltRoutes()).pages.filter(({ isApp, address }) => !isApp && !address.startsWith("/reports/"));
let app: AppServer;
const browsers: Record<"guest" | "participant" | "organiser", HttpBrowser> = {} as never;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await startAppServer({ prepare: async (database) => void (await prepareDemo(database)) });
  const { db } = app.database;
  const [round] = await db.select({ id: rounds.id }).from(rounds).where(eq(rounds.name, "Kỳ 2"));
  ids["roundId"] = round!.id;
  browsers.guest = createHttpBrowser(app.url);
  for (const [role, login] of [["participant", "001003"], ["organiser", "bantochuc"]] as const) {
    const now = Date.now();
    const [account] = await db.update(accounts).set({ passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now }).where(eq(accounts.login, login)).returning({ id: accounts.id });
    browsers[role] = createHttpBrowser(app.url);
    browsers[role].setCookie("__Host-session", (await openSession(db, account!.id)).split("=")[1]!);
  }
  const started = await browsers.participant.post(`/rounds/${round!.id}?index`, { number: "1", prediction: "100" });
  ids["attemptId"] = new URL(started.headers.get("Location")!, app.url).pathname.split("/")[2]!;
}, 240_000);
afterAll(() => app?.stop());

const fill = (address: string) => address.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? name);
const perRequest = /nonce="[^"]*"|data-[\w-]+="\d+"|\d{1,2}:\d{2}(:\d{2})?|value="[^"]*"|Mã tra cứu: \w+|\?index=?/g;

async function answer(browser: HttpBrowser, address: string) {
  const response = await browser.get(address, { "Accept-Encoding": "gzip" });
  const headers = [...response.headers].filter(([name]) => !/^(date|content-length|transfer-encoding|content-security-policy|retry-after|refresh|etag)$/.test(name));
  return { status: response.status, headers: headers.map(([name, value]) => `${name}: ${value.replace(perRequest, "")}`).sort(), html: (await response.text()).replace(perRequest, "") };
}

describe.each(documents.map(({ address }) => address))("%s", (address) => {
  it.each(["guest", "participant", "organiser"] as const)("is answered to a %s as Remix would", async (role) => {
    const own = await answer(browsers[role], fill(address));
    const remix = await answer(browsers[role], `${fill(address)}?index`);
    expect(own).toEqual(remix);
  });
});

it.each(["/", "/privacy", "/sign-in"])("%s is opened before Remix is asked", async (address) => {
  const build = (await import(pathToFileURL(path.resolve("build/server/index.js")).href)) as ServerBuild;
  const { createDocuments } = build.entry.module as unknown as typeof AppEntry;
  const { open } = createDocuments(build);
  const context = { app: { database: app.database, env: {}, sessions: { read: async () => null, mayKeepCookie: () => true } }, nonce: "n", reference: "R", clientAddress: "" } as unknown as AppLoadContext;
  expect(await open(new Request(`${app.url}${address}`), context)).toMatchObject({ status: 200 });
  expect(await open(new Request(`${app.url}${address}?index`), context)).toBeNull();
});

it("a form sent to an address that means a page without forms is refused as Remix refuses it", async () => {
  const head = "Host: thi\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=1";
  const [answer] = await sendPipelined(app.url, { request: () => `POST /rounds/.. HTTP/1.1\r\n${head}`, connections: 1, perConnection: 1 });
  expect(answer).toMatch(/^HTTP\/1\.1 405 /);
});

it("a form whose sender goes away half-way is no error, and the next one is answered", async () => {
  const { hostname, port } = new URL(app.url);
  const head = "POST /sign-in HTTP/1.1\r\nHost: thi\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60\r\n\r\naccount=00";
  const socket = createConnection(Number(port), hostname, () => socket.write(head));
  await setTimeout(300);
  socket.resetAndDestroy();
  await setTimeout(300);
  expect((await browsers.guest.post("/sign-in", { account: "001001", password: "" })).status).toBe(400);
  expect(app.output()).not.toContain("request failed");
});
