import { defineConfig } from "drizzle-kit";

/** Only for `drizzle-kit generate`: migrations are applied by db/migrate.server.ts, which needs no configuration file. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/*.ts",
  out: "./drizzle",
});
