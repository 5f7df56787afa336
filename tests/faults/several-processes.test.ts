import { get } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isProcessAlive } from "~db/embedded/process-lock.mjs";
import { servingWorkersOf } from "../support/worker-processes";
import { liveThrough, pause } from "./exam-day";
import { expectNothingLost, rounds, seed } from "./form";
import { type Ground, openGround } from "./ground";
import type { Ledger } from "./ledger";
import type { SupervisedApp } from "./supervised-app";

/** Whichever process dies, somebody else serves: of those in its hands each page tries again, and nobody else hears of it. */
const people = { writers: 30, runningOut: 5, absent: 3, secondsLeft: 5 };
const kills = rounds(4, 60);

/** The good answers and those of the protocol; a request that died with its process has none. */
const calm = /^(save (200|409|410|unanswered)|takeover (302|unanswered)|submit (302|unanswered))$/;

/** A machine busy with others may be late now and then. */
function expectCalm({ answers }: Ledger): void {
  const odd = [...answers].filter(([answer]) => !calm.test(answer));
  expect(odd.filter(([answer]) => !answer.endsWith(" 503"))).toEqual([]);
  expect(odd.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(answers.get("save 200")! / 50);
}

/** Status of a page, over a connection that no process has had in its hands. */
const openAnew = (address: string) => new Promise<number | undefined>((resolve, reject) => {
  get(address, { agent: false }, (response) => resolve(response.resume().statusCode)).on("error", reject);
});

describe("three workers behind one port", () => {
  let ground: Ground;
  const serving = () => servingWorkersOf(ground.app.pid(), Number(new URL(ground.app.url).port));
  beforeAll(async () => {
    ground = await openGround({ workers: 3 });
  });
  afterAll(() => ground.close());

  test(`kill -9 of a worker, ${kills} times: each is replaced, nobody notices`, async () => {
    const room = await ground.openRoom(people);
    let served = 0;
    const outcome = await liveThrough({ ground, room, seed, faults: async (random) => {
      for (let kill = 0; kill < kills; kill += 1) {
        await pause(300 + random.below(700));
        // why: a replacement takes longer to serve than the pause, and a port without any worker refuses.
        await expect.poll(() => serving().length, { timeout: 60_000 }).toBe(3);
        const before = serving();
        const victim = before[random.below(before.length)]!;
        process.kill(victim, "SIGKILL");
        await expect.poll(() => isProcessAlive(victim), { timeout: 30_000 }).toBe(false);
        if ((await openAnew(`${ground.app.url}/sign-in`)) === 200) served += 1;
      }
      await expect.poll(() => serving().length, { timeout: 60_000 }).toBe(3);
    } });
    expect(served).toBe(kills);
    expectCalm(room.ledger);
    expectNothingLost(ground, outcome, kills * 100);
  });
});

describe("two apps on one database", () => {
  let ground: Ground;
  let second: SupervisedApp;
  beforeAll(async () => {
    ground = await openGround({ databaseUrl: async (appUrl) => appUrl });
    second = await ground.openSecondApp();
  });
  afterAll(async () => {
    await second.stop();
    await ground.close();
  });
  afterEach(() => expect(second.crashes).toEqual([]));

  test(`people are served by either, request by request; kill -9 of one and the other by turns, ${kills} times`, async () => {
    const room = await ground.openRoom(people);
    const apps = [ground.app, second];
    const outcome = await liveThrough({ ground, room, seed, url: (random) => apps[random.below(2)]!.url, faults: async (random) => {
      for (let kill = 0; kill < kills; kill += 1) {
        await pause(300 + random.below(700));
        const [down, up] = [apps[kill % 2]!, apps[(kill + 1) % 2]!];
        const back = down.kill();
        expect(await openAnew(`${up.url}/sign-in`)).toBe(200);
        await back;
      }
      await pause(500);
    } });
    expectCalm(room.ledger);
    expectNothingLost(ground, outcome, kills * 100);
  });
});
