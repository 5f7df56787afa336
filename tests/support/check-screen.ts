import { expect, type Page } from "@playwright/test";
import { graveFindings } from "./accessibility";

/** No serious finding, and nothing wider than the screen, at both sizes; leaves the page at the smaller one. */
export async function checkScreen(page: Page): Promise<void> {
  for (const size of [{ width: 1366, height: 768 }, { width: 360, height: 740 }]) {
    await page.setViewportSize(size);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${page.url()} at ${size.width} px`).toBeLessThanOrEqual(size.width);
  }
  expect(await graveFindings(page)).toEqual([]);
}
