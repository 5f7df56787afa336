import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "../support/launch-folder";
import { liveThrough, pause } from "./exam-day";
import { expectNothingLost, rounds, seed } from "./form";
import { type Ground, openGround } from "./ground";

/** The cluster lies on a small tmpfs, which only root may mount; elsewhere the test says that it was left out. */
const disk = mountSmallDisk();
let ground: Ground | undefined;

function mountSmallDisk(): string | null {
  const folder = makeFolder("faults-disk-");
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=220m,mode=755", "tmpfs", folder], { stdio: "ignore" });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    console.log("disk full: left out, because no tmpfs may be mounted here");
    return null;
  }
}

afterAll(async () => {
  await ground?.close().catch(() => undefined);
  if (disk !== null) execFileSync("umount", ["-l", disk]);
});

/** Takes every free byte; returns what gives them back. */
function fill(folder: string): () => void {
  const file = path.join(folder, "ballast");
  const descriptor = openSync(file, "w");
  for (let chunk = Buffer.alloc(1 << 20); chunk.length > 0; ) {
    try {
      writeSync(descriptor, chunk);
    } catch {
      chunk = chunk.subarray(0, chunk.length >> 1);
    }
  }
  closeSync(descriptor);
  return () => rmSync(file, { force: true });
}

const times = rounds(1, 10);
test.skipIf(disk === null)(`the disk of the database is full ${times} times, then there is room again: nothing acknowledged is lost, nobody's page stops`, async () => {
  ground = await openGround({ parent: path.join(disk!, "ground") });
  const room = await ground.openRoom({ writers: 20, runningOut: 3, absent: 2, secondsLeft: 4 });
  const outcome = await liveThrough({ ground, room, seed, faults: async (random) => {
    for (let time = 0; time < times; time += 1) {
      await pause(500 + random.below(500));
      const makeRoom = fill(disk!);
      await pause(3_000 + random.below(2_000));
      makeRoom();
      await pause(2_000);
    }
  } });
  expect(room.ledger.answers.get("save 503") ?? 0).toBeGreaterThan(0);
  expectNothingLost(ground, outcome, 50);
});
