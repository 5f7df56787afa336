/** Which Chromium the screen tests use, and how one gets onto a machine that has none. Plain Node. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { runChild } from "../../server/launch/child.mjs";

export const browserFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // why: pictures of screens must not depend on how a machine hints and smooths its letters.
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--force-color-profile=srgb",
];

const names = ["chromium", "chromium-browser", "google-chrome"];

/** Path of the program; null when there is none. CHROMIUM overrides the search. */
export function findBrowser() {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin"];
  const candidates = [process.env.CHROMIUM, ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), playwrightsOwn()];
  return candidates.find((file) => file && isProgram(file)) ?? null;
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)("@playwright/test").chromium.executablePath();
  } catch {
    return null;
  }
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian's package where we may install it, else the build that Playwright downloads. */
export async function installBrowser(root) {
  if (process.getuid?.() === 0 && hasAptGet()) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await runChild("apt-get", ["update", "-qq"], { quiet: true, env });
    await runChild("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { quiet: true, env });
    return;
  }
  await runChild(process.execPath, [path.join(root, "node_modules/@playwright/test/cli.js"), "install", "chromium"], { quiet: true });
}

export function hasAptGet() {
  if (!existsSync("/usr/bin/apt-get")) return false;
  try {
    execFileSync("/usr/bin/apt-get", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
