import type { RoundPhase } from "~/domain/contest/phase";
import { type ChangeNotice, type ChangeWish, describeChange, possibleChanges } from "~/domain/contest/round-change";
import type { Instant } from "~/domain/shared/time";
import type { Database, Handle } from "~db/client.server";
import { listAuditRows } from "~db/read-models/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { countRunningAttempts, listRoundChanges } from "~db/repositories/round-change.server";
import { findRound, type RoundRow } from "~db/repositories/round.server";
import { knownRound } from "./change-round.server";

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
  changes: ChangeNotice[];
};

/** Null when there is no such round. */
export async function loadRoundChanges({ database: { db } }: { database: Database }, roundId: string): Promise<RoundChangesView | null> {
  const row = await findRound(db, roundId);
  if (row === null) return null;
  const [known, running, changes] = await Promise.all([databaseNow(db).then((now) => knownRound(db, row, now)), countRunningAttempts(db, roundId), listToldChanges(db, row)]);
  const { name, opensAt, closesAt, rules } = row;
  return {
    roundId, name, opensAt, closesAt, running, changes,
    phase: known.phase,
    possible: [...possibleChanges(known)],
    minutes: rules.minutes,
    allowed: rules.attempts.allowed,
  };
}

/** Newest first. A draft is cancelled without telling anybody, so that only the audit knows why. */
export async function listToldChanges(handle: Handle, { id, state }: Pick<RoundRow, "id" | "state">): Promise<ChangeNotice[]> {
  const rows = await listRoundChanges(handle, id);
  const told = rows.map(({ at, changes, reason, changedBy }) => ({ at, reason, changedBy, sentences: changes.map(describeChange) }));
  if (state !== "cancelled" || rows.some(({ changes }) => changes.some(({ kind }) => kind === "cancelled"))) return told;
  const anything = { accountIds: null, partOf: null, from: null, until: null };
  const deeds = await listAuditRows(handle, { ...anything, actions: ["round.cancel"], subject: { type: "round", id } }, null, 1);
  return [...deeds.map(({ at, reason, actorName }) => ({ at, reason: reason ?? "", changedBy: actorName, sentences: [describeChange({ kind: "cancelled" })] })), ...told];
}
