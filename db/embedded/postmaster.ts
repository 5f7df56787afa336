import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import { isProcessAlive } from "./process-lock.mjs";

/** What PostgreSQL writes about itself into `postmaster.pid`, and whether that process still is this cluster's server. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Null: it listens on loopback only. */
  socketFolder: string | null;
  state: "starting" | "ready" | "stopping";
}

/** The living server of this cluster; null when there is none, also when its number now belongs to another program. */
export function findPostmaster(cluster: string): Postmaster | null {
  const file = path.join(cluster, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isProcessAlive(pid) || !isServerOf(pid, cluster)) return null;
  const word = lines[7] ?? "";
  return {
    pid,
    port: Number(lines[3] ?? 0),
    socketFolder: lines[4] ? lines[4] : null,
    state: word === "ready" ? "ready" : word === "stopping" ? "stopping" : "starting",
  };
}

/** A dead server's children may still be running for a moment; while they do, nobody may start another. */
function isServerOf(pid: number, cluster: string): boolean {
  if (process.platform === "linux") return readCommandLine(pid).includes(cluster) && readLink(`/proc/${pid}/cwd`) === cluster;
  if (process.platform === "win32") return true;
  try {
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(cluster);
  } catch {
    return false;
  }
}

function readCommandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function readLink(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}
