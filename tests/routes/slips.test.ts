import { beforeEach, expect, it } from "vitest";
import { useOrganiserDesk } from "../support/organiser-desk";
import { createRosterAccounts, type RosterAccounts } from "../support/roster-accounts";

/** The pages that issue slips: what they propose after a refusal. */
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
