import { readdirSync, readFileSync } from "node:fs";

/** The workers of `npm start -- --workers N`, by the kernel's own tables (Linux). */
export function workersOf(supervisor: number): number[] {
  const children = readdirSync(`/proc/${supervisor}/task`).flatMap((task) => readFileSync(`/proc/${supervisor}/task/${task}/children`, "utf8").trim().split(" ").filter(Boolean));
  return children.map(Number).filter((pid) => commandOf(pid).includes("run-worker"));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
