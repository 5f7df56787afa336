import type { RoundPhase } from "~/domain/contest/phase";
import { type ChangeWish, describeChange, possibleChanges } from "~/domain/contest/round-change";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { databaseNow } from "~db/repositories/clock.server";
import { countRunningAttempts, listRoundChanges } from "~db/repositories/round-change.server";
import { findRound } from "~db/repositories/round.server";
import { knownRound } from "./change-round.server";

export type ToldChange = { at: Instant; sentences: string[]; reason: string };

/** What may still be changed of a round that people know about, and what has been. */
export type RoundChangesView = {
  roundId: string;
  name: string;
  phase: RoundPhase;
  possible: ChangeWish["kind"][];
  opensAt: Instant;
  closesAt: Instant;
  minutes: number;
  allowed: number | null;
  /** People who are sitting at this moment. */
  running: number;
  changes: (ToldChange & { changedBy: string | null })[];
};

/** Null when there is no such round. */
export async function loadRoundChanges({ database: { db } }: { database: Database }, roundId: string): Promise<RoundChangesView | null> {
  const row = await findRound(db, roundId);
  if (row === null) return null;
  const [known, running, changes] = await Promise.all([databaseNow(db).then((now) => knownRound(db, row, now)), countRunningAttempts(db, roundId), listRoundChanges(db, roundId)]);
  const { name, opensAt, closesAt, rules } = row;
  return {
    roundId, name, opensAt, closesAt, running,
    phase: known.phase,
    possible: [...possibleChanges(known)],
    minutes: rules.minutes,
    allowed: rules.attempts.allowed,
    changes: changes.map(({ at, changes: each, reason, changedBy }) => ({ at, reason, changedBy, sentences: each.map(describeChange) })),
  };
}
