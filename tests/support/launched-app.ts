import { spawn, type ChildProcess } from "node:child_process";

/** A started `npm start` as tests see it: what it prints, where it listens, how it ends. */
export interface LaunchedApp {
  child: ChildProcess;
  /** Everything printed so far, both streams. */
  output(): string;
  /** Address after “Ready:”; rejects with the output when it ends first or takes longer than `seconds`. */
  ready(seconds?: number): Promise<string>;
  /** Exit code; null when a signal ended it. */
  ended: Promise<number | null>;
}

export interface LaunchOptions {
  env: Record<string, string>;
  cwd?: string;
  command?: [string, ...string[]];
  uid?: number;
  gid?: number;
}

/** Settings of the caller's shell do not reach it: only PATH and HOME do. */
export function launchApp({ env, cwd = process.cwd(), command = [process.execPath, "server/launch/start.mjs"], uid, gid }: LaunchOptions): LaunchedApp {
  const [program, ...parameters] = command;
  const kept = Object.fromEntries(["PATH", "HOME", "TMPDIR"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  const child = spawn(program, parameters, {
    cwd,
    env: { NODE_ENV: "production", ...kept, ...env } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid === undefined ? {} : { uid, gid: gid ?? uid }),
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  return { child, output: () => printed, ended, ready: (seconds = 60) => waitUntilReady(() => printed, ended, seconds) };
}

async function waitUntilReady(output: () => string, ended: Promise<number | null>, seconds: number): Promise<string> {
  const endsAt = performance.now() + seconds * 1_000;
  let isOver = false;
  void ended.then(() => (isOver = true));
  for (;;) {
    const address = /Ready: (\S+)/.exec(output())?.[1];
    if (address !== undefined) return address;
    if (isOver || performance.now() > endsAt) throw new Error(`The app did not become ready:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
