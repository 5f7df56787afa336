import type { Database } from "~db/client.server";
import { describeError } from "~db/errors.server";
import { sweepAttempts } from "./sweep-attempts.server";

/** Sweeps every few seconds for the life of a process, in every process, each at its own rhythm. A failed sweep is logged and tried again. */
const everyMs = 5_000;

export type Sweeper = { /** Resolves when the sweep under way has ended. */ stop(): Promise<void> };

export function startSweeper(context: { database: Pick<Database, "db" | "sql">; log: { error(fields: object, message: string): void } }): Sweeper {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let running = Promise.resolve();
  const sweep = async () => {
    await sweepAttempts(context).catch((error: unknown) => context.log.error({ error: describeError(error) }, "sweeping failed"));
    schedule();
  };
  const schedule = () => {
    if (isStopped) return;
    timer = setTimeout(() => (running = sweep()), everyMs * (0.75 + Math.random() / 2));
    timer.unref();
  };
  running = sweep();
  return {
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
