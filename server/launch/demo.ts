import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Env } from "~/env.server";
import { isEmptyDatabase, type OpenDatabase } from "./open-database";
import { runToEnd } from "./run-command";

/**
 * The demo contest goes into an empty database, by the command `demo-load`. A mark in DATA_DIR lasts as long as the
 * loading does; found at a start, it says that the last loading was interrupted, so what it left is removed first.
 */
const markOf = (env: Env) => path.join(env.dataDir, "demo-loading");

export async function wantsDemo(env: Env, database: OpenDatabase): Promise<boolean> {
  const isWanted = env.demo ?? database.embedded !== null;
  return isWanted && (existsSync(markOf(env)) || (await isEmptyDatabase(database.appUrl)));
}

export async function loadDemo(root: string, env: Env, database: OpenDatabase, note: (text: string) => void): Promise<void> {
  const mark = markOf(env);
  if (existsSync(mark) && !(await isEmptyDatabase(database.appUrl))) {
    note("the last loading was interrupted: removing what it left");
    await command(root, env, "demo-remove");
  }
  mkdirSync(env.dataDir, { recursive: true });
  writeFileSync(mark, "");
  await command(root, env, "demo-load");
  rmSync(mark);
}

async function command(root: string, env: Env, name: string): Promise<void> {
  const code = await runToEnd(path.join(root, "build/cli/main.js"), [name], { DATA_DIR: env.dataDir });
  if (code !== 0) throw new Error(`The demo contest could not be loaded (${name} ended with ${code}).`);
}
