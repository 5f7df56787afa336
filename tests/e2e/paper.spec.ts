import { expect, type Page, test } from "@playwright/test";
import { useApp } from "../support/app-fixture";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";
import { untilHydrated } from "../support/until-hydrated";

/** What is folded on the screen is whole on paper: a printed list is what people are called by. */
let contest: ScreenContest;
const app = useApp({ prepare: async (database) => void (contest = await createScreenContest(database)) });

test.use({ isMobile: false, hasTouch: false });

const rootUnit = async () => (await app().database.sql<{ id: string }[]>`select id from units where parent_id is null`)[0]!.id;
/** For leadership and for the committee, whose frames differ. */
const standingsPages = () => [`/participation/${contest.closedRoundId}/standings`, `/organiser/rounds/${contest.closedRoundId}/standings?view=units`];
const visibleNow = (page: Page) => page.locator("main details :is(.people li, tbody tr)").evaluateAll((rows) => rows.filter((row) => row.checkVisibility({ contentVisibilityAuto: true })).length);

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: script });

    test("every person of the folded lists is printed", async ({ page }) => {
      await page.context().addCookies(await contest.cookiesOf("organiser", app().url));
      await page.goto(`${app().url}/participation/${contest.closedRoundId}/units/${await rootUnit()}`);
      if (script) await untilHydrated(page);
      const count = await page.locator("main details :is(.people li, tbody tr)").count();
      expect(count).toBeGreaterThan(100);
      expect(await visibleNow(page)).toBe(0);
      await page.emulateMedia({ media: "print" });
      await expect.poll(() => visibleNow(page)).toBe(count);
      await page.emulateMedia({ media: "screen" });
      expect(await visibleNow(page)).toBe(0);
    });

    test("how units are ranked is printed with their ranks", async ({ page }) => {
      await page.context().addCookies(await contest.cookiesOf("organiser", app().url));
      for (const path of standingsPages()) {
        await page.goto(app().url + path, { waitUntil: "networkidle" });
        const isShown = () => page.locator(".explanation li").first().evaluate((sentence) => sentence.checkVisibility({ contentVisibilityAuto: true }));
        expect(await isShown(), path).toBe(false);
        await page.emulateMedia({ media: "print" });
        await expect.poll(isShown, path).toBe(true);
        await page.emulateMedia({ media: "screen" });
      }
    });
  });
}

test("a browser without ::details-content opens the lists for the print, and folds them again", async ({ page }) => {
  await page.context().addCookies(await contest.cookiesOf("organiser", app().url));
  await page.goto(`${app().url}/participation/${contest.closedRoundId}/units/${await rootUnit()}`, { waitUntil: "networkidle" });
  await expect(page.getByRole("button", { name: "In A4" })).toBeVisible();
  const folded = page.locator("main details:not([open], .no-print)");
  const count = await folded.count();
  expect(count).toBeGreaterThan(2);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(folded).toHaveCount(0);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(folded).toHaveCount(count);
});

test("a browser without ::details-content prints how units are ranked too", async ({ page }) => {
  await page.context().addCookies(await contest.cookiesOf("organiser", app().url));
  for (const path of standingsPages()) {
    await page.goto(app().url + path);
    await untilHydrated(page);
    await expect(page.locator("main details:not([open])")).toHaveCount(1);
    await expect(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      await expect(page.locator("main details[open]")).toHaveCount(1, { timeout: 100 });
    }).toPass({ timeout: 20_000 });
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await expect(page.locator("main details[open]")).toHaveCount(0);
  }
});

/** 680 px of 96 to the inch are the 180 mm between the margins of A4. What follows a table in a grid would be printed over its rows on the second page. */
async function expectRoomOnPaper(page: Page, visitor: keyof ScreenContest["accountIds"], addresses: readonly string[]): Promise<void> {
  await page.context().addCookies(await contest.cookiesOf(visitor, app().url));
  await page.setViewportSize({ width: 680, height: 960 });
  await page.emulateMedia({ media: "print" });
  for (const address of addresses) {
    const response = await page.goto(app().url + address, { waitUntil: "load" });
    expect(response!.status(), address).toBe(200);
    expect.soft(await page.evaluate(beyondPaper), address).toEqual([]);
    expect.soft(await page.evaluate(tablesInGrids), address).toEqual([]);
  }
}

