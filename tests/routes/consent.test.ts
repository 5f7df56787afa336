import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPasswords } from "~/adapters/password.server";
import { hourMs } from "~/domain/shared/time";
import { startAppServer, type AppServer } from "../support/app-server";
import { createHttpBrowser, locationOf } from "../support/http-browser";
import { createScenario, type Scenario } from "../support/scenario";
import { createTestAccount, openSession } from "../support/sessions";

/** The consent text changes while a round is open: whoever sits goes on, everybody else is asked at the next beginning. */
let app: AppServer;
let scenario: Scenario;
let roundId: string;
const password = "mưa rào tháng sáu";
const accountIds: Record<string, string> = {};

beforeAll(async () => {
  app = await startAppServer();
  const { db } = app.database;
  scenario = await createScenario(db);
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội" });
  roundId = await scenario.round({ opensAt: Date.now() - hourMs, closesAt: Date.now() + hourMs });
  const passwordHash = await createPasswords().hash(password);
  for (const login of ["001001", "001002"]) accountIds[login] = await createTestAccount(db, { login, personId: await scenario.person(login, { unit: "D01" }), passwordHash });
  await scenario.attempt({ round: roundId, person: "001001", startedAt: Date.now() });
  await app.database.sql`update contests set consent_version = 2, consent_text = 'Mục đích: nội dung mới.'`;
});
afterAll(() => app.stop());
beforeEach(() => app.database.sql`update accounts set consent_version = 1`);

async function browserOf(login: string) {
  const browser = createHttpBrowser(app.url);
  const [name, token] = (await openSession(app.database.db, accountIds[login]!)).split("=");
  browser.setCookie(name!, token!);
  return browser;
}
const signIn = (login: string, returnTo: string) => createHttpBrowser(app.url).post(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`, { account: login, password });

describe("with an attempt in progress", () => {
  it("no page and no new sign-in asks", async () => {
    const browser = await browserOf("001001");
    for (const address of ["/rounds", `/rounds/${roundId}`]) expect((await browser.get(address)).status, address).toBe(200);
    expect(locationOf(await signIn("001001", `/rounds/${roundId}`))).toBe(`/rounds/${roundId}`);
  });
});

describe("without one", () => {
  it("pages to read stay open", async () => {
    expect((await (await browserOf("001002")).get("/rounds")).status).toBe(200);
  });

  it("the next sign-in asks, and leads on to where one was going", async () => {
    expect(locationOf(await signIn("001002", "/rounds?x=1"))).toBe("/account/consent?returnTo=%2Frounds%3Fx%3D1");
  });

  it("the start of an attempt asks, says why, and comes back", async () => {
    const browser = await browserOf("001002");
    const address = `/rounds/${roundId}`;
    const consent = `/account/consent?returnTo=${encodeURIComponent(address)}`;
    expect(locationOf(await browser.get(address))).toBe(consent);
    expect(locationOf(await browser.post(address, { number: "1" }))).toBe(consent);
    const page = await (await browser.get(consent)).text();
    expect(page).toContain("vừa cập nhật nội dung này");
    expect(page).toContain("nội dung mới.");
    const agreed = locationOf(await browser.post(consent, { version: "2", agree: "on" }))!;
    const after = agreed.startsWith("/account/unit") ? locationOf(await browser.get(agreed)) : agreed;
    expect(after).toBe(address);
    expect((await browser.get(address)).status).toBe(200);
  });
});

it("a step of the first sign-in that is opened in between carries the page one came from", async () => {
  await app.database.sql`update accounts set unit_confirmed_at = null where login = '001002'`;
  const browser = await browserOf("001002");
  expect(locationOf(await browser.get("/rounds?x=1"))).toBe("/account/unit?returnTo=%2Frounds%3Fx%3D1");
  await app.database.sql`update accounts set unit_confirmed_at = now() where login = '001002'`;
});
