import { expect, type Page, test } from "@playwright/test";
import { useApp } from "../support/app-fixture";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";
import { untilHydrated } from "../support/until-hydrated";
import { tabTo } from "./journey";

/** The frame of organiser pages, and fields that must show what is chosen, at the sizes that people have. */
let contest: ScreenContest;
const app = useApp({ prepare: async (database) => void (contest = await createScreenContest(database)) });

/** With a mouse, unless it is a phone. */
test.use({ isMobile: false, hasTouch: false });

async function open(page: Page, path: string, viewport: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(viewport);
  await page.context().addCookies(await contest.cookiesOf("organiser", app().url));
  await page.goto(app().url + path);
}

test("on a desk every entry of the side bar and signing out are in sight; on a lower one they are reached by keyboard", async ({ page }) => {
  await open(page, "/organiser", { width: 1366, height: 768 });
  for (const entry of await page.locator(".side a, .side button").all()) await expect(entry).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1366, height: 560 });
  await expect(page.getByRole("button", { name: "Đăng xuất" })).toBeInViewport({ ratio: 1 });
  const last = page.locator(".side nav a").last();
  await page.locator(".side nav a").first().focus();
  await tabTo(page, last);
  await expect(last).toBeInViewport({ ratio: 1 });
});

test("the page of the audit's last entry opens with that entry in sight", async ({ page }) => {
  await open(page, "/organiser/audit", { width: 1366, height: 560 });
  await expect(page.locator(".side a[aria-current]")).toBeInViewport({ ratio: 1 });
});

test("on the smallest phone all tabs are in sight", async ({ page }) => {
  for (const path of [`/organiser/import/batch/${contest.fixtures.batchId}`, "/organiser/import/units"]) {
    await open(page, path, { width: 320, height: 740 });
    const tabs = await page.locator(".tabs a").evaluateAll((links) => links.map((link) => link.getBoundingClientRect().right));
    expect(tabs.length, path).toBeGreaterThan(2);
    expect(Math.max(...tabs), path).toBeLessThanOrEqual(320);
  }
});

test("on the smallest phone the heads have the contest's name on at most two lines, and nothing lies over anything", async ({ page }) => {
  for (const path of ["/organiser", `/participation/${contest.closedRoundId}`]) {
    await open(page, path, { width: 320, height: 740 });
    await expect(page.locator(".brandmark")).toBeVisible();
    expect((await page.locator(".brandmark").boundingBox())!.height, path).toBeLessThanOrEqual(50);
    const overlaps = await page.locator(".bar-top .in > *, .side > *").evaluateAll((parts) => {
      const boxes = parts.map((part) => part.getBoundingClientRect()).filter(({ width, height }) => width * height > 0);
      return boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
    });
    expect(overlaps, path).toBe(0);
  }
});

test("on phones the buttons of a head have their words on one line, in rows as wide as the page", async ({ page }) => {
  const round = `/organiser/rounds/${contest.closedRoundId}`;
  for (const path of [round, `${round}/running`, `${round}/standings`, `/organiser/import/batch/${contest.fixtures.batchId}`, "/organiser/units"]) {
    for (const width of [320, 360]) {
      await open(page, path, { width, height: 740 });
      const boxes = await page.locator(".head > .row .btn").evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect()));
      expect(boxes.length, path).toBeGreaterThan(1);
      for (const { height } of boxes) expect(height, `${path}, ${width} px`).toBeLessThanOrEqual(48);
      expect(Math.max(...boxes.map(({ right }) => right)), `${path}, ${width} px`).toBe(width - 16);
    }
  }
});

/** How much of the row of counts its tiles fill. */
function filledByCounts(): number {
  const area = (element: Element) => element.getBoundingClientRect().width * element.getBoundingClientRect().height;
  const counts = document.querySelector(".seat-counts")!;
  return [...counts.children].reduce((sum, tile) => sum + area(tile), 0) / area(counts);
}

const widths = [1366, 1024, 683, 360, 320];

test("who sits now: units are readable and the counts fill their rows, at 200 % zoom and at every other width", async ({ page }) => {
  for (const width of widths) {
    await open(page, `/organiser/rounds/${contest.openRoundId}/running`, { width, height: 740 });
    expect(await page.evaluate(filledByCounts), `${width} px`).toBeGreaterThan(0.95);
    const unitWidths = await page.locator(".seats td:nth-child(2)").evaluateAll((units) => units.map((unit) => unit.getBoundingClientRect().width));
    expect(Math.min(...unitWidths), `${width} px`).toBeGreaterThan(140);
  }
});

