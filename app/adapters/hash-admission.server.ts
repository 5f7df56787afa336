/**
 * A bounded queue in front of work that fills a core: at most `concurrent` tasks run, the others wait in order. Whoever would
 * wait longer than `maxWaitMs` by what tasks took lately is refused at once and told when to come back; whoever has waited so
 * long in spite of it is refused then. So a storm costs nobody a hanging page.
 */
export class BusyError extends Error {
  override readonly name = "BusyError";
  constructor(readonly retryAfterSeconds: number) {
    super(`Busy; come back in ${retryAfterSeconds} s.`);
  }
}

export type AdmissionOptions = {
  concurrent: number;
  maxWaiting: number;
  maxWaitMs: number;
  /** First guess of a task's length; afterwards a moving average. */
  expectedTaskMs: number;
  now?: () => number;
  /** In [0, 1): spreads those who were refused, so that they don't all return in the same second. */
  random?: () => number;
};

export type Admission = <Value>(task: () => Promise<Value>) => Promise<Value>;

export function createAdmission(options: AdmissionOptions): Admission {
  const { concurrent, maxWaiting, maxWaitMs, expectedTaskMs, now = () => performance.now(), random = Math.random } = options;
  const waiting = new Set<() => void>();
  let running = 0;
  let averageMs = expectedTaskMs;

  const expectedWaitMs = () => (Math.floor(waiting.size / concurrent) + 1) * averageMs;
  const busy = () => new BusyError(Math.ceil(Math.max(expectedWaitMs(), 1_000) / 1_000) + Math.floor(random() * 10));

  async function enter(): Promise<void> {
    if (running < concurrent) {
      running += 1;
      return;
    }
    if (waiting.size >= maxWaiting || expectedWaitMs() > maxWaitMs) throw busy();
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(go);
        reject(busy());
      }, maxWaitMs);
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.add(go);
    });
  }

  function leave(): void {
    const [next] = waiting;
    if (!next) {
      running -= 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  return async (task) => {
    await enter();
    const startedAt = now();
    try {
      return await task();
    } finally {
      averageMs = averageMs * 0.9 + (now() - startedAt) * 0.1;
      leave();
    }
  };
}
