/**
 * Everything that is built: the Remix app (Vite), and by esbuild the server around it, the commands and the workers.
 * Each part has a stamp with the hash of its sources; an equal stamp means there is nothing to do.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { runChild } from "./child.mjs";

const configuration = ["package-lock.json", "remix.config.js", "tsconfig.json", "vite.config.ts"];
/** The organisers' guide: a page of its own, served as it is at `/huong-dan/`. */
const guideFolder = path.join("docs", "huong-dan");
/** What each part is made of. The pages import nothing of `server` and `seed` (.dependency-cruiser.cjs). */
const foldersOf = { programs: ["app", "db", "server", "seed"], app: ["app", "db", "public", guideFolder] };

const isSource = (name) => !/\.(test|fixture)\.tsx?$/.test(name) && !name.startsWith(path.join("seed", "data"));

function sourceHash(root, part) {
  const inFolders = foldersOf[part].flatMap((folder) => (existsSync(path.join(root, folder)) ? filesBelow(root, folder) : []));
  const hash = createHash("sha256").update(process.version);
  for (const name of [...inFolders.filter(isSource).sort(), ...configuration]) {
    hash.update(`${name}\0`).update(readFileSync(path.join(root, name))).update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(root, folder) {
  const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
}

const stampOf = (root, part) => path.join(root, "build", `.stamp-${part}`);

function isFresh(root, part) {
  const stamp = stampOf(root, part);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === sourceHash(root, part);
}

/** `programs`: server, commands, workers (a second). `app`: what the browser gets and Remix renders (many). */
export function staleParts(root) {
  return ["programs", "app"].filter((part) => !isFresh(root, part));
}

export async function buildParts(root, parts) {
  mkdirSync(path.join(root, "build"), { recursive: true });
  for (const part of parts) {
    // why: taken before, so that a source changed during the build makes the build stale.
    const hash = sourceHash(root, part);
    rmSync(stampOf(root, part), { force: true });
    await (part === "app" ? buildApp(root) : buildPrograms(root));
    writeFileSync(stampOf(root, part), hash);
  }
}

async function buildPrograms(root) {
  const { build, stop } = await import(pathToFileURL(path.join(root, "node_modules/esbuild/lib/main.js")).href).then((module) => module.default ?? module);
  const at = (name) => path.join(root, name);
  const workers = existsSync(at("app/adapters/workers")) ? readdirSync(at("app/adapters/workers")).filter((name) => name.endsWith(".worker.ts")) : [];
  const entries = [
    { out: "main/run-app", in: at("server/launch/run-app.ts") },
    { out: "main/run-worker", in: at("server/launch/run-worker.ts") },
    { out: "main/run-command", in: at("server/launch/run-command.ts") },
    ...(existsSync(at("server/cli/main.ts")) ? [{ out: "cli/main", in: at("server/cli/main.ts") }] : []),
    ...workers.map((name) => ({ out: `workers/${name.replace(/\.ts$/, "")}`, in: at(`app/adapters/workers/${name}`) })),
  ];
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: at("build"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "linked",
    tsconfig: at("tsconfig.json"),
    logLevel: "warning",
  });
  // why: its service process would else live as long as the server that this process becomes.
  await stop();
}

async function buildApp(root) {
  // why: left alone, the plugin empties all of `build`, the programs beside the app included (vite.config.ts tells it not to).
  for (const part of ["client", "server"]) rmSync(path.join(root, "build", part), { recursive: true, force: true });
  await runChild(process.execPath, [path.join(root, "node_modules/@remix-run/dev/dist/cli.js"), "vite:build"], {
    cwd: root,
    quiet: true,
    env: { NODE_ENV: "production" },
    title: "remix vite:build",
  });
  cpSync(path.join(root, guideFolder), path.join(root, "build/client/huong-dan"), { recursive: true });
  await compressAssets(path.join(root, "build/client"));
}

/** A `.gz` beside every text asset, at the best level: done once, not per request. */
async function compressAssets(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json|txt|webmanifest)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const zipped = await promisify(gzip)(readFileSync(file), { level: 9 });
    writeFileSync(`${file}.gz`, zipped);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
  await buildParts(root, ["programs", "app"]);
}
