import { fork } from "node:child_process";
import path from "node:path";
import { sql } from "drizzle-orm";
import { build } from "esbuild";
import type postgres from "postgres";
import { connect } from "~db/connection.server";

/**
 * Transactions whose backend is terminated in the middle, under traffic. Each writes two halves of one number into
 * `halves`; one half without the other is a half-commit. The same scenario runs with the guard and, in a process of its
 * own because the bare driver may hang or crash, without it.
 */
export interface Runner {
  transaction(run: (tx: Executor) => Promise<void>): Promise<void>;
  ping(): PromiseLike<unknown>;
}

interface Executor {
  execute(query: ReturnType<typeof sql>): PromiseLike<unknown>;
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function runnerOf(handles: { transaction(run: (tx: Executor) => Promise<void>): Promise<void>; db: Executor }): Runner {
  return { transaction: (run) => handles.transaction(run), ping: () => handles.db.execute(sql`select 1`) };
}

/** Writes the first half, has its own backend terminated while it waits for something else, then writes the second half. */
export async function killedTransfer(runner: Runner, admin: postgres.Sql, number: number): Promise<void> {
  await runner.transaction(async (tx) => {
    const [row] = (await tx.execute(sql`select pg_backend_pid() as pid`)) as { pid: number }[];
    await tx.execute(sql`insert into halves values (${number}, 'first')`);
    await admin`select pg_terminate_backend(${row?.pid ?? 0})`;
    await pause(20 + (number % 10) * 5);
    // why: code that goes on after a failure is the dangerous kind; every other transfer does.
    if (number % 2 === 0) await Promise.resolve(tx.execute(sql`select 1`)).catch(() => undefined);
    await tx.execute(sql`insert into halves values (${number}, 'second')`);
  });
}

/** Ten transfers at a time, `rounds` times, beside four loops of plain statements on the same pool. */
export async function halfCommitsUnderTraffic(runner: Runner, admin: postgres.Sql, rounds: number): Promise<{ halves: number; rejected: number }> {
  await admin`delete from halves`;
  let isOver = false;
  const traffic = Promise.all(
    [1, 2, 3, 4].map(async () => {
      while (!isOver) await Promise.resolve(runner.ping()).catch(() => pause(5));
    }),
  );
  let rejected = 0;
  for (let round = 0; round < rounds; round += 1) {
    const numbers = Array.from({ length: 10 }, (_, index) => round * 10 + index);
    const outcomes = await Promise.allSettled(numbers.map((number) => killedTransfer(runner, admin, number)));
    rejected += outcomes.filter((outcome) => outcome.status === "rejected").length;
  }
  await pause(300);
  isOver = true;
  await traffic;
  return { halves: await countHalves(admin), rejected };
}

async function countHalves(admin: postgres.Sql): Promise<number> {
  const rows = await admin`select number from halves group by number having count(distinct half) = 1`;
  return rows.length;
}

export interface ControlOptions {
  appUrl: string;
  adminUrl: string;
  rounds: number;
}

/** “n half-commits of m”, else that the bare driver hung or crashed, with the half-commits until then. */
export async function runUnguardedControl(options: ControlOptions): Promise<string> {
  const program = path.resolve("build/control/half-commits.js");
  await build({
    entryPoints: [path.resolve("tests/support/unguarded-control.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  const child = fork(program, [JSON.stringify(options)], { stdio: "ignore" });
  const end = await Promise.race([new Promise<string>((resolve) => child.on("close", (code) => resolve(code === 0 ? "done" : "crashed"))), pause(20_000).then(() => "hung")]);
  child.kill("SIGKILL");
  const admin = connect(options.adminUrl, 1);
  const halves = await countHalves(admin);
  await admin.end();
  return `${end === "done" ? "" : `${end}, `}${halves} half-commits of ${options.rounds * 10}`;
}
