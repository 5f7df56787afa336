import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { inArray } from "drizzle-orm";
import { dayMs, hourMs, minuteMs, secondMs } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { accounts, sessions } from "~db/schema";
import { newCookie } from "../support/save-client";
import type { Sitting } from "../support/sitting";
import { Ledger } from "./ledger";

/** People who sit one round, already signed in and started, and the log of what they are told. */
export type Seat = { attemptId: string; token: string; choices: string[][]; role: "writer" | "runs-out" | "absent" };
export type Room = { roundId: string; graceSeconds: number; seats: Seat[]; ledger: Ledger };

export type RoomOptions = {
  writers: number;
  /** Whose time is up `secondsLeft` after the beginning, in the middle of the faults. */
  runningOut?: number;
  secondsLeft?: number;
  /** Who started and never came back; their time is up too. */
  absent?: number;
};

/** Longer than the full form of any scenario takes. */
const minutes = 120;
const graceSeconds = 2;

export async function openRoom(database: Database, sitting: Sitting, { writers, runningOut = 0, secondsLeft = 5, absent = 0 }: RoomOptions): Promise<Room> {
  const roundId = await sitting.createRound({ opensAt: Date.now() - dayMs, closesAt: Date.now() + dayMs, rules: { minutes, graceSeconds } });
  const roles = [...Array<"writer">(writers).fill("writer"), ...Array<"runs-out">(runningOut).fill("runs-out"), ...Array<"absent">(absent).fill("absent")];
  const people = await Promise.all(roles.map(async (role) => ({ role, ...(await seatPerson(database, sitting)) })));
  await database.db.update(accounts).set({ consentedAt: Date.now(), consentVersion: 1, unitConfirmedAt: Date.now(), passwordHash: "unusable" })
    .where(inArray(accounts.id, people.map(({ accountId }) => accountId)));
  const seats = await Promise.all(people.map(async ({ role, cookie }): Promise<Seat> => {
    const now = role === "writer" ? Date.now() : Date.now() - minutes * minuteMs + secondsLeft * secondMs;
    const attemptId = await sitting.start({ sessionId: cookie.sessionId, roundId, now });
    return { role, attemptId, token: cookie.token, choices: (await sitting.itemsOf(attemptId)).map((item) => item.choiceOrder) };
  }));
  const folder = mkdtempSync(path.join(os.tmpdir(), "cchc-ledger-"));
  return { roundId, graceSeconds, seats, ledger: new Ledger(path.join(folder, "acknowledgements.ndjson")) };
}

async function seatPerson({ db }: Database, sitting: Sitting) {
  const { accountId } = await sitting.createParticipant();
  const cookie = newCookie();
  await db.insert(sessions).values({ id: cookie.sessionId, accountId, expiresAt: Date.now() + 4 * hourMs, absoluteExpiresAt: Date.now() + dayMs, createdAt: Date.now() });
  return { accountId, cookie };
}
