import tsconfigPaths from "vite-tsconfig-paths";
import { defineConfig } from "vitest/config";

const plugins = [tsconfigPaths()];

/** The files of a worker share its modules: loading them anew for each took longer than the unit tests themselves. What a file needs for itself it makes (database, app, clock). */
const isolate = false;

/** Four projects, cheapest first. `unit` touches nothing outside the process; the others use real PostgreSQL, and `faults` breaks its own. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins,
        test: {
          name: "unit",
          isolate,
          include: ["app/**/*.test.ts", "app/**/*.test.tsx", "db/**/*.test.ts", "server/**/*.test.ts", "tests/golden/**/*.test.ts"],
          // why so long: a property of a thousand texts takes two seconds alone, and beside two builds more than the five that are usual.
          testTimeout: 60_000,
        },
      },
      {
        plugins,
        test: {
          name: "integration",
          isolate,
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
      {
        plugins,
        test: {
          name: "routes",
          isolate,
          include: ["tests/routes/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts", "tests/support/build-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
      {
        plugins,
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          globalSetup: ["tests/support/build-setup.ts"],
          testTimeout: 3_600_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
