import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { connect } from "~db/connection.server";
import { graveFindings } from "../support/accessibility";
import { useApp } from "../support/app-fixture";
import { expectRoom } from "../support/check-screen";
import { takeDatabaseAway } from "../support/outage";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";

/** What stands in place of a page that failed (500) and of one that the database could not serve just now (503), as it really comes. */
let contest: ScreenContest;
const app = useApp({
  prepare: async (database) => {
    contest = await createScreenContest(database);
  },
});

type Visitor = keyof ScreenContest["accountIds"] | "guest";

async function enter(browser: Browser, visitor: Visitor): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN", baseURL: app().url });
  if (visitor !== "guest") await context.addCookies(await contest.cookiesOf(visitor, app().url));
  return context;
}

/** Documents stay without scripts; pages of the staff are an app. */
const isApp = (page: Page) => /\/(organiser|participation)\b/.test(page.url());

async function expectGoodPage(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  if (!isApp(page)) await expect(page.locator("script")).toHaveCount(0);
  await expectRoom(page);
  await page.setViewportSize({ width: 320, height: 740 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await graveFindings(page), `${page.url()}, ${colorScheme}`).toEqual([]);
  }
}

/** A page that was only opened comes back by itself, which would be in the middle of being looked at. */
async function stayHere(context: BrowserContext): Promise<void> {
  await context.route("**", async (route) => {
    const response = await route.fetch();
    const { refresh, ...headers } = response.headers();
    await route.fulfill({ response, headers: { ...headers, "x-refresh": refresh ?? "" } });
  });
}

const visits: [Visitor, (contest: ScreenContest) => string][] = [
  ["guest", () => "/"],
  ["participant", () => "/rounds"],
  ["participant", ({ openAttemptId }) => `/attempts/${openAttemptId}`],
  ["leadership", ({ closedRoundId }) => `/participation/${closedRoundId}`],
  ["organiser", ({ closedRoundId }) => `/organiser/rounds/${closedRoundId}`],
];

const enterAll = (browser: Browser) => Promise.all(visits.map(async ([visitor, pathOf]) => [await enter(browser, visitor), pathOf] as const));

test("a page that failed says what to do, with a reference that the log has too", async ({ browser }) => {
  const contexts = await enterAll(browser);
  const owner = connect(app().database.ownerUrl, 1, "test");
  await owner`alter table rounds rename to rounds_elsewhere`;
  try {
    for (const [context, pathOf] of contexts) {
      const page = await context.newPage();
      expect((await page.goto(pathOf(contest)))!.status(), pathOf(contest)).toBe(500);
      await expectGoodPage(page, "Có lỗi xảy ra");
      const reference = await page.locator("p", { hasText: "Mã tra cứu" }).locator(".num").innerText();
      // why: the log comes by a pipe of its own, maybe after the answer.
      await expect.poll(() => app().output()).toContain(reference);
      await context.close();
    }
  } finally {
    await owner`alter table rounds_elsewhere rename to rounds`;
    await owner.end();
  }
});

test("a page that the database cannot serve says so, and comes back by itself", async ({ browser }) => {
  const contexts = await enterAll(browser);
  const bringBack = await takeDatabaseAway(app().database);
  try {
    for (const [context, pathOf] of contexts) {
      await stayHere(context);
      const page = await context.newPage();
      const response = await page.goto(pathOf(contest));
      expect([response!.status(), Number(response!.headers()["x-refresh"])], pathOf(contest)).toEqual([503, expect.any(Number)]);
      await expectGoodPage(page, "Hệ thống đang bận");
      await context.close();
    }
  } finally {
    await bringBack();
  }
});

test("a form that could not be sent waits to be sent again; one with a secret is filled in again", async ({ browser }) => {
  const [participant, guest] = [await enter(browser, "starter"), await enter(browser, "guest")];
  const [start, signIn] = [await participant.newPage(), await guest.newPage()];
  await start.goto(`/rounds/${contest.openRoundId}`);
  await start.getByLabel(/Câu dự đoán/).fill("100");
  await signIn.goto("/sign-in");
  await signIn.getByLabel("Tài khoản").fill("000001");
  await signIn.getByLabel(/Mật khẩu hoặc mã bí mật/).fill("mưa rào tháng sáu");
  const bringBack = await takeDatabaseAway(app().database);
  try {
    await start.getByRole("button", { name: "Bắt đầu làm bài" }).click();
    await expectGoodPage(start, "Chưa gửi được");
    await signIn.getByRole("button", { name: "Đăng nhập" }).click();
    await expectGoodPage(signIn, "Chưa gửi được");
    await expect(signIn.getByRole("link", { name: "Mở lại trang" })).toBeVisible();
  } finally {
    await bringBack();
  }
  await start.getByRole("button", { name: "Gửi lại" }).click();
  await start.waitForURL(/\/attempts\/[0-9a-f-]+$/);
});
