import cluster, { type Worker } from "node:cluster";
import { createServer } from "node:net";
import path from "node:path";
import type { RunningServer } from "../index";
import { restartDelayMs } from "./restart-delay";
import type { WorkerOptions } from "./run-worker";

/**
 * Several server processes behind one port, and this process as their supervisor. They share the listening socket and
 * accept by themselves: a killed worker takes only the requests it was answering with it. (Were connections dealt out
 * by this process, one that is on its way to a dying worker would hang.) A worker that dies is replaced.
 */
export interface WorkersOptions {
  count: number;
  root: string;
  host: string;
  /** 0: a free one. */
  port: number;
  say: (text: string) => void;
}

/** Between the first two workers' drains; requests that arrive meanwhile find the ones still serving. */
const staggerMs = 300;
const drainMs = 5_000;

export async function startWorkers({ count, root, host, port: wanted, say }: WorkersOptions): Promise<RunningServer> {
  const port = wanted === 0 ? await freePort(host) : wanted;
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const options: WorkerOptions = { host, port, root };
  cluster.setupPrimary({ exec: path.join(root, "build/main/run-worker.js"), execArgv: ["--enable-source-maps"], args: [JSON.stringify(options)] });
  const slots = Array.from({ length: count }, () => new Slot(say));
  try {
    await Promise.all(slots.map((slot) => slot.start()));
  } catch (error) {
    await drain(slots);
    throw error;
  }
  return { port, close: () => drain(slots) };
}

/** One after the other, so that somebody serves as long as possible; whoever has not finished in time is ended. */
async function drain(slots: readonly Slot[]): Promise<void> {
  const deadline = pause(drainMs);
  const ends: Promise<void>[] = [];
  for (const slot of slots) {
    ends.push(slot.stop());
    await Promise.race([ends.at(-1), pause(staggerMs / slots.length)]);
  }
  await Promise.race([Promise.all(ends), deadline]);
  for (const slot of slots) slot.kill();
}

/** The place of one worker: whoever fills it is replaced after death, with growing pauses while it does not live long. */
class Slot {
  private worker: Worker | null = null;
  private isReady = false;
  private isOver = false;
  private shortLives = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly say: (text: string) => void) {}

  /** Resolves when the first worker serves; rejects when it dies before. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.fill(resolve, () => reject(new Error("A worker ended before it served; what it said stands above.")));
    });
  }

  /** Resolves when the place is empty for good. */
  stop(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.timer);
    const { worker } = this;
    if (worker === null) return Promise.resolve();
    return new Promise((resolve) => {
      worker.once("exit", () => resolve());
      if (!this.isReady) this.kill();
      else if (worker.isConnected()) worker.send("drain");
    });
  }

  kill(): void {
    this.worker?.process.kill("SIGKILL");
  }

  private fill(onReady: () => void, onEarlyEnd: () => void): void {
    const worker = cluster.fork();
    const startedAt = performance.now();
    this.worker = worker;
    this.isReady = false;
    worker.once("message", () => {
      this.isReady = true;
      onReady();
    });
    // why: a message to a worker that has just died fails with EPIPE; its end is told by “exit”.
    worker.on("error", () => undefined);
    worker.once("exit", (code, signal) => {
      this.worker = null;
      if (!this.isReady) onEarlyEnd();
      if (!this.isOver) this.refill(worker, signal ?? code, performance.now() - startedAt);
    });
  }

  private refill(dead: Worker, cause: string | number, livedMs: number): void {
    const delayMs = restartDelayMs(livedMs, this.shortLives);
    this.shortLives = delayMs === 0 ? 0 : this.shortLives + 1;
    this.say(`Worker ${dead.process.pid} has ended (${cause}); the next one starts ${delayMs === 0 ? "now" : `in ${delayMs} ms`}.`);
    this.timer = setTimeout(() => this.fill(() => this.say(`Worker ${this.worker?.process.pid} serves.`), () => undefined), delayMs);
  }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Chosen here, because a worker that comes later must take the same one. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
