import { readdirSync, readFileSync } from "node:fs";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownDataKinds } from "~/domain/access/note-kind";
import { importKinds } from "~/domain/sheets/import-kind";
import { dayMs } from "~/domain/shared/time";
import { planImport } from "~/use-cases/import/plan-import.server";
import { newId } from "~db/new-id.server";
import { accounts, importBatches, people, roleGrants, rounds } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { testImports } from "../support/imports";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";
import { openSession } from "../support/sessions";
import { accessTable } from "./access-table";

/**
 * Every form of the access table, sent so that it is refused: the page comes back with a summary that takes the focus, and each link
 * of it leads to something on the page that says the same. A new form, or a new button in the folder of a route, fails until it stands here.
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
  ids = { ...contest.fixtures, openRoundId: contest.openRoundId, openAttemptId: contest.openAttemptId, administratorId: contest.accountIds.administrator, unitsBatchId: units!.id, unreadBatchId: unread.value.batchId };
  const [unasked, unconfirmed, forgotten] = await db.select({ id: accounts.id, personId: people.id }).from(accounts).innerJoin(people, eq(people.id, accounts.personId)).orderBy(desc(people.code)).limit(3);
  await db.update(accounts).set({ consentVersion: null, consentedAt: null }).where(eq(accounts.id, unasked!.id));
  await db.update(accounts).set({ unitConfirmedAt: null }).where(eq(accounts.id, unconfirmed!.id));
  await db.update(people).set({ anonymisedAt: Date.now() }).where(eq(people.id, forgotten!.personId));
  await db.update(accounts).set({ disabledAt: Date.now() }).where(eq(accounts.id, forgotten!.id));
  const [round] = await db.select().from(rounds).where(eq(rounds.id, contest.closedRoundId));
  const [cancelledRoundId, comingRoundId] = [newId(), newId()];
  await db.insert(rounds).values([
    { ...round!, id: cancelledRoundId, position: 3, state: "cancelled" },
    { ...round!, id: comingRoundId, position: 4, opensAt: Date.now() + dayMs, closesAt: Date.now() + 2 * dayMs },
  ]);
  const [ownGrant] = await db.select({ id: roleGrants.id }).from(roleGrants).where(eq(roleGrants.accountId, contest.accountIds.administrator));
  Object.assign(ids, { ownGrantId: ownGrant!.id, cancelledRoundId, comingRoundId, forgottenId: forgotten!.id });
  cookies["unasked"] = await openSession(db, unasked!.id);
  cookies["unconfirmed"] = await openSession(db, unconfirmed!.id);
});
afterAll(() => app.stop());

const withFile = /import\/:kind$|hand-in$/;
/** What is typed or left out; the hidden fields of the page's form are sent along. “:unitId” in a name is filled in as in a path. */
type Form = readonly [who: string, fields: Record<string, string | File | readonly string[]>, path?: string | undefined];

const each = (intents: readonly string[], fields: Form[1] = {}, path?: string) => intents.map((intent) => ["organiser", { intent, ...fields }, path] as const);
const notATable = new File(["không phải bảng"], "danh-sach.xlsx");