test("the counts of a cancelled round, where nobody is expected, fill their rows too", async ({ page }) => {
  const stateOf = (state: string) => app().database.sql`update rounds set state = ${state} where id = ${contest.openRoundId}`;
  await stateOf("cancelled");
  for (const width of widths) {
    await open(page, `/organiser/rounds/${contest.openRoundId}/running`, { width, height: 740 });
    await expect(page.locator(".seat-counts")).not.toContainText("Chưa vào thi");
    expect(await page.evaluate(filledByCounts), `${width} px`).toBeGreaterThan(0.95);
  }
  await stateOf("ready");
});

test("the path to a unit ends with a unit, not with a mark that nothing follows", async ({ page }) => {
  for (const path of [`/participation/${contest.closedRoundId}/units/${contest.fixtures.unitId}`, `/participation/${contest.closedRoundId}/standings`]) {
    await open(page, path, { width: 1366, height: 768 });
    const marks = await page.locator(".crumbs span").evaluateAll((steps) => steps.map((step) => getComputedStyle(step, "::after").content));
    expect(marks.length, path).toBeGreaterThan(0);
    expect(marks.map((mark) => mark === "none"), path).toEqual(marks.map((_, index) => index === marks.length - 1));
  }
});

test("on a page of a refused form the skip link and the links to fields lead there, and the messages stay", async ({ page }) => {
  await open(page, `/organiser/rounds/${contest.closedRoundId}/standings`, { width: 1366, height: 768 });
  await page.getByRole("button", { name: "Công bố kết quả" }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toBeVisible();
  await page.getByRole("link", { name: "Đến nội dung chính" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#main$/);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement!.closest("main") !== null)).toBe(true);
  await expect(summary).toBeVisible();
  await summary.getByRole("link", { name: "Hãy đánh dấu xác nhận đã kiểm tra kết quả." }).click();
  await expect(page.getByLabel("Đã kiểm tra kết quả, đồng ý công bố")).toBeFocused();
  await expect(summary).toBeVisible();
  await page.goto(`${app().url}/organiser`);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Xếp hạng" })).toBeVisible();
});

test("a projector shows participation and board in large type, without names or figures running out of the page", async ({ page }) => {
  const size = (selector: string) => page.locator(selector).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  await open(page, `/participation/${contest.closedRoundId}`, { width: 1920, height: 1080 });
  await expect(page.locator(".unit-bar").first()).toBeVisible();
  expect([await size(".unit-bar .name"), await size(".leadership .muted.small")]).toEqual([19, 17]);
  const card = (await page.locator(".card:has(.unit-bars)").boundingBox())!;
  for (const text of await page.locator(".unit-bar text").all()) {
    const box = (await text.boundingBox())!;
    expect([box.x >= card.x, box.x + box.width <= card.x + card.width]).toEqual([true, true]);
  }
  await page.goto(`${app().url}/rounds/${contest.closedRoundId}/board`);
  expect([await size(".board tbody th"), await size(".board .unit")]).toEqual([21, 18]);
});

for (const viewport of [{ width: 360, height: 740 }, { width: 1024, height: 768 }, { width: 1366, height: 768 }]) {
  test(`the composer's selects show the whole of what is chosen at ${viewport.width} px`, async ({ page }) => {
    await open(page, "/organiser/rounds/new", viewport);
    await untilHydrated(page);
    await page.getByLabel("Mức độ, dòng 1").selectOption({ label: "Thông hiểu" });
    await page.getByLabel("Loại câu hỏi, dòng 1").selectOption({ label: "Nhiều lựa chọn" });
    const cut = await page.locator(".composer select, form select").evaluateAll((selects) =>
      (selects as HTMLSelectElement[]).flatMap((select) => {
        const style = getComputedStyle(select);
        const context = document.createElement("canvas").getContext("2d")!;
        context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const text = select.selectedOptions[0]?.text ?? "";
        const arrow = 20;
        const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
        return context.measureText(text).width > room ? [`${select.getAttribute("aria-label") ?? select.name}: ${text}`] : [];
      }));
    expect(cut).toEqual([]);
  });
}
