import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { hourMs } from "~/domain/shared/time";
import { connect } from "~db/connection.server";
import { sessions } from "~db/schema";
import { openTestCluster } from "../support/cluster";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { launchApp } from "../support/launched-app";
import { newCookie } from "../support/save-client";
import { createSitting } from "../support/sitting";
import { type Measured, measureSaves, type Writer } from "./load";

/**
 * Acknowledged saves per second through the built app, against the floor (floor.ts), in the same run on the same
 * database server. Rounds alternate, so that whatever else the machine does meets both; the table shows medians.
 */
const connectionCounts = [50, 500];
const rounds = 3;
const seconds = { warmUp: 2, measured: 6 };

type Program = { port: number; pid: number; stop(): Promise<void> };
/** CPU in µs per save: of the program, and of the database's backends that serve it. */
type Row = Measured & { programCpu: number; backendCpu: number };

export async function main(): Promise<number> {
  const closeCluster = await openTestCluster();
  const database = await createTestDatabase({ max: 10 });
  const programs: Program[] = [];
  try {
    const writers = await createWriters(database, Math.max(...connectionCounts));
    const floor = await startFloor(database);
    programs.push(floor);
    const app = await startApp(database);
    programs.push(app);
    for (const count of connectionCounts) {
      print(count, await compare(database, { floor, app }, writers.slice(0, count)));
    }
    return 0;
  } finally {
    for (const program of programs) await program.stop();
    await database.drop();
    await closeCluster();
  }
}

async function compare(database: TestDatabase, programs: Record<"floor" | "app", Program>, writers: Writer[]): Promise<Record<"floor" | "app", Row>> {
  const rows: Record<"floor" | "app", Row[]> = { floor: [], app: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of ["floor", "app"] as const) {
      const { pid, port } = programs[name];
      const before = [cpuMs(pid), await backendCpuMs(database)] as const;
      const measured = await measureSaves({ port, writers }, seconds);
      const saves = measured.rate * (seconds.warmUp + seconds.measured);
      const perSave = (after: number, earlier: number) => ((after - earlier) * 1_000) / saves;
      rows[name].push({ ...measured, programCpu: perSave(cpuMs(pid), before[0]), backendCpu: perSave(await backendCpuMs(database), before[1]) });
    }
  }
  return { floor: medianRow(rows.floor), app: medianRow(rows.app) };
}

const medianRow = (rows: readonly Row[]): Row => [...rows].sort((a, b) => a.rate - b.rate)[Math.floor(rows.length / 2)]!;

function print(connections: number, { floor, app }: Record<"floor" | "app", Row>): void {
  const line = (name: string, row: Row) =>
    [name.padEnd(6), ...[row.rate.toFixed(0), row.p50.toFixed(1), row.p99.toFixed(1), row.errors, row.programCpu.toFixed(0), row.backendCpu.toFixed(0)].map((text) => String(text).padStart(10))].join("");
  console.log(`\n${connections} connections`);
  console.log(`         saves/s    p50 ms    p99 ms    errors   node µs     pg µs   (CPU per save)`);
  console.log(line("floor", floor));
  console.log(line("app", app));
  const cpu = (row: Row) => row.programCpu + row.backendCpu;
  console.log(`app ÷ floor: ${(app.rate / floor.rate).toFixed(2)} × the saves, ${(cpu(app) / cpu(floor)).toFixed(2)} × the CPU per save`);
}

async function backendCpuMs(database: TestDatabase): Promise<number> {
  const backends = await database.sql<{ pid: number }[]>`select pid from pg_stat_activity where datname = current_database()`;
  return backends.reduce((sum, { pid }) => sum + cpuMs(pid), 0);
}

/** User and system time of a process so far; 0 where there is no /proc. */
function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

async function createWriters(database: TestDatabase, count: number): Promise<Writer[]> {
  const sitting = await createSitting(database);
  const roundId = await sitting.createRound({ opensAt: Date.now() - hourMs, closesAt: Date.now() + 4 * hourMs, rules: { minutes: 180 } });
  const create = async (): Promise<Writer> => {
    const { accountId } = await sitting.createParticipant();
    const { token, sessionId } = newCookie();
    const expiresAt = Date.now() + 12 * hourMs;
    await database.db.insert(sessions).values({ id: sessionId, accountId, expiresAt, absoluteExpiresAt: expiresAt, createdAt: Date.now() });
    const attemptId = await sitting.start({ sessionId, roundId });
    const items = await sitting.itemsOf(attemptId);
    return { attemptId, token, sequence: 0, choicesByPosition: items.map((item) => item.choiceOrder) };
  };
  const writers: Writer[] = [];
  while (writers.length < count) writers.push(...(await Promise.all(Array.from({ length: 10 }, create))));
  return writers;
}

async function startFloor(database: TestDatabase): Promise<Program> {
  const owner = connect(database.ownerUrl, 1);
  await owner.unsafe(`create table floor_responses (attempt_id uuid, position integer, response jsonb, is_flagged boolean not null, sequence bigint not null,
    saved_at timestamptz(3) not null, primary key (attempt_id, position)); grant all on floor_responses to public`);
  await owner.end();
  const child: ChildProcess = fork(path.resolve("build/bench/floor.js"), { env: { ...process.env, FLOOR_DATABASE_URL: database.appUrl } });
  const port = await new Promise<number>((resolve, reject) => child.once("message", (message) => resolve(Number(message))).once("exit", () => reject(new Error("the floor did not start"))));
  return { port, pid: child.pid!, stop: () => stopChild(child, "SIGKILL") };
}

async function startApp(database: TestDatabase): Promise<Program> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "cchc-bench-"));
  const app = launchApp({ env: { PORT: "0", DATA_DIR: dataDir, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, LOG_LEVEL: "warn" } });
  const url = await app.ready();
  const stop = async () => {
    await stopChild(app.child, "SIGTERM");
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { port: Number(new URL(url).port), pid: app.child.pid!, stop };
}

function stopChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