const refusable: Record<string, readonly Form[]> = {
  "/sign-in": [["guest", { account: "", password: "" }]],
  "/account/password": [["onboarding", { newPassword: "ngắn", repeatPassword: "khác" }], ["participant", { currentPassword: "", newPassword: "a", repeatPassword: "b" }]],
  "/account/consent": [["unasked", { version: "1" }]],
  "/account/unit": [["unconfirmed", { intent: "report", complaint: "" }]],
  "/account/data": ownDataKinds.map((kind) => ["participant", { kind, body: "" }] as const),
  "/rounds/:roundId": ["start", "predict"].map((intent) => ["starter", { intent, number: "1", prediction: "nhiều" }, "/rounds/:openRoundId"] as const),
  "/organiser/contest": [["organiser", { name: "" }], ["organiser", { intent: "catalogues", "levelId[]": ["", ""], "levelName[]": ["Dễ", "Dễ"] }]],
  "/organiser/units/new": [["organiser", { unitId: newId() }]],
  "/organiser/units/eligible": [["organiser", { "count-:unitId-all": "-3", reason: "x" }]],
  "/organiser/units/:unitId": each(["save", "close", "reopen", "delete"], { name: "", code: "" }),
  "/organiser/people/new": [["organiser", { personId: newId() }]],
  "/organiser/people/:personId": [...each(["save", "transfer", "retire", "restore", "merge", "forget"], { fullName: "" }), ...each(["merge-compared"], { goesId: newId(), basis: "" })],
  "/organiser/import/:kind": importKinds.flatMap((kind) => [{}, { file: notATable }].map((fields) => ["organiser", fields, `/organiser/import/${kind}`] as const)),
  "/organiser/import/batch/:batchId/columns": [["organiser", { sheet: "0", headerRow: "1" }, "/organiser/import/batch/:unreadBatchId/columns"]],
  "/organiser/import/batch/:batchId/undo": [["organiser", {}, "/organiser/import/batch/:unitsBatchId/undo"]],
  "/organiser/questions": each(["approved", "pending", "retired"]),
  "/organiser/questions/new": each(["pending", "approved"], { questionId: newId(), type: "single" }),
  "/organiser/questions/:questionId": each(["approved", "pending", "retired"], { type: "single" }),
  "/organiser/rounds/new": [["organiser", { roundId: newId(), intent: "save" }]],
  "/organiser/rounds/:roundId": [...each(["save"], { name: "" }, "/organiser/rounds/:comingRoundId"), ...each(["adjust"], { name: "" }), ...each(["ready"], {}, "/organiser/rounds/:cancelledRoundId"), ...each(["draft", "cancel"], { reason: "" }, "/organiser/rounds/:openRoundId")],
  "/organiser/rounds/:roundId/preview": [["organiser", { fingerprint: "cũ" }, "/organiser/rounds/:openRoundId/preview?seed=0123456789abcdef"]],
  "/organiser/rounds/:roundId/changes": [...each(["postpone"], { newOpensAt: "" }, "/organiser/rounds/:comingRoundId/changes"), ...each(["loosen", "close-at", "close-now"], { minutes: "x", closeAt: "", running: "kept" }, "/organiser/rounds/:openRoundId/changes")],
  "/organiser/rounds/:roundId/standings": [["organiser", {}]],
  "/organiser/rounds/:roundId/incidents/new": ["extra-time", "reopening", "void"].map((kind) => ["organiser", { kind, minutes: "0", reason: "" }, `/organiser/rounds/:openRoundId/incidents/new?kind=${kind}&attempt=:openAttemptId`] as const),
  "/organiser/rounds/:roundId/hand-in": [{}, { file: notATable }].map((fields) => ["organiser", fields, "/organiser/rounds/:openRoundId/hand-in"] as const),
  "/organiser/accounts/new": [["administrator", {}]],
  "/organiser/accounts/:accountId": [
    ["administrator", { intent: "reset-secret" }], ["administrator", { intent: "grant-role" }],
    ["administrator", { intent: "revoke-role", grantId: ":ownGrantId" }, "/organiser/accounts/:administratorId"], ["administrator", { intent: "disable" }, "/organiser/accounts/:administratorId"], ["administrator", { intent: "enable" }, "/organiser/accounts/:forgottenId"],
  ],
  "/organiser/slips/all": [["organiser", { scope: "missing", seenIssue: "1" }]],
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

/** Buttons of the forms above that have no field to fill in. */
const neverRefusedIntents = ["/account/unit confirm", "/organiser/questions undo", "/organiser/rounds/:roundId copy"];

/** The route folders’ own words for what a form asks: values of buttons, literals of schemas, cases. */
function intentsIn(folder: string): string[] {
  const source = readdirSync(`app/routes/${folder}`).map((file) => readFileSync(`app/routes/${folder}/${file}`, "utf8")).join("\n");
  const [switched = ""] = /switch \(form\.get\("intent"\)\)[\s\S]*?\n  \}/.exec(source) ?? [];
  const said = source.matchAll(/name="intent" value=("[^"]*"|\{[^}]*\})|(?:intent|kind): z\.(?:literal|enum)\(([^)]*)\)|get\("intent"\) === ("[^"]*")/g);
  const cases = [...switched.matchAll(/case ("[a-z-]+"):/g)].map(([, word]) => word!);
  return [...[...said].map((match) => match.slice(1).join(" ")), ...cases].flatMap((text) => [...text.matchAll(/"([a-z-]+)"/g)].map(([, word]) => word!));
}

const addressOf = (folder: string) => `/${folder.replaceAll(/_?\./g, "/").replaceAll("$", ":").replace(/\/_index$/, "")}`;

it("every intent of a form stands here", () => {
  const listed = Object.entries(refusable).flatMap(([address, forms]) => forms.map(([, fields]) => `${address} ${String(fields["intent"] ?? fields["kind"])}`));
  const known = new Set([...listed, ...neverRefusedIntents]);
  const found = readdirSync("app/routes").filter((folder) => addressOf(folder) in refusable).flatMap((folder) => intentsIn(folder).map((intent) => `${addressOf(folder)} ${intent}`));
  expect(found.length).toBeGreaterThan(40);
  expect(found.filter((each) => !known.has(each))).toEqual([]);
});

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
  for (const [name, values] of typed) for (const value of values) body.append(name, (typeof value === "string" ? fill(value) : value) as string);
  return fetch(app.url + fill(path), { method: "POST", redirect: "manual", headers, body });
}

/** Of a form that holds nothing typed: the page that the refusal leads to. */
async function refusedAt(response: Response, who: string): Promise<string> {
  expect(response.status).toBe(302);
  return (await fetch(app.url + response.headers.get("Location"), { redirect: "manual", headers: { Cookie: cookies[who]! } })).text();
}

describe("a refused form", () => {
  it.each(cases)("$address $intent of the $who", async ({ who, fields, path }) => {
    const response = await send(who, fields, path);
    const html = path === "/account/consent" ? await refusedAt(response, who) : await response.text();
    if (path !== "/account/consent") expect([400, 401, 409]).toContain(response.status);
    const summary = /<div class="error-summary"[\s\S]*?<\/ul>/.exec(html)?.[0] ?? "";
    expect(summary).toMatch(/role="alert" tabindex="-1"[^>]*autofocus/i);
    const links = [...summary.matchAll(/<a href="#([^"]+)">/g)].map(([, id]) => id!);
    expect(links.filter((id) => !html.includes(`id="${id}"`)), "links that lead nowhere").toEqual([]);
    const messages = [...summary.matchAll(/<li>(?:<a [^>]*>)?([^<]+)/g)].map(([, text]) => text!);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter((text) => /[a-z]+ (expected|required|invalid)|Invalid|undefined/i.test(text)), "words of the program").toEqual([]);
  });
});
