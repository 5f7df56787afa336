/** Times and outcomes of requests by name; the table's lines come out of it. */
export type Line = { name: string; count: number; errors: number; rate: number; p50: number; p99: number; max: number };

export class Recorder {
  private readonly steps = new Map<string, { times: number[]; errors: Map<string, number> }>();

  /** `since`: when the request was due; so a server that stalls cannot hide by making the generator late. */
  async time<Value>(name: string, run: () => Promise<Value>, since = performance.now()): Promise<Value> {
    const step = this.stepOf(name);
    try {
      const value = await run();
      step.times.push(performance.now() - since);
      return value;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      step.errors.set(reason, (step.errors.get(reason) ?? 0) + 1);
      throw error;
    }
  }

  lines(seconds: number): Line[] {
    return [...this.steps].map(([name, { times, errors }]) => {
      const sorted = times.sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
      return { name, count: sorted.length, errors: sum(errors.values()), rate: sorted.length / seconds, p50: at(0.5), p99: at(0.99), max: at(1) };
    });
  }

  errors(): string[] {
    return [...this.steps].flatMap(([name, { errors }]) => [...errors].map(([reason, count]) => `${name}: ${count} × ${reason}`));
  }

  errorCount(): number {
    return sum([...this.steps.values()].flatMap(({ errors }) => [...errors.values()]));
  }

  private stepOf(name: string) {
    const step = this.steps.get(name) ?? { times: [], errors: new Map<string, number>() };
    this.steps.set(name, step);
    return step;
  }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
