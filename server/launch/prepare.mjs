/** Brings a clone to the state in which it can run: packages as in the lock, a build as new as the sources. */
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { waitForLock } from "../../db/embedded/process-lock.mjs";
import { buildParts, staleParts } from "./build.mjs";
import { checkNode, installPackages, isInstalled } from "./install.mjs";
import { createProgress, failStart } from "./progress.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * @param {ReturnType<import("./progress.mjs").createProgress>} progress
 * @param {{ withApp?: boolean, checkSettings?: boolean }} options commands need no app; a wrong setting should not cost a build
 */
export async function prepare(progress, { withApp = true, checkSettings = false } = {}) {
  checkNode();
  process.chdir(root);
  const lock = await waitForLock(path.join(root, ".cache/prepare.lock"), {
    onWait: ({ pid }) => progress.say(`• Process ${pid} is installing or building here; waiting for it …`),
  });
  try {
    if (!isInstalled(root)) await progress.step("Installing packages from the lock", () => installPackages(root));
    const stale = staleParts(root);
    if (stale.includes("programs")) await progress.step("Building the server", () => buildParts(root, ["programs"]));
    if (checkSettings) (await importProgram("run-app")).checkSettings();
    if (withApp && stale.includes("app")) await progress.step("Building the pages", () => buildParts(root, ["app"]));
  } finally {
    lock.release();
  }
}

export const importProgram = (name) => import(pathToFileURL(path.join(root, `build/main/${name}.js`)).href);

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepare(createProgress(process.stderr)).catch(failStart);
