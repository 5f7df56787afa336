import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendPipelined } from "../support/pipelined";
import { resume, suspend } from "./processes";
import { liveThrough, pause } from "./exam-day";
import { expectNothingLost, seed } from "./form";
import { type Ground, openGround } from "./ground";
import type { Room } from "./room";

/** Thousands of saves at once on a database that hangs: the queue is bounded, everybody is answered, the process lives on and forgets nothing. */
let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

const connections = 300;
const perConnection = 25;

/** Pings of the open attempts. */
function flood(room: Room): Promise<string[]> {
  const { host, origin } = new URL(ground.app.url);
  const body = JSON.stringify({ epoch: 1, saves: [] });
  const request = (connection: number) => {
    const { attemptId, token } = room.seats[connection % room.seats.length]!;
    return [
      `POST /attempts/${attemptId}/responses HTTP/1.1`, `Host: ${host}`, `Origin: ${origin}`, "Sec-Fetch-Site: same-origin", "Content-Type: application/json",
      `Cookie: __Host-session=${token}`, `Content-Length: ${body.length}`, "", body,
    ].join("\r\n");
  };
  return sendPipelined(origin, { request, connections, perConnection });
}

/** Resident memory of the app in megabytes. */
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${ground.app.pid()}/status`, "utf8"))![1]) / 1_024;

test(`${connections * perConnection} requests at once while the database hangs are all told to come back, and the next save is taken`, async () => {
  const room = await ground.openRoom({ writers: 20 });
  const pid = ground.app.pid();
  let mostMemory = 0;
  const outcome = await liveThrough({ ground, room, seed, faults: async () => {
    await pause(500);
    const stopped = suspend(ground.folder.databasePid()!);
    const watching = setInterval(() => (mostMemory = Math.max(mostMemory, memory())), 100);
    const answers = await flood(room);
    clearInterval(watching);
    expect(await fetch(`${ground.app.url}/healthz`).then(({ status }) => status)).toBe(200);
    resume(stopped);
    expect(answers).toHaveLength(connections * perConnection);
    expect(answers.filter((answer) => !/^HTTP\/1\.1 503 /.test(answer) || !/\r\nRetry-After: [1-9]/i.test(answer))).toEqual([]);
    await pause(1_000);
  } });
  console.log(`app: at most ${Math.round(mostMemory)} MB`);
  expect(ground.app.pid()).toBe(pid);
  expect(mostMemory).toBeLessThan(500);
  expectNothingLost(ground, outcome, 100);
});
