import type { Page } from "@playwright/test";

/**
 * Until the scripts of an organiser's page have taken it over: what is typed, pressed or told it before, they don't hear. A quiet
 * network does not say so on a slow machine; React marks what it has taken over.
 */
export async function untilHydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => Object.keys(document.querySelector("main")!).some((key) => key.startsWith("__react")));
}