test("what the committee and leadership print has room on A4, no word of it is cut, and no table stands in a grid", async ({ page }) => {
  const { closedRoundId, openRoundId, fixtures: { personId, accountId, questionId, batchId, unitId } } = contest;
  const lists = ["", "/rounds", "/units", "/units/eligible", "/people", "/questions", "/import", "/slips", "/slips/all", "/accounts", "/notes", "/audit", "/contest"];
  const single = [`/units/${unitId}`, `/people/${personId}`, `/questions/${questionId}`, `/questions/${questionId}/history`, `/accounts/${accountId}`, `/import/batch/${batchId}`, `/slips/${unitId}`];
  const ofRound = ["", "/running", `/running/${personId}`, "/standings", "/standings?view=units", "/preview", "/changes", "/incidents"];
  const oversight = ["", "/standings", "/standings?view=units", `/units/${await rootUnit()}`].map((path) => `/participation/${closedRoundId}${path}`);
  await expectRoomOnPaper(page, "organiser", [...oversight, ...[...lists, ...single, ...[closedRoundId, openRoundId].flatMap((roundId) => ofRound.map((path) => `/rounds/${roundId}${path}`))].map((path) => `/organiser${path}`)]);
});

test("what a participant prints has room on A4 too", async ({ page }) => {
  const { closedRoundId, openRoundId, closedAttemptId } = contest;
  await expectRoomOnPaper(page, "participant", ["/", "/privacy", "/rounds", `/rounds/${openRoundId}`, `/rounds/${closedRoundId}/board`, `/attempts/${closedAttemptId}/result`, "/account/data"]);
});

/** Of what reaches beyond the page's edge or is cut by what it stands in. */
function beyondPaper(): string[] {
  const isSeen = (element: Element) => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const isBeyond = (element: Element) => element.getBoundingClientRect().right > innerWidth + 1 || (getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1);
  return [...document.querySelectorAll("main *")].filter((element) => isSeen(element) && !element.matches(".visually-hidden, input") && isBeyond(element)).map((element) => `${element.tagName}.${element.className}: ${element.textContent!.slice(0, 40)}`).slice(0, 5);
}

function tablesInGrids(): string[] {
  const around = (element: Element): Element[] => (element.parentElement === null ? [] : [element.parentElement, ...around(element.parentElement)]);
  return [...document.querySelectorAll("main table")].flatMap(around).filter((element) => /grid|flex/.test(getComputedStyle(element).display)).map((element) => `${element.tagName}.${element.className}`);
}

test("a chart's names are whole, however long and however narrow the screen", async ({ page }) => {
  await page.context().addCookies(await contest.cookiesOf("organiser", app().url));
  for (const viewport of [{ width: 360, height: 740 }, { width: 1366, height: 768 }]) {
    await page.setViewportSize(viewport);
    await page.goto(`${app().url}/participation/${contest.closedRoundId}`, { waitUntil: "networkidle" });
    const bars = page.locator("a.unit-bar");
    await expect(bars.first()).toBeVisible();
    const names = await bars.evaluateAll((rows) => rows.map((row) => [row.getAttribute("aria-label")!.split(": ")[0], [...row.querySelectorAll(".name tspan")].map((line) => line.textContent).join(" ")]));
    expect(names.filter(([said, drawn]) => said !== drawn)).toEqual([]);
    const boxes = await bars.evaluateAll((rows) => rows.map((row) => [row.querySelector(".hit")!.getBoundingClientRect(), row.querySelector(".name")!.getBoundingClientRect(), row.querySelector(".track")!.getBoundingClientRect()] as const).filter(([row, name, track]) => name.top < row.top - 1 || name.bottom > row.bottom + 1 || (name.right > track.left && name.bottom > track.top + 2)));
    expect(boxes).toEqual([]);
  }
});
