import cluster from "node:cluster";
import path from "node:path";
import { startServer, type RunningServer } from "../index";
import { logStrayErrors } from "./stray-errors";

/**
 * One of several server processes behind one port, started by `workers.ts`. It ends when the supervisor says so, and at
 * once when the supervisor is gone: the port must be free for the next start.
 */
export interface WorkerOptions {
  host: string;
  port: number;
  root: string;
}

// why: Ctrl-C of a terminal reaches every process of it; the supervisor decides when a worker drains.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
logStrayErrors((text) => process.stdout.write(`${text}\n`));

const { host, port, root } = JSON.parse(process.argv[2] ?? "{}") as WorkerOptions;
const server: Promise<RunningServer> = startServer({ host, port, buildDirectory: path.join(root, "build") });
server.then(
  () => process.send?.("ready"),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
cluster.worker?.on("message", (message: unknown) => {
  if (message === "drain") void server.then((running) => running.close()).finally(() => process.exit(0));
});
