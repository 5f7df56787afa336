import { rm } from "node:fs/promises";
import path from "node:path";
import { createSheetReader } from "~/adapters/read-sheet.server";
import { createDatabase } from "~db/client.server";
import { accountsFileName, writeAccountsFile } from "../../seed/demo/accounts-file";
import { isEmptyInstallation, loadDemo } from "../../seed/demo/load-demo";
import { removeDemo } from "../../seed/demo/remove-demo";
import type { Command } from "./command";

/** `demo-load`: the demo contest into an empty database, its one-time secrets into DATA_DIR, one account of each role printed. */
export const demoLoadCommand: Command = async ({ database, dataDirectory, workersDirectory, print, complain }) => {
  if (!(await isEmptyInstallation(database))) {
    complain("The database is not empty; the demo is loaded into an empty one only.");
    return 1;
  }
  const readSheet = createSheetReader({ workersDirectory });
  const dataFolder = path.resolve("seed/data");
  const demo = await loadDemo({ database, readSheet, dataFolder, report: (line) => print(`    ${line}`) });
  const file = await writeAccountsFile(dataDirectory, demo.accounts);
  print(`    ${demo.sittings} attempts sat, ${demo.accounts.length} accounts with one-time secrets in ${file}`);
  const shown = new Map(demo.accounts.map((account) => [account.role, account] as const).reverse());
  for (const { role, account, secret } of shown.values()) print(`    ${role.padEnd(14)} ${account.padEnd(12)} ${secret}`);
  return 0;
};

/** `demo-remove`: leaves an empty installation behind; accounts made by hand stay. */
export const demoRemoveCommand: Command = async ({ parameters, dataDirectory, print, complain }) => {
  const ownerUrl = process.env["DATABASE_OWNER_URL"] ?? process.env["DATABASE_URL"];
  if (!ownerUrl) throw new Error("DATABASE_URL is missing.");
  const owner = createDatabase(ownerUrl, { max: 1, rawMax: 1, applicationName: "cli demo-remove" });
  try {
    const { removed, reason } = await removeDemo(owner, { isSure: parameters.includes("--yes") });
    if (!removed) {
      complain(reason ?? "Nothing was removed.");
      return 1;
    }
    await rm(path.join(dataDirectory, accountsFileName), { force: true });
    print("The demo is removed.");
    return 0;
  } finally {
    await owner.close();
  }
};
