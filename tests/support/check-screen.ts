import { expect, type Page } from "@playwright/test";
import { graveFindings } from "./accessibility";
import { coveredWhenFocused } from "./covered-when-focused";

/** A chart fits itself in only after the page has another width, so this waits for a while. */
export async function expectNothingWider(page: Page, width: number): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: `${page.url()} at ${width} px`, timeout: 15_000 }).toBeLessThanOrEqual(width);
}

/** No serious finding, and nothing wider than the screen, at both sizes; leaves the page at the smaller one. */
export async function checkScreen(page: Page): Promise<void> {
  for (const size of [{ width: 1366, height: 768 }, { width: 360, height: 740 }]) {
    await page.setViewportSize(size);
    await expectNothingWider(page, size.width);
  }
  expect(await graveFindings(page)).toEqual([]);
}

/** Until then its figures stand where the chart will be. */
async function untilChartsAreDrawn(page: Page): Promise<void> {
  const pending = () => page.evaluate(() => document.querySelectorAll(".chart-table").length - document.querySelectorAll(".chart").length);
  await expect.poll(pending, { message: `charts of ${page.url()}` }).toBe(0);
}

/** 320 px, a phone, and 1366 × 768 at 200 %. */
const tightSizes = [{ width: 320, height: 740 }, { width: 360, height: 740 }, { width: 683, height: 384 }];

/** Nothing wider than a small screen, and at 200 % no bar over what has the focus; leaves the page at the size of a phone. */
export async function expectRoom(page: Page): Promise<void> {
  await untilChartsAreDrawn(page);
  for (const size of tightSizes) {
    await page.setViewportSize(size);
    await expectNothingWider(page, size.width);
  }
  expect.soft(await page.evaluate(coveredWhenFocused), `${page.url()} at 200 %`).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
}
