import { afterAll, beforeAll, describe, test } from "vitest";
import { type Ground, openGround } from "./ground";
import { liveThrough, pause } from "./exam-day";
import { type FaultyWire, layWire, type WireMode } from "./faulty-wire";
import { expectNothingLost, rounds, seed } from "./form";

let ground: Ground;
/** Between app and database, and between people and app. */
let inner: FaultyWire;
let outer: FaultyWire;

beforeAll(async () => {
  ground = await openGround({
    databaseUrl: async (appUrl) => {
      const { hostname, port } = new URL(appUrl);
      inner = await layWire({ path: `${decodeURIComponent(hostname)}/.s.PGSQL.${port}` });
      const url = new URL(appUrl);
      url.hostname = "127.0.0.1";
      url.port = String(inner.port);
      return url.href;
    },
  });
  outer = await layWire({ host: "127.0.0.1", port: Number(new URL(ground.app.url).port) });
});
afterAll(async () => {
  await outer.close();
  await ground.close();
  await inner.close();
});

const people = { writers: 25, runningOut: 4, absent: 2, secondsLeft: 4 };
/** What is done to the wire, and for how many milliseconds. */
const modes: [WireMode, number][] = [
  [{ kind: "delay", milliseconds: 400 }, 2_000],
  [{ kind: "cut" }, 1_200],
  [{ kind: "drop-replies" }, 1_200],
  [{ kind: "half-close" }, 600],
];

describe.each([["between app and database", () => inner], ["between people and app", () => outer]] as const)("the wire %s", (_where, wireOf) => {
  const times = rounds(1, 25);
  test(`delays, cuts, drops replies, half-closes, ${times} × each`, async () => {
    const room = await ground.openRoom(people);
    const outcome = await liveThrough({ ground, room, seed, url: () => `http://127.0.0.1:${outer.port}`, faults: async (random) => {
      for (let time = 0; time < times; time += 1) {
        for (const [mode, milliseconds] of modes) {
          await pause(200 + random.below(400));
          wireOf().set(mode);
          await pause(milliseconds);
          wireOf().set({ kind: "fine" });
        }
      }
      await pause(800);
    } });
    expectNothingLost(ground, outcome, times * 20);
  });
});
