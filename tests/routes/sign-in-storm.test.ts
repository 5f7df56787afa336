import { afterAll, beforeAll, expect, it } from "vitest";
import { createPasswords } from "~/adapters/password.server";
import { startAppServer, type AppServer } from "../support/app-server";
import { createHttpBrowser, locationOf } from "../support/http-browser";
import { createScenario } from "../support/scenario";
import { createTestAccount } from "../support/sessions";

/** Everybody of a unit signs in at the same moment, from the one address of their office. */
const people = Array.from({ length: 60 }, (_, index) => `00${1001 + index}`);
const password = "mưa rào tháng sáu";
let app: AppServer;

beforeAll(async () => {
  app = await startAppServer();
  const { db } = app.database;
  const scenario = await createScenario(db);
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội" });
  const passwordHash = await createPasswords().hash(password);
  for (const login of people) await createTestAccount(db, { login, personId: await scenario.person(login, { unit: "D01" }), passwordHash });
});
afterAll(() => app.stop());

const signIn = (account: string) => createHttpBrowser(app.url).post("/sign-in", { account, password });

/** As people do it: whoever is told to come back comes back when told. Returns how often each was told so. */
async function signInPatiently(account: string): Promise<number> {
  for (let told = 0; ; told++) {
    const response = await signIn(account);
    if (response.status === 302) {
      expect(locationOf(response)).toBe("/rounds");
      return told;
    }
    expect(response.status).toBe(503);
    await new Promise((resolve) => setTimeout(resolve, Number(response.headers.get("Retry-After")) * 1_000));
  }
}

it("all of them get in, and nobody is taken for an attacker", async () => {
  const told = await Promise.all(people.map(signInPatiently));
  expect(told).toHaveLength(people.length);
});

it("more than can wait are told at once how long, with their account still in the form; afterwards everybody gets in", async () => {
  const answers = await Promise.all(Array.from({ length: 700 }, (_, index) => signIn(people[index % people.length]!)));
  const busy = answers.filter(({ status }) => status !== 302);
  expect(busy.length).toBeGreaterThan(0);
  for (const response of busy) {
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
  }
  const html = await busy[0]!.text();
  expect(html).toMatch(/Nhiều người đang đăng nhập cùng lúc\. Hãy thử lại sau \d+ (giây|phút)\./);
  expect(html).toMatch(/name="account"[^>]*value="00\d{4}"/);
  expect(html).not.toContain(password);
  await Promise.all(people.slice(0, 5).map(signInPatiently));
});
