import { type BrowserContext, expect, type Locator, type Page, test } from "@playwright/test";
import { useApp } from "../support/app-fixture";
import { testImports } from "../support/imports";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";
import { sample } from "../support/sheet-reader";

/**
 * The key screens as they were when somebody last looked at them (tests/e2e/__screens__), on the same contest at every run.
 * Moments of now are masked. After a wanted change: `npx playwright test tests/e2e/screens.spec.ts --update-snapshots`, look, commit.
 */
let contest: ScreenContest;
let batchId: string;
const app = useApp({
  prepare: async (database) => {
    contest = await createScreenContest(database);
    batchId = (await (await testImports(database)).plan("people", sample("loi/nguoi-du-thi-loi.xlsx"))).batchId;
  },
});

const phone = { width: 360, height: 740 };
const desk = { width: 1366, height: 768 };
type Visitor = keyof ScreenContest["accountIds"] | "guest";

async function open(context: BrowserContext, visitor: Visitor, path: string): Promise<Page> {
  if (visitor !== "guest") await context.addCookies(await contest.cookiesOf(visitor, app().url));
  const page = await context.newPage();
  await page.goto(app().url + path, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** Pixels: a mask's edge moves with the time of day under it (48 seen); a word changed on a button is some 800. */
const mostDifferent = 100;

/** `whole`: the page from top to bottom; else what is in sight. */
async function expectScreen(page: Page, name: string, mask: Locator[], whole = true): Promise<void> {
  await expect(page).toHaveScreenshot(`${name}.png`, { mask, fullPage: whole, maskColor: "#808080", maxDiffPixels: mostDifferent, animations: "disabled", timeout: 20_000 });
}

/** `dark`: looked at in dark colours too. */
type Screen = { name: string; visitor: Visitor; path: () => string; sizes: { phone?: boolean; desk?: boolean }; whole?: boolean; mask?: string[]; dark?: boolean };

const screens: Screen[] = [
  { name: "home", visitor: "guest", path: () => "/", sizes: { phone: true, desk: true }, mask: [".as-of"] },
  { name: "sign-in", visitor: "guest", path: () => "/sign-in", sizes: { phone: true }, dark: true },
  { name: "first-sign-in", visitor: "onboarding", path: () => "/account/password", sizes: { phone: true } },
  { name: "board", visitor: "guest", path: () => `/rounds/${contest.closedRoundId}/board`, sizes: { phone: true }, whole: false, mask: ["p:has-text('Số liệu lúc')"] },
  { name: "rounds", visitor: "participant", path: () => "/rounds", sizes: { phone: true }, mask: ["p:has-text('Hạn nộp')"] },
  { name: "start", visitor: "starter", path: () => `/rounds/${contest.openRoundId}`, sizes: { phone: true }, mask: ["#connection"] },
  { name: "exam", visitor: "participant", path: () => `/attempts/${contest.openAttemptId}`, sizes: { phone: true, desk: true }, whole: false, mask: [".exam-row"], dark: true },
  { name: "review", visitor: "participant", path: () => `/attempts/${contest.openAttemptId}/review`, sizes: { phone: true }, mask: [".exam-row"] },
  { name: "result", visitor: "participant", path: () => `/attempts/${contest.closedAttemptId}/result`, sizes: { phone: true }, whole: false, mask: [".receipt"], dark: true },
  { name: "dashboard", visitor: "organiser", path: () => "/organiser", sizes: { desk: true }, dark: true },
  { name: "question-bank", visitor: "organiser", path: () => "/organiser/questions?day=2022-06-01&until=2022-06-05", sizes: { desk: true }, whole: false, mask: [".side", ".tools"] },
  { name: "composer", visitor: "organiser", path: () => "/organiser/rounds/new", sizes: { desk: true }, mask: [".side", "input[type='datetime-local']"] },
  { name: "import-preview", visitor: "organiser", path: () => `/organiser/import/batch/${batchId}`, sizes: { desk: true }, mask: [".side", ".head p"] },
  { name: "attempts", visitor: "organiser", path: () => `/organiser/rounds/${contest.closedRoundId}/running`, sizes: { desk: true }, whole: false, mask: [".side", ".refresh", "text=Số liệu lúc"] },
  { name: "standings", visitor: "organiser", path: () => `/organiser/rounds/${contest.closedRoundId}/standings`, sizes: { desk: true }, whole: false, mask: [".side", "text=Số liệu lúc"] },
  { name: "leadership", visitor: "leadership", path: () => `/participation/${contest.closedRoundId}`, sizes: { phone: true, desk: true }, mask: ["text=Số liệu lúc"] },
];

for (const { name, visitor, path, sizes, whole, mask = [], dark = false } of screens) {
  for (const [label, viewport] of [["phone", sizes.phone && phone], ["desk", sizes.desk && desk]] as const) {
    for (const colorScheme of dark ? (["light", "dark"] as const) : (["light"] as const)) {
      if (!viewport) continue;
      const picture = colorScheme === "dark" ? `${name}-${label}-dark` : `${name}-${label}`;
      test(`${name} on a ${label}, ${colorScheme}`, async ({ browser }) => {
        const context = await browser.newContext({ viewport, colorScheme, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" });
        const page = await open(context, visitor, path());
        await expectScreen(page, picture, mask.map((each) => page.locator(each)), whole);
        await context.close();
      });
    }
  }
}

test("the start button is in sight on a phone before anything is scrolled, the rules are one link away", async ({ browser }) => {
  const context = await browser.newContext({ viewport: phone, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" });
  const page = await open(context, "starter", `/rounds/${contest.openRoundId}`);
  const button = await page.getByRole("button", { name: "Bắt đầu làm bài" }).boundingBox();
  expect(button!.y + button!.height).toBeLessThanOrEqual(phone.height);
  await page.getByRole("link", { name: "Xem thể lệ" }).click();
  await expect(page.getByRole("heading", { name: "Thể lệ" })).toBeInViewport();
  await context.close();
});
