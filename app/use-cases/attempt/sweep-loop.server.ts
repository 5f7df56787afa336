import type { Database } from "~db/client.server";
import { describeError } from "~db/errors.server";
import { deleteExpiredSessions } from "~db/repositories/session.server";
import { sweepAttempts } from "./sweep-attempts.server";

/** Sweeps every few seconds for the life of a process, in every process, each at its own rhythm. A failed sweep is logged and tried again. */
const everyMs = 5_000;
/** Expired sessions go about once an hour. */
const sessionsEvery = 720;

export type Sweeper = { /** Resolves when the sweep under way has ended. */ stop(): Promise<void> };

export function startSweeper(context: { database: Pick<Database, "db" | "sql">; log: { error(fields: object, message: string): void } }): Sweeper {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let running = Promise.resolve();
  let count = 0;
  const work = async () => {
    await sweepAttempts(context);
    if (count++ % sessionsEvery === 0) await deleteExpiredSessions(context.database.db);
  };
  const sweep = async () => {
    await work().catch((error: unknown) => context.log.error({ error: describeError(error) }, "sweeping failed"));
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
