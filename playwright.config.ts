import { defineConfig } from "@playwright/test";
import { browserFlags, findBrowser } from "./tests/support/browser.mjs";

/** A phone first. No `webServer`: each test file gets the built app on a database of its own (tests/support/app-fixture.ts). */
const executablePath = findBrowser();

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  snapshotPathTemplate: "tests/e2e/__screens__/{arg}{ext}",
  globalSetup: "./tests/support/playwright-setup.ts",
  workers: 2,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: "list",
  projects: [
    {
      name: "phone",
      use: {
        browserName: "chromium",
        viewport: { width: 360, height: 740 },
        hasTouch: true,
        locale: "vi-VN",
        timezoneId: "Asia/Ho_Chi_Minh",
        // why no trace: recording every page costs a quarter of the run; `--trace on` repeats a failure with one.
        screenshot: "only-on-failure",
        launchOptions: { args: browserFlags, ...(executablePath === null ? {} : { executablePath }) },
      },
    },
  ],
});
