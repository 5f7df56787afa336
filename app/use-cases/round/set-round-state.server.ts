import { type ChecklistItem, mayBeReady } from "~/domain/contest/opening-checklist";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { insertRoundChange, listRoundChanges } from "~db/repositories/round-change.server";
import { hasAttempts, lockRound, updateRound } from "~db/repositories/round.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { listCountedBy } from "../standings/result-stage.server";
import { composedRound, reviewOpening } from "./composed-round.server";

export type RoundDeed = { readonly accountId: string | null; readonly roundId: string };
export type ReadyRefusal = { readonly reason: "cancelled" } | { readonly reason: "incomplete"; readonly missing: ChecklistItem[] };

/** Draft → ready, when nothing on the checklist is missing. From then on it opens by the clock. Null: no such round. */
export async function markRoundReady({ database }: { database: Database }, { accountId, roundId, now }: RoundDeed & { readonly now?: Instant }): Promise<Result<null, ReadyRefusal> | null> {
  return database.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    if (round === null) return null;
    if (round.state === "ready") return ok(null);
    if (round.state === "cancelled") return refuse({ reason: "cancelled" });
    const { items } = await reviewOpening(tx, round.contestId, roundId, await composedRound(tx, round), now);
    if (!mayBeReady(items)) return refuse({ reason: "incomplete", missing: items.filter((item) => item.state === "missing") });
    await updateRound(tx, roundId, { state: "ready" });
    await insertAudit(tx, { accountId, action: "round.ready", subjectType: "round", subjectId: roundId, before: { state: "draft" }, after: { state: "ready" } });
    return ok(null);
  });
}

/** Ready → draft, before it opens: from then on whoever comes to sit it would find nothing. Null: no such round. */
export async function returnRoundToDraft({ database }: { database: Database }, { accountId, roundId }: RoundDeed): Promise<Result<null, "opened" | "cancelled"> | null> {
  return database.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    if (round === null) return null;
    if (round.state === "draft") return ok(null);
    if (round.state === "cancelled") return refuse("cancelled");
    if ((await databaseNow(tx)) >= round.opensAt || (await hasAttempts(tx, roundId))) return refuse("opened");
    await updateRound(tx, roundId, { state: "draft" });
    await insertAudit(tx, { accountId, action: "round.draft", subjectType: "round", subjectId: roundId, before: { state: "ready" }, after: { state: "draft" } });
    return ok(null);
  });
}

/** Cancels a round whose attempts no published result counts; attempts stay on record, and whoever knew of the round is told why. Null: no such round. */
export async function cancelRound({ database }: { database: Database }, { accountId, roundId, reason }: RoundDeed & { readonly reason: string }): Promise<Result<null, "published" | "published-elsewhere"> | null> {
  return database.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    if (round === null) return null;
    if (round.state === "cancelled") return ok(null);
    if (round.publishedAt !== null) return refuse("published");
    if ((await listCountedBy(tx, (await findResultRound(tx, roundId))!)).length > 0) return refuse("published-elsewhere");
    await updateRound(tx, roundId, { state: "cancelled" });
    const wasKnown = round.state === "ready" || (await listRoundChanges(tx, roundId)).length > 0;
    if (wasKnown) await insertRoundChange(tx, { roundId, changes: [{ kind: "cancelled" }], reason, accountId, at: await databaseNow(tx) });
    await insertAudit(tx, { accountId, action: "round.cancel", subjectType: "round", subjectId: roundId, before: { state: round.state }, after: { state: "cancelled" }, reason });
    return ok(null);
  });
}
