import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { canEnter, giveTo, type RunAs } from "./run-as";

/**
 * Where the cluster's files lie. Normally in DATA_DIR; when the database's user cannot enter that folder (root below a
 * home of mode 700) in a state directory of the machine, and DATA_DIR keeps a pointer to it. The state directory names
 * its DATA_DIR in return, so a copied DATA_DIR cannot run somebody else's cluster.
 */
export interface Location {
  /** PostgreSQL's own folder, 0700, of the database's user. */
  cluster: string;
  log: string;
  /** Passwords, 0600, of ourselves. */
  secrets: string;
  startLock: string;
}

const pointerName = "postgres-location";
const product = "tim-hieu-cchc";

/** Folders outside DATA_DIR, for root only. */
export function stateRoot(): string {
  return path.join("/var/lib", product);
}

export function locate(dataDir: string, runAs: RunAs): Location {
  mkdirSync(dataDir, { recursive: true });
  const home = realpathSync(dataDir);
  const parent = clusterParent(home, runAs);
  return {
    cluster: path.join(parent, "postgres"),
    log: path.join(home, "postgres.log"),
    secrets: path.join(home, "postgres-passwords.json"),
    startLock: path.join(home, "postgres-start.lock"),
  };
}

function clusterParent(home: string, runAs: RunAs): string {
  const pointer = path.join(home, pointerName);
  if (existsSync(pointer)) return followPointer(pointer, home);
  if (existsSync(path.join(home, "postgres")) || canEnter(runAs, home)) return home;
  const state = path.join(stateRoot(), `data-${randomBytes(6).toString("hex")}`);
  mkdirSync(state, { recursive: true });
  // why: the umask may be 077.
  chmodSync(stateRoot(), 0o755);
  chmodSync(state, 0o755);
  writeFileSync(path.join(state, "data-dir"), `${home}\n`);
  writeFileSync(pointer, `${state}\n`);
  return state;
}

function followPointer(pointer: string, home: string): string {
  const state = readFileSync(pointer, "utf8").trim();
  const back = path.join(state, "data-dir");
  if (!existsSync(back)) throw new Error(`${pointer} points to ${state}, which is no data folder of this program. Restore it, or delete ${home} to begin anew.`);
  const owner = readFileSync(back, "utf8").trim();
  if (owner !== home) {
    const ownerPointer = path.join(owner, pointerName);
    const isStillUsed = existsSync(ownerPointer) && readFileSync(ownerPointer, "utf8").trim() === state;
    if (isStillUsed) throw new Error(`The database in ${state} belongs to ${owner}; ${home} is a copy of that folder. Delete ${home} to begin anew.`);
    writeFileSync(back, `${home}\n`);
  }
  return state;
}

/** sockaddr_un holds 108 bytes with its end on Linux, 104 on macOS; PostgreSQL adds “/.s.PGSQL.65535.lock”. */
const longestFolder = 103 - "/.s.PGSQL.65535.lock".length;

/** A fresh private folder for the socket, short and within reach of the database's user. */
export function makeSocketFolder(runAs: RunAs): string {
  for (const parent of [os.tmpdir(), "/tmp", "/run"]) {
    if (!existsSync(parent) || Buffer.byteLength(path.join(parent, "cchc-XXXXXX")) > longestFolder || !canEnter(runAs, parent)) continue;
    const folder = mkdtempSync(path.join(parent, "cchc-"));
    giveTo(runAs, folder);
    return folder;
  }
  throw new Error("No short folder for the database's socket: neither TMPDIR nor /tmp nor /run can be used.");
}

export interface Secrets {
  superuser: string;
  owner: string;
  app: string;
}

export function loadSecrets(location: Location): Secrets {
  if (existsSync(location.secrets)) return JSON.parse(readFileSync(location.secrets, "utf8")) as Secrets;
  if (existsSync(location.cluster)) {
    throw new Error(`${location.secrets} is missing: without it nobody can open the database in ${location.cluster}. Restore the file from the backup.`);
  }
  const secret = () => randomBytes(24).toString("base64url");
  const secrets: Secrets = { superuser: secret(), owner: secret(), app: secret() };
  const partial = `${location.secrets}.${process.pid}`;
  rmSync(partial, { force: true });
  writeFileSync(partial, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(partial, location.secrets);
  return secrets;
}
