import path from "node:path";
import { createDatabase } from "~db/client.server";
import type { DemoAccount } from "../../seed/demo/accounts-file";
import { loadDemo } from "../../seed/demo/load-demo";
import type { TestDatabase } from "./database";
import { testSheetReader } from "./sheet-reader";

/** The demo contest in a test's database, built by the same code as at a first start; gives the one-time secrets. */
export async function prepareDemo(test: TestDatabase): Promise<DemoAccount[]> {
  const database = createDatabase(test.appUrl, { max: 4, rawMax: 2, applicationName: "demo" });
  try {
    const readSheet = await testSheetReader();
    const { accounts } = await loadDemo({ database, readSheet, dataFolder: path.resolve("seed/data"), report: () => undefined });
    return accounts;
  } finally {
    await database.close();
  }
}
