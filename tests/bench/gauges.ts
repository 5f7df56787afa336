import { readdirSync, readFileSync } from "node:fs";
import type { TestDatabase } from "../support/database";

/** CPU milliseconds by the kernel's own count (Linux): of processes, and of everything the database server has running or had. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + timesOf(pid).own, 0);
}

/** The whole server: backends, writers, and through its parent those that have ended. */
export async function postgresGauge({ sql }: Pick<TestDatabase, "sql">): Promise<() => number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const { parent } = timesOf(row!.pid);
  return () => timesOf(parent).own + timesOf(parent).ended + cpuMs(childrenOf(parent));
}

function timesOf(pid: number): { own: number; ended: number; parent: number } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ").map(Number);
    const ticks = (index: number) => fields[index]! * 10;
    return { own: ticks(11) + ticks(12), ended: ticks(13) + ticks(14), parent: fields[1]! };
  } catch {
    return { own: 0, ended: 0, parent: 0 };
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number));
  } catch {
    return [];
  }
}
