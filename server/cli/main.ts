import { fileURLToPath } from "node:url";
import { createDatabase } from "~db/client.server";
import { describeError } from "~db/errors.server";
import { adminCreateCommand } from "./admin-create";
import { backupCheckCommand } from "./backup-check";
import { backupCommand } from "./backup";
import type { Command } from "./command";
import { demoLoadCommand, demoRemoveCommand } from "./demo";
import { importCommand } from "./import";
import { restoreCommand } from "./restore";
import { secretReissueCommand } from "./secret-reissue";

/** Dispatches `build/cli/main.js COMMAND …`, which the launcher runs beside a reachable, migrated database (DATABASE_URL). */
const commands: ReadonlyMap<string, Command> = new Map([
  ["import", importCommand],
  ["demo-load", demoLoadCommand],
  ["demo-remove", demoRemoveCommand],
  ["admin-create", adminCreateCommand],
  ["secret-reissue", secretReissueCommand],
  ["backup", backupCommand],
  ["backup-check", backupCheckCommand],
  ["restore", restoreCommand],
]);

async function run([name = "", ...parameters]: readonly string[]): Promise<number> {
  const command = commands.get(name);
  const url = process.env["DATABASE_URL"];
  if (command === undefined || url === undefined) {
    console.error(command === undefined ? `Không có lệnh “${name}”. Các lệnh: ${[...commands.keys()].join(", ")}.` : "Thiếu DATABASE_URL.");
    return 1;
  }
  const database = createDatabase(url, { max: 4, rawMax: 1, applicationName: `cli ${name}` });
  try {
    return await command({
      database,
      urls: { appUrl: url, ownerUrl: process.env["DATABASE_OWNER_URL"] ?? url },
      parameters,
      callerFolder: process.env["INIT_CWD"] ?? process.cwd(),
      dataDirectory: process.env["DATA_DIR"] ?? ".data",
      workersDirectory: fileURLToPath(new URL("../workers", import.meta.url)),
      print: (text) => process.stdout.write(`${text}\n`),
      complain: (text) => process.stderr.write(`${text}\n`),
    });
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const { name, message, code, constraint, stack } = describeError(error);
  console.error([`${name}: ${message}`, code === null ? "" : `code ${code} ${constraint ?? ""}`, stack].filter((line) => line !== "").join("\n"));
  process.exitCode = 1;
}
