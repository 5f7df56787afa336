import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type Database } from "~db/client.server";
import { accounts, attempts, questionRevisions, rounds } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { prepareDemo } from "../support/demo";
import { createHttpBrowser, type HttpBrowser } from "../support/http-browser";
import { openSession } from "../support/sessions";

/**
 * Trap 6: Remix sends whatever a loader returns. A canary stands in every explanation and citation; and the keys are swapped
 * under a running attempt: nothing a participant gets before the round has closed may change by it.
 */
const canary = "CHIM-HOÀNG-YẾN-7361";
let app: AppServer;
let owner: Database;
let browser: HttpBrowser;
let roundId: string;
let closedAttemptId: string;
let attemptId: string;

beforeAll(async () => {
  app = await startAppServer({ prepare: async (database) => void (await prepareDemo(database)) });
  owner = createDatabase(app.database.ownerUrl, { max: 1, rawMax: 1 });
  await owner.db.update(questionRevisions).set({ explanation: canary, citation: canary });
  const [closed] = await owner.db.select({ id: attempts.id, personId: attempts.personId }).from(attempts).innerJoin(rounds, eq(rounds.id, attempts.roundId)).where(eq(rounds.name, "Kỳ 1")).limit(1);
  const [account] = await owner.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.personId, closed!.personId));
  const now = Date.now();
  await owner.db.update(accounts).set({ passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now }).where(eq(accounts.id, account!.id));
  closedAttemptId = closed!.id;
  const [open] = await owner.db.select({ id: rounds.id }).from(rounds).where(eq(rounds.name, "Kỳ 2"));
  roundId = open!.id;
  await owner.db.execute(sql`delete from save_log where attempt_id in (select id from attempts where round_id = ${roundId} and person_id = ${closed!.personId})`);
  await owner.db.execute(sql`delete from attempts where round_id = ${roundId} and person_id = ${closed!.personId}`);
  browser = createHttpBrowser(app.url);
  browser.setCookie("__Host-session", (await openSession(owner.db, account!.id)).split("=")[1]!);
  const started = await browser.post(`/rounds/${roundId}?index`, { number: "1", prediction: "100" });
  attemptId = /\/attempts\/([0-9a-f-]{36})/.exec(started.headers.get("Location") ?? "")![1]!;
}, 240_000);

afterAll(async () => {
  await owner?.close();
  await app?.stop();
});

/** Nonces, times and asset-free differences of two renderings of the same page. */
const masked = (html: string) => html.replace(/nonce="[^"]+"/g, "").replace(/\d{2}:\d{2}(:\d{2})?/g, "").replace(/(data-server-now|data-deadline-at)="\d+"/g, "").replace(/>\d{1,2}:\d{2}</g, "><");

const addresses = () => ["/", "/account/data", "/rounds", `/rounds/${roundId}`, `/rounds/${roundId}/board`, `/attempts/${attemptId}`, `/attempts/${attemptId}/review`];

async function readAll(): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const address of addresses()) {
    const response = await browser.get(address);
    expect(response.status, address).toBe(200);
    pages.set(address, await response.text());
  }
  // why always the same save: repeated it is answered alike and changes nothing on the pages that are compared.
  const saved = await fetch(`${app.url}/attempts/${attemptId}/responses`, {
    method: "POST",
    headers: { Cookie: `__Host-session=${browser.cookie("__Host-session")}`, Origin: app.url, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json" },
    body: JSON.stringify({ epoch: 1, saves: [{ sequence: 1, position: 1, choiceIds: [], isFlagged: true, ageMs: 0 }] }),
  });
  expect(saved.status).toBe(200);
  pages.set("save route", (await saved.text()).replace(/\d{10,}|"sequence":\d+/g, ""));
  return pages;
}

describe("before the round has closed for everybody", () => {
  it("no page, form or reply carries an explanation or citation, `.data` is refused", async () => {
    for (const [address, body] of await readAll()) expect(body, address).not.toContain(canary);
    for (const address of addresses()) {
      const response = await browser.get(`${address === "/" ? "/_root" : address}.data`);
      expect(response.status, address).toBe(404);
    }
  });

  it("two banks that differ only in which choice is right give the same pages", async () => {
    const before = await readAll();
    await owner.db.execute(sql`update question_revisions set answer_key = jsonb_build_array((
      select c ->> 'id' from jsonb_array_elements(choices) c where not answer_key @> jsonb_build_array(c ->> 'id') limit 1)) where type <> 'several'`);
    const after = await readAll();
    for (const [address, body] of before) expect(masked(after.get(address)!), address).toBe(masked(body));
  });

  it("neither does the result of an attempt that has just been handed in", async () => {
    await browser.post(`/attempts/${attemptId}/review`, { epoch: "1" });
    const result = await browser.get(`/attempts/${attemptId}/result`);
    expect(result.status).toBe(200);
    expect(await result.text()).not.toContain(canary);
  });
});

it("after the round has closed the same canary shows: the search can find it", async () => {
  expect(await (await browser.get(`/attempts/${closedAttemptId}/result`)).text()).toContain(canary);
});
