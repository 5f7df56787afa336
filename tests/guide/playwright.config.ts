import { defineConfig } from "@playwright/test";
import screens from "../../playwright.config";

export default defineConfig({ ...screens, testDir: ".", outputDir: "../../test-results", globalSetup: "../support/playwright-setup.ts" });
