/** Installs from the lock when what is installed differs from it. Plain Node, since nothing may be installed yet. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runChild } from "./child.mjs";
import { StartError } from "./progress.mjs";

const oldestNode = [20, 11];

export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new StartError(`Node ${oldestNode.join(".")} or newer is needed; this is ${process.versions.node}.`);
}

/**
 * npm writes `node_modules/.package-lock.json` as the last act of an installation. Installed means: it lists exactly
 * the packages of the lock, less optional ones (other platforms).
 */
export function isInstalled(root) {
  const hidden = path.join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const wanted = packagesOf(path.join(root, "package-lock.json"));
  const present = packagesOf(hidden);
  const isSame = (name) => wanted[name]?.version === present[name]?.version && wanted[name]?.integrity === present[name]?.integrity;
  const isMissing = (name) => !(name in present) && !wanted[name].optional;
  return Object.keys(present).every(isSame) && !Object.keys(wanted).some(isMissing);
}

function packagesOf(file) {
  const { packages } = JSON.parse(readFileSync(file, "utf8"));
  return Object.fromEntries(Object.entries(packages).filter(([name]) => name.startsWith("node_modules/")));
}

export async function installPackages(root) {
  // why: NODE_ENV=production would leave out what the build needs, ignore-scripts the links between PostgreSQL's libraries.
  await runChild("npm", ["ci", "--include=dev", "--ignore-scripts=false", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    quiet: true,
    title: "npm ci",
  });
}
