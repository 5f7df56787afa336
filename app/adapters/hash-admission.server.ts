/**
 * A bounded queue in front of work that fills a core: at most `concurrent` tasks run, the others wait in order. Whoever would
 * wait longer than `maxWaitMs` is refused at once and told when to come back, so a storm costs nobody a hanging page.
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
  const waiting: (() => void)[] = [];
  let running = 0;
  let averageMs = expectedTaskMs;

  const expectedWaitMs = () => (running < concurrent ? 0 : (Math.floor(waiting.length / concurrent) + 1) * averageMs);

  async function enter(): Promise<void> {
    const wait = expectedWaitMs();
    if (waiting.length >= maxWaiting || wait > maxWaitMs) throw new BusyError(Math.ceil(Math.max(wait, 1_000) / 1_000) + Math.floor(random() * 10));
    if (running < concurrent) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
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
