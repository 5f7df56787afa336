import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "~db/connection.server";
import { childrenOf, resume, suspend } from "./processes";
import { type Ground, openGround } from "./ground";
import { liveThrough, pause } from "./exam-day";
import { expectNothingLost, rounds, seed } from "./form";

let ground: Ground;
const people = { writers: rounds(30, 60), runningOut: 5, absent: 3, secondsLeft: 5 };
/** Saves acknowledged while app or database were killed. */
let acknowledged = 0;

beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

/** Waits for it where the app is about to start it again. */
async function databasePid(): Promise<number> {
  for (let tries = 0; tries < 600; tries += 1) {
    const pid = ground.folder.databasePid();
    if (pid !== null) return pid;
    await pause(50);
  }
  throw new Error("no database is running");
}

async function untilDatabaseIsBack(): Promise<number> {
  const from = performance.now();
  for (;;) {
    const isReady = await fetch(`${ground.app.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(({ status }) => status === 200, () => false);
    if (isReady) return (performance.now() - from) / 1_000;
    await pause(50);
  }
}

const worst = (seconds: readonly number[]) => `slowest recovery ${Math.max(...seconds).toFixed(1)} s`;

describe("kill -9 under load", () => {
  const appKills = rounds(3, 200);
  test(`of the app, ${appKills} times`, async () => {
    const room = await ground.openRoom(people);
    const seconds: number[] = [];
    const outcome = await liveThrough({ ground, room, seed, faults: async (random) => {
      for (let kill = 0; kill < appKills; kill += 1) {
        await pause(200 + random.below(900));
        seconds.push(await ground.app.kill());
      }
      await pause(500);
    } });
    console.log(`app: ${worst(seconds)}`);
    acknowledged += expectNothingLost(ground, outcome, appKills * 20);
  });

  const databaseKills = rounds(2, 100);
  test(`of the database, ${databaseKills} times, its postmaster and its backends by turns`, async () => {
    const room = await ground.openRoom(people);
    const seconds: number[] = [];
    const outcome = await liveThrough({ ground, room, seed, faults: async (random) => {
      for (let kill = 0; kill < databaseKills; kill += 1) {
        await pause(300 + random.below(900));
        const postmaster = await databasePid();
        const backends = childrenOf(postmaster);
        process.kill(kill % 2 === 0 ? postmaster : backends[random.below(backends.length)]!, "SIGKILL");
        await pause(150);
        seconds.push(await untilDatabaseIsBack());
      }
      await pause(500);
    } });
    console.log(`database: ${worst(seconds)}`);
    expect(Math.max(...seconds)).toBeLessThan(30);
    acknowledged += expectNothingLost(ground, outcome, databaseKills * 20);
  });

  const bothKills = rounds(1, 20);
  test(`of both at once, ${bothKills} times`, async () => {
    const room = await ground.openRoom(people);
    const outcome = await liveThrough({ ground, room, seed, faults: async (random) => {
      for (let kill = 0; kill < bothKills; kill += 1) {
        await pause(300 + random.below(900));
        process.kill(await databasePid(), "SIGKILL");
        await ground.app.kill();
      }
      await pause(500);
    } });
    acknowledged += expectNothingLost(ground, outcome, bothKills * 20);
  });

  const least = rounds(2_000, 100_000);
  test(`with ${least} acknowledged saves or more in these three`, () => {
    expect(acknowledged).toBeGreaterThanOrEqual(least);
  });
});

const terminations = rounds(12, 300);
test(`pg_terminate_backend of backends in the middle of a statement, ${terminations} times`, async () => {
  const room = await ground.openRoom(people);
  const admin = connect(await ground.adminUrl(), 1, "killer");
  let killed = 0;
  const outcome = await liveThrough({ ground, room, seed, faults: async (random) => {
    while (killed < terminations) {
      await pause(30 + random.below(120));
      const gone = await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'app' and state <> 'idle'`;
      killed += gone.length;
    }
  } });
  await admin.end();
  expectNothingLost(ground, outcome, terminations * 3);
});

describe("SIGSTOP under load", () => {
  const stops = rounds(1, 15);
  test(`of the whole database, ${stops} times, shorter and longer than a save waits`, async () => {
    const room = await ground.openRoom(people);
    const outcome = await liveThrough({ ground, room, seed, faults: async (random) => {
      for (let stop = 0; stop < stops; stop += 1) {
        await pause(300 + random.below(500));
        const stopped = suspend(await databasePid());
        await pause(stop % 2 === 0 ? 6_500 : 500 + random.below(1_500));
        resume(stopped);
      }
      await pause(1_500);
    } });
    expect(room.ledger.answers.get("save 503") ?? 0).toBeGreaterThan(0);
    expectNothingLost(ground, outcome, stops * 20);
  });

  test(`of the app, ${stops} times`, async () => {
    const room = await ground.openRoom(people);
    const outcome = await liveThrough({ ground, room, seed, faults: async (random) => {
      for (let stop = 0; stop < stops; stop += 1) {
        await pause(300 + random.below(500));
        process.kill(ground.app.pid(), "SIGSTOP");
        await pause(1_000 + random.below(4_000));
        process.kill(ground.app.pid(), "SIGCONT");
      }
      await pause(500);
    } });
    expectNothingLost(ground, outcome, stops * 20);
  });
});
