import { seededRandom, type SeededRandom } from "~/domain/shared/random";
import { findViolations } from "./invariants";
import type { Ledger } from "./ledger";
import { Person } from "./participant";
import type { Room } from "./room";
import type { Ground } from "./ground";

/** People write while a fault happens, then everything is well again, everybody finishes, and the books are compared. */
export type ExamDay = {
  ground: Ground;
  room: Room;
  seed: string;
  /** Where the people send to, if not straight to the app; asked anew for each request. */
  url?: (random: SeededRandom) => string;
  longestEditPauseMs?: number;
  /** How long everybody may take to finish, and how long the app to close and grade what has run out. */
  finishSeconds?: number;
  sweepSeconds?: number;
  /** The faults; when it resolves, nothing is broken any more. */
  faults: (random: SeededRandom) => Promise<void>;
};

export type Outcome = { violations: string[]; complaints: string[]; summary: string; ledger: Ledger; unfinished: number };

export async function liveThrough({ ground, room, seed, url = () => ground.app.url, longestEditPauseMs = 60, finishSeconds = 120, sweepSeconds = 60, faults }: ExamDay): Promise<Outcome> {
  const people = room.seats.filter(({ role }) => role !== "absent").map((seat, index) => {
    const random = seededRandom(`${seed}/${index}`);
    return new Person({ url: () => url(random), seat, ledger: room.ledger, random, longestEditPauseMs });
  });
  let finished = 0;
  const sitting = Promise.all(people.map((person) => person.sit().then(() => (finished += 1))));
  await faults(seededRandom(`${seed}/faults`));
  for (const person of people) person.stop();
  await Promise.race([sitting, pause(finishSeconds * 1_000)]);
  const database = await ground.openDatabase();
  try {
    await waitUntilGraded(database.sql, room.roundId, sweepSeconds);
    const violations = await findViolations(database.db, room);
    return { violations, complaints: people.flatMap((person) => person.complaints), summary: room.ledger.summary(), ledger: room.ledger, unfinished: people.length - finished };
  } finally {
    await database.close(1);
  }
}

/** Attempts whose time is up are closed and graded by the app itself, without anybody asking. Gives up silently: the checker names what is open. */
async function waitUntilGraded(sql: Awaited<ReturnType<Ground["openDatabase"]>>["sql"], roundId: string, sweepSeconds: number): Promise<void> {
  const endsAt = performance.now() + sweepSeconds * 1_000;
  for (;;) {
    const [row] = await sql<{ open: number }[]>`select count(*)::integer as open from attempts where round_id = ${roundId} and graded_at is null`;
    if (row?.open === 0 || performance.now() > endsAt) return;
    await pause(250);
  }
}

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
