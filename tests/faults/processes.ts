import { readdirSync, readFileSync } from "node:fs";

/** Processes whose parent is `pid`, from /proc. */
export function childrenOf(pid: number): number[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((each) => parentOf(each) === pid);
}

function parentOf(pid: number): number | null {
  try {
    // why: the name in brackets may hold anything, also brackets.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ")[1]);
  } catch {
    return null;
  }
}

/** Stops a process and all its children; returns them. */
export function suspend(pid: number): number[] {
  // why: the parent first, so that it makes no further ones.
  process.kill(pid, "SIGSTOP");
  const all = [pid, ...childrenOf(pid)];
  for (const each of all) signalIfAlive(each, "SIGSTOP");
  return all;
}

export function resume(pids: readonly number[]): void {
  for (const pid of pids) signalIfAlive(pid, "SIGCONT");
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    return;
  }
}
