import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hourMs } from "~/domain/shared/time";
import { startAppServer, type AppServer } from "../support/app-server";
import { readBuiltRoutes } from "../support/built-routes";
import { createScenario } from "../support/scenario";
import { createTestAccount, openSession } from "../support/sessions";
import { accessTable, type Expected, type Fixtures, rawTable, unknownId, type Visitor, visitors } from "./access-table";

/** Role × route over ALL routes of the build (OWASP ASVS 5.0, 8.2.1). Every request has a session of its own. */
const built = await readBuiltRoutes();
let app: AppServer;
const accountIds: Partial<Record<Visitor, string>> = {};
const fixtures: Fixtures = { kind: "units" };

beforeAll(async () => {
  app = await startAppServer();
  const { db } = app.database;
  const scenario = await createScenario(db);
  const unitId = await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội" });
  const [participant, newcomer] = [await scenario.person("001001", { unit: "D01" }), await scenario.person("001002", { unit: "D01" })];
  fixtures["unitId"] = unitId;
  fixtures["roundId"] = await scenario.round({ opensAt: Date.now() - hourMs, closesAt: Date.now() + hourMs });
  accountIds.participant = await createTestAccount(db, { login: "001001", personId: participant });
  accountIds.onboarding = await createTestAccount(db, { login: "001002", personId: newcomer, isNew: true });
  accountIds.coordinator = await createTestAccount(db, { login: "dau-moi", role: "coordinator", unitId });
  accountIds.leadership = await createTestAccount(db, { login: "lanh-dao", role: "leadership", unitId });
  accountIds.organiser = await createTestAccount(db, { login: "thu-ky", role: "organiser" });
  accountIds.administrator = await createTestAccount(db, { login: "quan-tri", role: "administrator" });
  fixtures["accountId"] = accountIds.participant;
});
afterAll(() => app.stop());

async function request(visitor: Visitor, address: string, method: "GET" | "POST" = "GET"): Promise<Response> {
  const accountId = accountIds[visitor];
  return fetch(app.url + address, {
    method,
    redirect: "manual",
    headers: {
      Origin: app.url,
      ...(method === "POST" ? { "Content-Type": "application/x-www-form-urlencoded" } : {}),
      ...(accountId ? { Cookie: await openSession(app.database.db, accountId) } : {}),
    },
    ...(method === "POST" ? { body: "" } : {}),
  });
}

const fill = (address: string, values: Fixtures) => address.replace(/:(\w+)/g, (_, name: string) => values[name] ?? unknownId);

/** “403”, “→ /sign-in”, or “in” where the table asks for no more than that. */
function outcome(response: Response, expected: Expected): string {
  const location = response.headers.get("Location");
  const path = location === null ? null : new URL(location, app.url).pathname;
  const isTurnedAway = response.status === 403 || response.status >= 500 || path === "/sign-in" || path === "/account/password";
  if (expected === "in" && !isTurnedAway) return "in";
  return path === null ? String(response.status) : `→ ${path}`;
}

const inWords = (expected: Expected) => (typeof expected === "number" || expected === "in" ? String(expected) : `→ ${expected}`);

describe("the table and the build name the same addresses", () => {
  it("pages", () => expect(Object.keys(accessTable).sort()).toEqual([...new Set(built.pages.map(({ address }) => address))].sort()));
  it("handlers in front of Remix", () => expect(Object.keys(rawTable).sort()).toEqual(built.rawHandlers.map(({ method, address }) => `${method} ${address}`).sort()));
  it("a row tells about POST exactly where a route takes it", () => {
    const takesPost = (address: string) => built.pages.some((route) => route.address === address && route.hasAction);
    expect(Object.entries(accessTable).filter(([address, row]) => (row.post !== undefined) !== takesPost(address)).map(([address]) => address)).toEqual([]);
  });
});

describe.each(Object.entries(accessTable))("%s", (address, row) => {
  it("GET", async () => {
    const seen = await Promise.all(visitors.map(async (visitor) => [visitor, outcome(await request(visitor, fill(address, fixtures)), row.get[visitor])]));
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(visitors.map((visitor) => [visitor, inWords(row.get[visitor])])));
  });

  const { post } = row;
  // why: things that do not exist, so that an empty form of somebody who may do it changes nothing for the next request.
  if (post) {
    it("POST", async () => {
      const seen = await Promise.all(visitors.map(async (visitor) => [visitor, outcome(await request(visitor, fill(address, {}), "POST"), post[visitor])]));
      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(visitors.map((visitor) => [visitor, inWords(post[visitor])])));
    });
  }
});

describe("`.data`", () => {
  it.each(built.pages.filter(({ isApp }) => !isApp).map(({ address }) => address))("of the document %s answers 404 to everybody", async (address) => {
    const data = address === "/" ? "/_root.data" : `${fill(address, fixtures)}.data`;
    const statuses = await Promise.all(visitors.map(async (visitor) => (await request(visitor, data)).status));
    expect(statuses).toEqual(visitors.map(() => 404));
  });

  it.each(built.pages.filter(({ isApp }) => isApp).map(({ address }) => address))("of the app page %s holds nothing for whom the page turns away", async (address) => {
    for (const visitor of visitors) {
      const expected = accessTable[address]?.get[visitor];
      if (expected !== 403 && expected !== "/sign-in" && expected !== "/account/password") continue;
      const response = await request(visitor, `${fill(address, fixtures)}.data`);
      const body = await response.text();
      expect([visitor, response.status]).toEqual([visitor, expected === 403 ? 403 : 202]);
      expect(body).not.toMatch(/Đội Tổng hợp|001001|dau-moi/);
      if (expected !== 403) expect(body).toContain(expected);
    }
  });
});

describe("handlers in front of Remix", () => {
  it.each(Object.entries(rawTable))("%s", async (name, expected) => {
    const [method, address] = name.split(" ") as ["GET" | "POST", string];
    for (const visitor of ["guest", "participant"] as const) {
      const accountId = accountIds[visitor];
      const response = await fetch(app.url + fill(address, {}), {
        method,
        headers: { Origin: app.url, "Content-Type": "application/json", ...(accountId ? { Cookie: await openSession(app.database.db, accountId) } : {}) },
        body: JSON.stringify({ epoch: 1, saves: [] }),
      });
      expect([visitor, response.status]).toEqual([visitor, expected[visitor]]);
    }
  });
});
