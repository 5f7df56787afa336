import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Line } from "./recorder";

/** What a scenario found: lines of requests, and figures with the goal they are held against. */
export type Figure = { name: string; value: number; unit: string; goal?: { atMost: number } | { atLeast: number } };
export type Report = { scenario: string; lines: Line[]; figures: Figure[]; errors: string[] };

export function print({ scenario, lines, figures, errors }: Report): void {
  console.log(`\n── ${scenario}`);
  if (lines.length > 0) console.log(row("request", "count", "errors", "per s", "p50 ms", "p99 ms", "max ms"));
  for (const line of lines) console.log(row(line.name, line.count, line.errors, line.rate.toFixed(1), line.p50.toFixed(1), line.p99.toFixed(1), line.max.toFixed(1)));
  for (const figure of figures) console.log(`${figure.name.padEnd(64)}${number(figure.value).padStart(10)} ${figure.unit}${verdict(figure)}`);
  for (const error of errors) console.log(`error: ${error}`);
}

/** One file a scenario: the newest run, with what it ran on. */
export function write(directory: string, report: Report): void {
  mkdirSync(directory, { recursive: true });
  const machine = { cpus: os.availableParallelism(), model: os.cpus()[0]?.model.trim() ?? "", memoryGb: Math.round(os.totalmem() / 2 ** 30), node: process.version };
  const rounded = JSON.stringify({ takenAt: new Date().toISOString(), machine, ...report }, (_key, value: unknown) => (typeof value === "number" ? Math.round(value * 1_000) / 1_000 : value), 2);
  writeFileSync(path.join(directory, `${report.scenario}.json`), `${rounded}\n`);
}

const row = (name: string, ...cells: (string | number)[]) => name.padEnd(24) + cells.map((cell) => String(cell).padStart(10)).join("");
const number = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));

function verdict({ value, goal }: Figure): string {
  if (goal === undefined) return "";
  const isMet = "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;
  return `   goal ${"atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`}: ${isMet ? "met" : "MISSED"}`;
}
