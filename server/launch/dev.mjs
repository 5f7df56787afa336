/**
 * `npm run dev`: the app as `npm start` runs it, built again and started anew whenever a source changes.
 */
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import path from "node:path";
import { endChildrenOnSignal } from "./child.mjs";
import { prepare, root } from "./prepare.mjs";
import { createProgress, failStart } from "./progress.mjs";

const progress = createProgress();
const watched = ["app", "db", "server", "seed", "public", "drizzle"];
const settleMs = 200;

let app = null;
let isEnding = false;

function startApp() {
  const child = spawn(process.execPath, [path.join(root, "server/launch/start.mjs")], { cwd: root, stdio: "inherit", env: process.env });
  app = { child, ended: new Promise((resolve) => child.on("close", resolve)) };
}

async function stopApp() {
  app?.child.kill("SIGTERM");
  await app?.ended;
  app = null;
}

async function restart(name) {
  progress.say(`\n• ${name} has changed`);
  await stopApp();
  // why: a build that fails leaves the old app down and the message in view until the next change.
  await prepare(progress).then(startApp, (error) => progress.say(error.message));
}

function watchSources() {
  let timer;
  let current = Promise.resolve();
  const onChange = (folder) => (_event, file) => {
    if (isEnding || !file || /(^|\/)\.|~$|\.test\.tsx?$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      current = current.then(() => (isEnding ? undefined : restart(`${folder}/${file}`)));
    }, settleMs);
  };
  return watched.map((folder) => watch(path.join(root, folder), { recursive: true }, onChange(folder)));
}

try {
  const signals = endChildrenOnSignal();
  await prepare(progress);
  signals.release();
  startApp();
  const watchers = watchSources();
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, async () => {
      if (isEnding) return;
      isEnding = true;
      for (const watcher of watchers) watcher.close();
      await stopApp();
      process.exit(0);
    });
  }
} catch (error) {
  failStart(error);
}
