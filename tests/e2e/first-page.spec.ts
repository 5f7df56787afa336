import { expect, test } from "@playwright/test";
import { useApp } from "../support/app-fixture";

const app = useApp();

test("the first page is a document: complete, without scripts, within the width of a phone", async ({ page }) => {
  const messages: string[] = [];
  page.on("console", (message) => messages.push(message.text()));
  const response = await page.goto(app().url);
  expect(response?.status()).toBe(200);
  await expect(page.locator("h1")).toBeVisible();
  expect(await page.locator("script").count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(messages).toEqual([]);
});
