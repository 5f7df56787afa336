import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmbedded } from "~db/embedded";
import { createDatabase, type Database, type Tx } from "~db/client.server";
import { connect } from "~db/connection.server";
import { attempts, grades, responses, saveLog } from "~db/schema";
import { liveThrough, pause } from "./exam-day";
import { expectNothingLost, seed } from "./form";
import { type Ground, openGround } from "./ground";
import { findViolations } from "./invariants";
import type { Room } from "./room";

/** The checker must not be blind: what is wrong on purpose is found, and a database that may forget is caught forgetting. */
let ground: Ground;

beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

describe("the checker finds", () => {
  let room: Room;
  let owner: Database;
  beforeAll(async () => {
    room = await ground.openRoom({ writers: 4 });
    expectNothingLost(ground, await liveThrough({ ground, room, seed, faults: () => pause(1_500) }), 20);
    const { ownerUrl } = await startEmbedded({ dataDir: ground.folder.dataDir, log: () => undefined, supervise: false });
    owner = createDatabase(ownerUrl, { max: 1 });
  });
  afterAll(() => owner.close(1));

  const told = () => room.ledger.acknowledgements.filter(({ outcome }) => outcome === "saved").at(-1)!;
  const ofTold = () => sql`attempt_id = ${told().attemptId} and writer_epoch = ${told().epoch} and sequence = ${told().sequence}`;
  const attempt = () => eq(attempts.id, told().attemptId);

  test.each<[string, RegExp, (tx: Tx) => Promise<unknown>]>([
    ["an acknowledged save that is gone from the log", /is not in the log/, (tx) => tx.delete(saveLog).where(ofTold())],
    ["an acknowledged save logged with another content", /another content/, (tx) => tx.update(saveLog).set({ isFlagged: sql`not is_flagged` }).where(ofTold())],
    ["an acknowledged save that is logged as refused", /in the log as “late”/, (tx) => tx.update(saveLog).set({ outcome: "late" }).where(ofTold())],
    ["a current response that went back", /has lost save/, (tx) => tx.update(responses).set({ writerEpoch: 0 }).where(eq(responses.attemptId, told().attemptId))],
    ["a current response that is gone", /has lost save/, (tx) => tx.delete(responses).where(eq(responses.attemptId, told().attemptId))],
    ["a current response that is not the newest logged one", /the newest in the log/, (tx) => tx.update(responses).set({ isFlagged: sql`not is_flagged` }).where(eq(responses.attemptId, told().attemptId))],
    ["a grade of other responses", /is graded/, (tx) => tx.update(grades).set({ score: sql`score + 100` }).where(eq(grades.attemptId, told().attemptId))],
    ["a missing grade", /has 0 grades/, (tx) => tx.delete(grades).where(eq(grades.attemptId, told().attemptId))],
    ["a second grade", /has 2 grades/, (tx) => tx.execute(sql`insert into grades (attempt_id, version, score, max_score, answered_count, correct_count, per_item, graded_at) select attempt_id, 2, score, max_score, answered_count, correct_count, per_item, graded_at from grades where attempt_id = ${told().attemptId}`)],
    ["a save that counts although the grace was over", /came too late/, (tx) => tx.update(saveLog).set({ receivedAt: Date.now() + 3_600_000 }).where(ofTold())],
    ["a submitted attempt that is open again", /told “submitted”/, (tx) => tx.update(attempts).set({ state: "in-progress", submittedAt: null }).where(attempt())],
    ["an epoch that nobody was given", /epoch never given/, (tx) => tx.update(attempts).set({ writerEpoch: 0 }).where(attempt())],
    ["an older writer's save that counts", /of an older writer/, async (tx) => {
      await tx.execute(sql`insert into save_log (attempt_id, writer_epoch, sequence, position, response, is_flagged, outcome, received_at) select attempt_id, 0, sequence, position, response, is_flagged, 'saved', received_at + interval '1 second' from save_log where ${ofTold()}`);
    }],
    ["a person without an attempt", /attempts of/, (tx) => tx.delete(attempts).where(attempt())],
  ])("%s", async (_what, sentence, breakIt) => {
    const undone = new Error("undone");
    let violations: string[] = [];
    await owner.transaction(async (tx) => {
      await breakIt(tx);
      violations = await findViolations(tx, room);
      throw undone;
    }).catch((error: unknown) => {
      if (error !== undone) throw error;
    });
    expect(violations.join("\n")).toMatch(sentence);
  });
});

test("the same kill of the database loses acknowledged saves as soon as commits no longer wait for the disk, and the checker says so", async () => {
  const room = await ground.openRoom({ writers: 20 });
  await forgetCommits(await ground.adminUrl());
  const outcome = await liveThrough({ ground, room, seed, finishSeconds: 8, sweepSeconds: 1, faults: async () => {
    await pause(2_500);
    process.kill(ground.folder.databasePid()!, "SIGKILL");
    await pause(1_500);
  } });
  const lost = outcome.violations.filter((violation) => /is not in the log/.test(violation));
  console.log(`control with synchronous_commit=off: ${lost.length} of ${outcome.ledger.saved()} acknowledged saves lost`);
  expect(lost.length).toBeGreaterThan(0);
  outcome.ledger.discard();
});

/** New connections of the app commit without waiting, and nobody writes the log down for ten seconds. */
async function forgetCommits(adminUrl: string): Promise<void> {
  const admin = connect(adminUrl, 1, "control");
  await admin`alter system set wal_writer_delay = '10s'`;
  await admin`alter system set wal_writer_flush_after = '1GB'`;
  await admin`select pg_reload_conf()`;
  const [role] = await admin<{ usename: string }[]>`select usename from pg_stat_activity where application_name = 'app' limit 1`;
  await admin`alter role ${admin(role!.usename)} set synchronous_commit = off`;
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'app'`;
  await admin.end();
}
