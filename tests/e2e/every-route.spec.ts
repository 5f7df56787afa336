import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { eq } from "drizzle-orm";
import { newId } from "~db/new-id.server";
import { rounds } from "~db/schema";
import { accessTable, type Expected, type Visitor, visitors } from "../routes/access-table";
import { graveFindings } from "../support/accessibility";
import { useApp } from "../support/app-fixture";
import { expectRoom } from "../support/check-screen";
import { testImports } from "../support/imports";
import { closedWindow, createScreenContest, type ScreenContest } from "../support/screen-contest";
import { sample } from "../support/sheet-reader";

/**
 * Every address of the access table in the browser of everybody who may see it, on the real units, people and questions with one
 * very long unit name: axe in light and dark, nothing wider than 320 px or than a desk at 200 % zoom, where no bar hides what has
 * the focus, a title and one heading.
 * A new route is covered by its line in the table.
 */
let contest: ScreenContest;
const app = useApp({
  prepare: async (database) => {
    contest = await createScreenContest(database);
  },
});

const documents = /^\/($|privacy|sign-in|rounds|attempts|account)/;

const isFile = /\.(xlsx|json)$/;
const isSeen = (expected: Expected) => expected === 200 || expected === 404 || expected === "in";
const rowsOf = (visitor: Visitor) => Object.entries(accessTable).filter(([address, { get }]) => !isFile.test(address) && isSeen(get[visitor])).map(([address]) => address);

/** A closed round with its attempts; the exam itself is of the open one. */
function addressOf(address: string): string {
  const values: Record<string, string> = { ...contest.fixtures, ...(/^\/attempts\/:attemptId(\/review|\/takeover)?$/.test(address) && { attemptId: contest.openAttemptId }), ...(address === "/rounds/:roundId" && { roundId: contest.openRoundId }) };
  return app().url + address.replace(/:(\w+)/g, (_, name: string) => values[name] ?? "00000000-0000-7000-8000-000000000000");
}

async function enter(context: BrowserContext, visitor: Visitor): Promise<Page> {
  if (visitor !== "guest") await context.addCookies(await contest.cookiesOf(visitor, app().url));
  return context.newPage();
}

async function expectAccessible(page: Page, where: string, rules?: string[]): Promise<void> {
  expect.soft(await graveFindings(page, rules), where).toEqual([]);
}

/** What axe has read already: the frame once for each role, the same content and the dark colours of an address once for everybody. */
const seenContent = new Set<string>();
const seenInTheDark = new Set<string>();

/** Hidden fields and the time of day differ each time a page is opened; axe has nothing to say about either. */
const withoutMoment = (content: string) => content.replace(/<input type="hidden"[^>]*>|\b\d\d:\d\d(:\d\d)?\b/g, "");

for (const visitor of visitors) {
  test(`every page that the ${visitor} may see`, async ({ browser }) => {
    test.setTimeout(600_000);
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" });
    const page = await enter(context, visitor);
    for (const address of rowsOf(visitor)) {
      const where = `${address} of the ${visitor}`;
      const response = await page.goto(addressOf(address));
      expect(response?.status(), where).toBeLessThan(500);
      await expect(page, where).toHaveTitle(/\S/);
      await expect(page.locator("h1"), where).toHaveCount(1);
      await expectRoom(page);
      const content = withoutMoment(await page.locator("main").first().innerHTML());
      if (address === rowsOf(visitor)[0] || !seenContent.has(content)) await expectAccessible(page, where);
      seenContent.add(content);
      if (seenInTheDark.has(address)) continue;
      seenInTheDark.add(address);
      await page.emulateMedia({ colorScheme: "dark" });
      await expectAccessible(page, `${where}, dark`, ["color-contrast"]);
      await page.emulateMedia({ colorScheme: "light" });
    }
    await context.close();
  });
}

test("the committee's pages of a round that is open, of one that is a draft and of one that is cancelled, and of a file not yet written", async ({ browser }) => {
  test.setTimeout(600_000);
  const { db } = app().database;
  const { contestId, rules, lotsSeed, createdAt } = (await db.select().from(rounds).where(eq(rounds.id, contest.openRoundId)))[0]!;
  const roundIn = async (state: "draft" | "cancelled", position: number) => {
    const id = newId();
    await db.insert(rounds).values({ id, contestId, name: `Kỳ ${position}`, position, ...closedWindow, state, rules, lotsSeed, createdAt });
    return id;
  };
  const [draftId, cancelledId] = [await roundIn("draft", 3), await roundIn("cancelled", 4)];
  const roundIds = [contest.openRoundId, draftId, cancelledId];
  /** Nobody has sat a draft, and a cancelled round has no ranks. */
  const absent = new Set([...["/running", "/standings", "/incidents", "/incidents/new", "/hand-in"].map((part) => `/organiser/rounds/${draftId}${part}`), `/organiser/rounds/${cancelledId}/standings`]);
  const { batchId } = await (await testImports(app().database)).plan("people", sample("loi/nguoi-du-thi-loi.xlsx"));
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" });
  const page = await enter(context, "organiser");
  const parts = ["", "/preview", "/changes", "/running", "/standings", "/incidents", "/incidents/new", "/hand-in"];
  for (const path of [...roundIds.flatMap((roundId) => parts.map((part) => `/organiser/rounds/${roundId}${part}`)), `/organiser/import/batch/${batchId}`]) {
    const response = await page.goto(app().url + path);
    expect(response!.status(), path).toBe(absent.has(path) ? 404 : 200);
    await expect(page.locator("h1"), path).toHaveCount(1);
    await expectRoom(page);
    await expectAccessible(page, path);
  }
  await context.close();
});

for (const visitor of ["participant", "coordinator", "leadership", "organiser"] as const) {
  test(`what the ${visitor} reads where they may not go`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" });
    const page = await enter(context, visitor);
    const address = Object.keys(accessTable).find((each) => !isFile.test(each) && accessTable[each]!.get[visitor] === 403)!;
    const response = await page.goto(addressOf(address));
    expect(response!.status(), address).toBe(403);
    await expectRoom(page);
    await expectAccessible(page, `${address} of the ${visitor}`);
    await context.close();
  });
}

for (const visitor of ["guest", "onboarding", "participant"] as const) {
  test(`the documents that the ${visitor} may see, without JavaScript`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN", javaScriptEnabled: false });
    const page = await enter(context, visitor);
    for (const address of rowsOf(visitor).filter((each) => documents.test(each))) {
      const response = await page.goto(addressOf(address));
      expect(response?.status(), address).toBe(200);
      await expect(page.locator("h1"), address).toHaveCount(1);
      await expectRoom(page);
    }
    await context.close();
  });
}
