import { readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
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

/** Pings of the open attempts, many per connection; the answers' heads, in order. */
function flood(room: Room): Promise<string[][]> {
  const { hostname, port, host, origin } = new URL(ground.app.url);
  return Promise.all(Array.from({ length: connections }, (_, index) => new Promise<string[]>((resolve, reject) => {
    const { attemptId, token } = room.seats[index % room.seats.length]!;
    const body = JSON.stringify({ epoch: 1, saves: [] });
    const request = [
      `POST /attempts/${attemptId}/responses HTTP/1.1`, `Host: ${host}`, `Origin: ${origin}`, "Sec-Fetch-Site: same-origin", "Content-Type: application/json",
      `Cookie: __Host-session=${token}`, `Content-Length: ${body.length}`, "", body,
    ].join("\r\n");
    let heard = "";
    const socket = createConnection(Number(port), hostname, () => socket.write(request.repeat(perConnection)));
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      heard += chunk.toString();
      const heads = heard.split(/(?=HTTP\/1\.1 )/);
      if (heads.length < perConnection || !heads.at(-1)!.includes("\r\n\r\n{")) return;
      socket.destroy();
      resolve(heads);
    });
  })));
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
    const answers = (await flood(room)).flat();
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
