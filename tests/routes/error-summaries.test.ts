import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planImport } from "~/use-cases/import/plan-import.server";
import { newId } from "~db/new-id.server";
import { accounts, importBatches, people } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { testImports } from "../support/imports";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";
import { openSession } from "../support/sessions";
import { accessTable } from "./access-table";

/**
 * Every form of the access table, sent so that it is refused: the page comes back with a summary that takes the focus, and each link
 * of it leads to something on the page that says the same. A new form fails until it stands here.
 */
let app: AppServer;
let contest: ScreenContest;
let ids: Record<string, string>;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  app = await startAppServer({
    prepare: async (database) => {
      contest = await createScreenContest(database);
    },
  });
  const { db } = app.database;
  for (const [who, accountId] of Object.entries(contest.accountIds)) cookies[who] = await openSession(db, accountId);
  const [units] = await db.select({ id: importBatches.id }).from(importBatches).where(eq(importBatches.kind, "units"));
  const unread = await planImport((await testImports(app.database)).deps, { kind: "people", fileName: "la.csv", bytes: new TextEncoder().encode("Số thẻ,Cán bộ\r\nN1,Lê Ân\r\n"), accountId: null });
  if (!unread.ok) throw new Error(unread.refusal);
  ids = { ...contest.fixtures, openRoundId: contest.openRoundId, unitsBatchId: units!.id, unreadBatchId: unread.value.batchId };
  const [unasked, unconfirmed] = await db.select({ id: accounts.id }).from(accounts).innerJoin(people, eq(people.id, accounts.personId)).orderBy(desc(people.code)).limit(2);
  await db.update(accounts).set({ consentVersion: null, consentedAt: null }).where(eq(accounts.id, unasked!.id));
  await db.update(accounts).set({ unitConfirmedAt: null }).where(eq(accounts.id, unconfirmed!.id));
  cookies["unasked"] = await openSession(db, unasked!.id);
  cookies["unconfirmed"] = await openSession(db, unconfirmed!.id);
});
afterAll(() => app.stop());

const withFile = /import\/:kind$|hand-in$/;
/** What is typed or left out; the hidden fields of the page's form are sent along. “:unitId” in a name is filled in as in a path. */
type Form = readonly [who: string, fields: Record<string, string | readonly string[]>, path?: string];

const refusable: Record<string, readonly Form[]> = {
  "/sign-in": [["guest", { account: "", password: "" }]],
  "/account/password": [["onboarding", { newPassword: "ngắn", repeatPassword: "khác" }], ["participant", { currentPassword: "", newPassword: "a", repeatPassword: "b" }]],
  "/account/consent": [["unasked", { version: "1" }]],
  "/account/unit": [["unconfirmed", { intent: "report", complaint: "" }]],
  "/account/data": [["participant", { kind: "correction", body: "" }]],
  "/rounds/:roundId": [["starter", { number: "1", prediction: "nhiều" }, "/rounds/:openRoundId"]],
  "/organiser/contest": [["organiser", { name: "" }], ["organiser", { intent: "catalogues", "levelId[]": ["", ""], "levelName[]": ["Dễ", "Dễ"] }]],
  "/organiser/units/new": [["organiser", { unitId: newId() }]],
  "/organiser/units/eligible": [["organiser", { "count-:unitId-all": "-3", reason: "x" }]],
  "/organiser/units/:unitId": ["save", "close", "delete"].map((intent) => ["organiser", { intent, name: "", code: "" }] as const),
  "/organiser/people/new": [["organiser", { personId: newId() }]],
  "/organiser/people/:personId": ["save", "transfer", "retire", "merge", "forget"].map((intent) => ["organiser", { intent, fullName: "" }] as const),
  "/organiser/import/:kind": [["organiser", {}]],
  "/organiser/import/batch/:batchId/columns": [["organiser", { sheet: "0", headerRow: "1" }, "/organiser/import/batch/:unreadBatchId/columns"]],
  "/organiser/import/batch/:batchId/undo": [["organiser", {}, "/organiser/import/batch/:unitsBatchId/undo"]],
  "/organiser/questions": [["organiser", { intent: "approved" }]],
  "/organiser/questions/new": [["organiser", { questionId: newId(), intent: "pending", type: "single" }]],
  "/organiser/questions/:questionId": [["organiser", { intent: "approved", type: "single" }]],
  "/organiser/rounds/new": [["organiser", { roundId: newId(), intent: "save" }]],
  "/organiser/rounds/:roundId": [["organiser", { intent: "adjust", name: "" }], ["organiser", { intent: "cancel", reason: "" }, "/organiser/rounds/:openRoundId"]],
  "/organiser/rounds/:roundId/preview": [["organiser", { fingerprint: "cũ" }, "/organiser/rounds/:openRoundId/preview?seed=0123456789abcdef"]],
  "/organiser/rounds/:roundId/changes": [["organiser", { intent: "loosen", minutes: "x" }, "/organiser/rounds/:openRoundId/changes"], ["organiser", { intent: "close-now", running: "kept" }, "/organiser/rounds/:openRoundId/changes"]],
  "/organiser/rounds/:roundId/standings": [["organiser", {}]],
  "/organiser/rounds/:roundId/incidents/new": [["organiser", { kind: "extra-time", minutes: "0", reason: "" }, "/organiser/rounds/:openRoundId/incidents/new?kind=extra-time"]],
  "/organiser/rounds/:roundId/hand-in": [["organiser", {}, "/organiser/rounds/:openRoundId/hand-in"]],
  "/organiser/accounts/new": [["administrator", {}]],
  "/organiser/accounts/:accountId": [["administrator", { intent: "reset-secret" }], ["administrator", { intent: "grant-role" }]],
  "/organiser/slips/:unitId": [["organiser", { scope: "missing", seenIssue: "1" }]],
};

