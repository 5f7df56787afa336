/** The oldest PostgreSQL that the app may be given by DATABASE_URL, as Debian packs it: where its programs are, and how they get onto a machine. Plain Node. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runChild } from "../../server/launch/child.mjs";
import { hasAptGet } from "./browser.mjs";

const debianFolder = "/usr/lib/postgresql/15/bin";

/** Folder of its programs; null when there is none. POSTGRES_15_BIN overrides the search. */
export function findPostgres15() {
  const folders = [process.env.POSTGRES_15_BIN, debianFolder, ...(process.env.PATH ?? "").split(path.delimiter)];
  return folders.find((folder) => folder && isVersion15(folder)) ?? null;
}

function isVersion15(folder) {
  if (!existsSync(path.join(folder, "initdb"))) return false;
  try {
    return / 15\./.test(execFileSync(path.join(folder, "postgres"), ["--version"], { encoding: "utf8" }));
  } catch {
    return false;
  }
}

export const mayInstallPostgres15 = () => process.getuid?.() === 0 && hasAptGet();

/** The programs only: the package would otherwise make a cluster and start it. */
export async function installPostgres15() {
  const settings = "/etc/postgresql-common/createcluster.conf";
  if (!existsSync(settings)) {
    mkdirSync(path.dirname(settings), { recursive: true });
    writeFileSync(settings, "create_main_cluster = false\n");
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runChild("apt-get", ["update", "-qq"], { quiet: true, env });
  await runChild("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", "postgresql-15"], { quiet: true, env });
}
