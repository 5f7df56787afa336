import { spawn, spawnSync, type SpawnOptions } from "node:child_process";
import { chownSync, existsSync, statSync } from "node:fs";

/**
 * PostgreSQL refuses to run as root, so root runs it as “nobody” (65534). Everybody else runs it as themselves. What
 * that user can reach is found out by trying, not by reading modes: ACLs, mounts and containers have their own rules.
 */
export interface RunAs {
  uid?: number;
  gid?: number;
}

const nobody = 65_534;

/** For root: the user who owns the cluster already, else nobody. */
export function chooseRunAs(cluster: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  if (!existsSync(cluster)) return { uid: nobody, gid: nobody };
  const { uid, gid } = statSync(cluster);
  return { uid, gid };
}

/** Gives a file or folder to the database's user; nothing to do when that is ourselves. */
export function giveTo(runAs: RunAs, file: string): void {
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(file, runAs.uid, runAs.gid);
}

/** May that user enter the folder? */
export function canEnter(runAs: RunAs, folder: string): boolean {
  if (runAs.uid === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], { ...runAs, cwd: "/", stdio: "ignore" }).status === 0;
}

/** May that user run the program? */
export function canRun(runAs: RunAs, program: string): boolean {
  return spawnSync(program, ["--version"], { ...spawnOptions(runAs), stdio: "ignore" }).status === 0;
}

/** A working folder everybody can enter, and an environment without the caller's locale and PG* variables. */
export function spawnOptions(runAs: RunAs): SpawnOptions {
  const env: NodeJS.ProcessEnv = Object.assign(Object.create(null), { LC_ALL: "C", TZ: "UTC" });
  for (const name of ["PATH", "SystemRoot", "TEMP", "TMP"]) if (process.env[name] !== undefined) env[name] = process.env[name];
  return { ...runAs, cwd: process.platform === "win32" ? process.cwd() : "/", env, windowsHide: true };
}

/** Runs a program to its end; rejects with what it said when it fails. */
export function run(runAs: RunAs, program: string, parameters: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { ...spawnOptions(runAs), stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const keep = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}:\n${said.trim()}`))));
  });
}
