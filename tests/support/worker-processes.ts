import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The workers of `npm start -- --workers N`, by the kernel's own tables (Linux). */
export function workersOf(supervisor: number): number[] {
  const children = readdirSync(`/proc/${supervisor}/task`).flatMap((task) => readFileSync(`/proc/${supervisor}/task/${task}/children`, "utf8").trim().split(" ").filter(Boolean));
  return children.map(Number).filter((pid) => commandOf(pid).includes("run-worker"));
}

/** Those that have the listening socket by now: a worker that is only starting serves nobody. */
export function servingWorkersOf(supervisor: number, port: number): number[] {
  const sockets = ["tcp", "tcp6"].flatMap((table) => listeningSockets(table, port));
  return workersOf(supervisor).filter((pid) => filesOf(pid).some((file) => sockets.includes(file)));
}

/** As the kernel's table has them: local address, state (0A listens) and inode are the 2nd, 4th and 10th word of a line. */
function listeningSockets(table: string, port: number): string[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const lines = readFileSync(`/proc/net/${table}`, "utf8").split("\n").map((line) => line.trim().split(/\s+/));
  return lines.filter(([, local, , state]) => local?.endsWith(end) && state === "0A").map((words) => `socket:[${words[9]}]`);
}

function filesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
