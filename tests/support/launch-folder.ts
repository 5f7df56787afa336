import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findPostmaster } from "~db/embedded/postmaster";

/** Folders in which tests start the app with its own database, and what may be left in them. */
export interface LaunchFolder {
  dataDir: string;
  /** PostgreSQL's folder, wherever the launcher has put it. */
  cluster(): string;
  /** Process of the database; null when none runs. */
  databasePid(): number | null;
  /** Ends a database left running and removes everything. */
  remove(): void;
}

export function makeDataFolder(parent = makeFolder()): LaunchFolder {
  const dataDir = path.join(parent, "data");
  const pointer = path.join(dataDir, "postgres-location");
  const state = () => (existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : dataDir);
  const cluster = () => path.join(state(), "postgres");
  const databasePid = () => findPostmaster(cluster())?.pid ?? null;
  return {
    dataDir,
    cluster,
    databasePid,
    remove: () => {
      const pid = databasePid();
      if (pid !== null) process.kill(pid, "SIGQUIT");
      rmSync(state(), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      rmSync(parent, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

export function makeFolder(name = "launch-"): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), name));
  // why: mkdtemp makes 0700; only the tests about closed folders want that.
  chmodSync(folder, 0o755);
  return folder;
}

const parts = ["app", "build", "db", "docs/huong-dan", "drizzle", "public", "seed", "server", "package.json", "package-lock.json", "remix.config.js", "tsconfig.json", "vite.config.ts"];

/** A built copy of the project that shares the installed packages. With `owner`, it belongs to that user. */
export function copyProject(target: string, owner?: number): void {
  mkdirSync(target, { recursive: true });
  for (const part of parts) cpSync(part, path.join(target, part), { recursive: true });
  symlinkSync(path.resolve("node_modules"), path.join(target, "node_modules"));
  if (owner !== undefined) execFileSync("chown", ["-R", "-h", `${owner}:${owner}`, target]);
}
