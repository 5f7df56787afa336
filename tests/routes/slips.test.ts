import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createDatabase, type Database } from "~db/client.server";
import { useOrganiserDesk } from "../support/organiser-desk";
import { createRosterAccounts, type RosterAccounts } from "../support/roster-accounts";

/** The pages that issue slips: what they propose after a refusal, and that no secret is issued that they could not show. */
let roster: RosterAccounts;
const { app, get, post } = useOrganiserDesk({ prepare: async (database) => void (roster = await createRosterAccounts(database)) });
beforeEach(() => app().database.sql`delete from first_secrets`);

const all = "/organiser/slips/all";
const seenIn = (html: string) => /name="seenIssue" value="(\d*)"/.exec(html)![1]!;
const chosenIn = (html: string) => [...html.matchAll(/<input type="radio"[^>]*>/g)].filter(([input]) => input.includes("checked")).map(([input]) => /value="(\w+)"/.exec(input)![1]);

it("after a print that was not seen nothing is chosen, so that pressing once more does not go on to the next units", async () => {
  const seenIssue = seenIn(await (await get(all)).text());
  expect((await post(all, { scope: "missing", seenIssue })).status).toBe(200);
  await app().database.sql`delete from first_secrets where account_id = ${await roster.idOf("00x004")}`;
  const refused = await post(all, { scope: "missing", seenIssue });
  const html = await refused.text();
  expect([refused.status, chosenIn(html)]).toEqual([409, []]);
  const pressed = await post(all, { seenIssue: seenIn(html) });
  const asked = await pressed.text();
  expect([pressed.status, chosenIn(asked)]).toEqual([400, []]);
  expect(asked).toMatch(/href="#scope"[\s\S]*<fieldset id="scope"/);
  expect(await app().database.sql`select from first_secrets`).toHaveLength(3);
});

it("after any other refusal what was chosen stays chosen", async () => {
  await post(all, { scope: "missing", seenIssue: seenIn(await (await get(all)).text()) });
  expect(chosenIn(await (await post(all, { scope: "latest", seenIssue: "x" })).text())).toEqual(["latest"]);
});

describe("while the head of the contest cannot be read", () => {
  let owner: Database;
  let seenIssue: string;
  beforeAll(async () => {
    owner = createDatabase(app().database.ownerUrl, { max: 1 });
    seenIssue = seenIn(await (await get(all)).text());
    await owner.sql`alter table contests rename column contact to contact_away`;
  });
  afterAll(() => owner.close());

  it.each([all, "unit"])("no secret is issued: %s", async (page) => {
    const path = page === all ? all : `/organiser/slips/${roster.scenario.unitId("D01")}`;
    await vi.waitUntil(async () => (await get(path)).status >= 500, { timeout: 20_000 });
    expect((await post(path, { scope: "missing", seenIssue: page === all ? seenIssue : "" })).status).toBeGreaterThanOrEqual(500);
    const { sql } = app().database;
    await vi.waitUntil(async () => (await sql`select from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`).length === 0);
    expect(await sql`select from first_secrets`).toHaveLength(0);
  });
});
