/** Runs a program to its end. A signal that ends us ends it first, so that nothing is orphaned. */
import { spawn } from "node:child_process";
import { StartError } from "./progress.mjs";

const running = new Set();

/**
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean, title?: string }} options quiet keeps its output for the case of failure
 */
export function runChild(program, parameters, { cwd, env, quiet = false, title = program } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
      shell: process.platform === "win32",
    });
    running.add(child);
    let said = "";
    const keep = (chunk) => {
      said = (said + chunk).slice(-20_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => reject(new StartError(`${title} could not be run: ${error.message}`)));
    child.on("close", (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(said);
      else reject(new StartError(`${said}\n${title} ended with ${signal ?? code}.`));
    });
  });
}

/** Until `release` is called SIGINT and SIGTERM end the children and then this process. */
export function endChildrenOnSignal() {
  const end = (signal) => {
    for (const child of running) child.kill("SIGTERM");
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, end);
  return { release: () => ["SIGINT", "SIGTERM"].forEach((signal) => process.removeListener(signal, end)) };
}
