/**
 * `npm test`: installs what is missing, then runs the gates beside one another, as each takes one core, and beside the fault
 * tests, which mostly wait; then the other parts, cheapest first. Goes on after a failure, shows the time of each part, and ends
 * with totals taken from the runners' own reports. A gate that is no test runner counts as one test.
 * `npm test -- lint unit` runs only the named parts.
 */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { endChildrenOnSignal, runChild } from "../server/launch/child.mjs";
import { prepare, root } from "../server/launch/prepare.mjs";
import { createProgress, failStart } from "../server/launch/progress.mjs";
import { findBrowser, installBrowser } from "./support/browser.mjs";
import { findPostgres15, installPostgres15, mayInstallPostgres15 } from "./support/postgres-15.mjs";

const reports = path.join(root, "build", "reports");
const bin = (name) => path.join(root, "node_modules", ".bin", name);

const parts = [
  gate("types", bin("tsc"), ["--noEmit"]),
  gate("lint", bin("eslint"), [".", "--max-warnings", "0"]),
  gate("arrows", bin("depcruise"), ["--config", ".dependency-cruiser.cjs", "app", "db", "server", "seed", "tests"]),
  gate("unused", bin("knip"), []),
  { name: "migrations", isGate: true, run: checkMigrationDrift },
  vitest("unit"),
  vitest("integration"),
  { name: "integration-pg15", run: runOnPostgres15 },
  vitest("routes"),
  { ...vitest("faults"), mostlyWaits: true },
  { name: "e2e", run: runPlaywright },
];

/** What it says is shown when it has ended, so that two at a time can be told apart. */
function gate(name, program, parameters) {
  return { name, isGate: true, run: async () => ({ passed: 1, failed: 0, said: await runChild(program, parameters, { cwd: root, quiet: true, title: name }) }) };
}

function exitCode(program, parameters, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd: root, stdio: "inherit", env: { ...process.env, ...env }, shell: process.platform === "win32" });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/**
 * `drizzle-kit check` does not see a schema without its migration; generating and looking for a new file does. Done in a
 * copy, so that a failed check leaves nothing behind.
 */
async function checkMigrationDrift() {
  const copy = path.join("build", "reports", "drizzle");
  cpSync(path.join(root, "drizzle"), path.join(root, copy), { recursive: true });
  const before = readdirSync(path.join(root, copy)).length;
  const parameters = ["generate", "--dialect", "postgresql", "--schema", "./db/schema/*.ts", "--out", copy];
  const output = await runChild(bin("drizzle-kit"), parameters, { cwd: root, quiet: true, title: "drizzle-kit generate" });
  const uncommitted = await runChild("git", ["status", "--porcelain", "--", "drizzle"], { cwd: root, quiet: true, title: "git status" });
  if (readdirSync(path.join(root, copy)).length === before && uncommitted.trim() === "") return { passed: 1, failed: 0 };
  return { passed: 0, failed: 1, said: `${output.trim()}\n${uncommitted}The schema has no committed migration of its own: run npm run migration:generate and commit drizzle/.` };
}

function vitest(project) {
  return { name: project, run: () => runVitest(project, project) };
}

async function runVitest(name, project, parameters = [], env = {}) {
  const report = path.join(reports, `${name}.json`);
  const code = await exitCode(bin("vitest"), ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...parameters], env);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, "utf8"));
  return counted(numPassedTests, Math.max(numFailedTests, numFailedTests > 0 ? 0 : numFailedTestSuites), code);
}

/** The integration tests once more on the oldest PostgreSQL that may be given by DATABASE_URL; those that start the embedded one have nothing to say there. */
async function runOnPostgres15() {
  const programs = findPostgres15();
  if (programs === null) {
    console.log("Left out: no PostgreSQL 15 here (POSTGRES_15_BIN names the folder of its programs).");
    return { passed: 0, failed: 0 };
  }
  const ofTheEmbedded = ["launch", "launch-places", "launch-recovery", "embedded"].flatMap((name) => ["--exclude", `tests/integration/${name}.test.ts`]);
  return runVitest("integration-pg15", "integration", ofTheEmbedded, { TEST_POSTGRES_BIN: programs, TEST_DATABASE_URL: "", DATABASE_URL: "" });
}

async function runPlaywright() {
  const report = path.join(reports, "e2e.json");
  const code = await exitCode(bin("playwright"), ["test", "--reporter=list,json"], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { stats } = JSON.parse(readFileSync(report, "utf8"));
  return counted(stats.expected, stats.unexpected + stats.flaky, code);
}

/** A runner that ends badly without a failed test (an unhandled error, no test found) has failed once. */
function counted(passed, failed, code) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function runPart(part) {
  const startedAt = performance.now();
  const announce = () => console.log(`\n── ${part.name} ${"─".repeat(Math.max(0, 60 - part.name.length))}`);
  if (!part.isGate) announce();
  const outcome = await part.run().catch((error) => ({ passed: 0, failed: 1, said: error.message }));
  if (part.isGate) announce();
  if (outcome.said) console.log(outcome.said.trim());
  return { name: part.name, seconds: (performance.now() - startedAt) / 1_000, ...outcome };
}

const progress = createProgress();
try {
  endChildrenOnSignal();
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) throw new Error(`No such part: ${unknown.join(", ")}. There are: ${parts.map((part) => part.name).join(", ")}.`);
  await prepare(progress);
  const isWanted = (name) => wanted.length === 0 || wanted.includes(name);
  const chosen = parts.filter((part) => isWanted(part.name));
  if (isWanted("integration-pg15") && findPostgres15() === null && mayInstallPostgres15()) await progress.step("Installing PostgreSQL 15", installPostgres15);
  if (findBrowser() === null) await progress.step("Installing Chromium", () => installBrowser(root));
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const isBeside = (part) => part.isGate || part.mostlyWaits;
  const outcomes = await Promise.all(chosen.filter(isBeside).map(runPart));
  for (const part of chosen) if (!isBeside(part)) outcomes.push(await runPart(part));
  console.log("\npart          seconds   passed   failed");
  for (const { name, seconds, passed, failed } of outcomes) {
    console.log(`${name.padEnd(12)} ${seconds.toFixed(1).padStart(8)} ${String(passed).padStart(8)} ${String(failed).padStart(8)}`);
  }
  const total = (key) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
  process.exitCode = total("failed") === 0 && total("passed") > 0 ? 0 : 1;
} catch (error) {
  failStart(error);
}