const neverRefused = {
  "/sign-out": "has no field",
  "/attempts/:attemptId": "a choice is saved or is not, which the page says by itself",
  "/attempts/:attemptId/review": "has no field",
  "/attempts/:attemptId/takeover": "has no field",
  "/organiser/import/:kind/upload": "answers a script line by line",
  "/organiser/import/batch/:batchId": "shows the plan anew instead",
  "/organiser/notes": "its field holds no more than is stored; the one refusal, of a request that nothing was done about, is in own-data",
  "/organiser/setup": "of an installation that is set up: leads on; refused in tests/e2e/first-setup.spec.ts",
};

it("every form stands here", () => {
  const forms = Object.entries(accessTable).filter(([, row]) => row.post).map(([address]) => address);
  expect([...Object.keys(refusable), ...Object.keys(neverRefused)].sort()).toEqual(forms.sort());
});

const cases = Object.entries(refusable).flatMap(([address, forms]) => forms.map(([who, fields, path = address]) => ({ address, who, fields, path, intent: String(fields["intent"] ?? fields["kind"] ?? "") })));

const fill = (text: string) => text.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? "");

async function send(who: string, fields: Form[1], path: string): Promise<Response> {
  const headers = { Origin: app.url, ...(cookies[who] && { Cookie: cookies[who] }) };
  const page = await (await fetch(app.url + fill(path), { headers })).text();
  const body = withFile.test(path) ? new FormData() : new URLSearchParams();
  const typed = Object.entries(fields).map(([name, value]) => [fill(name), [value].flat()] as const);
  for (const [, name, value] of page.matchAll(/<input type="hidden" name="([^"[]+)" value="([^"]*)"/g)) if (!body.has(name!) && !typed.some(([each]) => each === name)) body.set(name!, value!.replaceAll("&quot;", '"'));
  for (const [name, values] of typed) for (const value of values) body.append(name, value);
  return fetch(app.url + fill(path), { method: "POST", redirect: "manual", headers, body });
}

describe("a refused form", () => {
  it.each(cases)("$address $intent of the $who", async ({ who, fields, path }) => {
    const response = await send(who, fields, path);
    const html = await response.text();
    expect([400, 401, 409]).toContain(response.status);
    const summary = /<div class="error-summary"[\s\S]*?<\/ul>/.exec(html)?.[0] ?? "";
    expect(summary).toMatch(/role="alert" tabindex="-1"[^>]*autofocus/i);
    const links = [...summary.matchAll(/<a href="#([^"]+)">/g)].map(([, id]) => id!);
    expect(links.filter((id) => !html.includes(`id="${id}"`)), "links that lead nowhere").toEqual([]);
    const messages = [...summary.matchAll(/<li>(?:<a [^>]*>)?([^<]+)/g)].map(([, text]) => text!);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter((text) => /[a-z]+ (expected|required|invalid)|Invalid|undefined/i.test(text)), "words of the program").toEqual([]);
  });
});
