import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { chooseRunAs, giveTo, run } from "~db/embedded/run-as";
import { freePort } from "./free-port";

/**
 * A PostgreSQL that is not ours: made by the programs in a folder, with their own defaults, in a cluster of its own that listens on
 * loopback with a password, as an office's server would.
 */
export async function startExternalPostgres(programs: string): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  const parent = mkdtempSync(path.join(os.tmpdir(), "cchc-postgres-"));
  chmodSync(parent, 0o755);
  const [folder, passwordFile, log] = [path.join(parent, "data"), path.join(parent, "password"), path.join(parent, "log")];
  const password = randomBytes(18).toString("base64url");
  const runAs = chooseRunAs(folder);
  mkdirSync(folder, { mode: 0o700 });
  for (const [file, text] of [[passwordFile, password], [log, ""]] as const) writeFileSync(file, text, { mode: 0o600 });
  for (const file of [folder, passwordFile, log]) giveTo(runAs, file);
  await run(runAs, path.join(programs, "initdb"), ["-D", folder, "-U", "postgres", `--pwfile=${passwordFile}`, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]);
  const port = await freePort();
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories= -c max_connections=300`;
  const control = (...parameters: string[]) => run(runAs, path.join(programs, "pg_ctl"), ["-D", folder, "-l", log, "-w", ...parameters]);
  await control("-o", settings, "start");
  return {
    adminUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await control("-m", "fast", "stop");
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
