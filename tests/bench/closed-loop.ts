import { Socket } from "node:net";
import type { Figure } from "./report";
import { parseReply } from "./wire";

/**
 * A closed loop over keep-alive connections, one caller each: the next request goes out when the answer to the last has
 * come. It shows how much a server can do; how long people wait at a given rate shows the open loop (arrivals.ts).
 */
export type Caller = { next(): string };
export type Measured = { rate: number; p50: number; p99: number; errors: number };
export type Seconds = { warmUp: number; measured: number };

export async function closedLoop(port: number, callers: readonly Caller[], seconds: Seconds): Promise<Measured> {
  const startAt = performance.now() + seconds.warmUp * 1_000;
  const endAt = startAt + seconds.measured * 1_000;
  const times: number[] = [];
  let errors = 0;
  const count = (status: number, sentAt: number) => {
    const now = performance.now();
    if (sentAt < startAt || now > endAt) return;
    if (status === 200) times.push(now - sentAt);
    else errors += 1;
  };
  await Promise.all(callers.map((caller) => runCaller(port, caller, endAt, count)));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return { rate: times.length / seconds.measured, p50: at(0.5), p99: at(0.99), errors };
}

function runCaller(port: number, caller: Caller, endAt: number, count: (status: number, sentAt: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new Socket();
    let received: Buffer | null = null;
    let sentAt = 0;
    const send = () => {
      if (performance.now() >= endAt) return void socket.end(() => resolve());
      sentAt = performance.now();
      socket.write(caller.next());
    };
    socket.setNoDelay(true).on("error", reject).on("data", (chunk) => {
      received = received === null ? chunk : Buffer.concat([received, chunk]);
      const reply = parseReply(received);
      if (reply === null) return;
      count(reply.status, sentAt);
      received = null;
      send();
    });
    socket.connect(port, "127.0.0.1", send);
  });
}

/** Milliseconds of CPU used so far, by the server's own processes and by its database. */
export type CpuGauge = () => { process: number; postgres: number };
/** `cpu`: µs per request, `generator` that of this process. */
export type Compared = Measured & { cpu: { process: number; postgres: number; generator: number } };

/**
 * Two or more servers in turn, so that whatever else the machine does meets each alike; of each the round with the median rate.
 */
export async function inTurn<Name extends string>(servers: Record<Name, { port: number; callers: readonly Caller[]; cpuMs: CpuGauge }>, rounds: number, seconds: Seconds): Promise<Record<Name, Compared>> {
  const names = Object.keys(servers) as Name[];
  const rows = new Map<Name, Compared[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const { port, callers, cpuMs } = servers[name];
      const before = cpuMs();
      const own = process.cpuUsage();
      const measured = await closedLoop(port, callers, seconds);
      const { user, system } = process.cpuUsage(own);
      const after = cpuMs();
      const perRequest = (microseconds: number) => microseconds / (measured.rate * (seconds.warmUp + seconds.measured));
      rows.get(name)!.push({ ...measured, cpu: { process: perRequest((after.process - before.process) * 1_000), postgres: perRequest((after.postgres - before.postgres) * 1_000), generator: perRequest(user + system) } });
    }
  }
  const median = (row: Compared[]) => row.sort((a, b) => a.rate - b.rate)[Math.floor(row.length / 2)]!;
  return Object.fromEntries(names.map((name) => [name, median(rows.get(name)!)])) as Record<Name, Compared>;
}

export function cpuFigures(name: string, { cpu }: Compared): Figure[] {
  return (["process", "postgres", "generator"] as const).map((part) => ({ name: `${name}: ${part}`, value: cpu[part], unit: "µs" }));
}
