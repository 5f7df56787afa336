import { expect, type Page } from "@playwright/test";
import { graveFindings } from "./accessibility";

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
