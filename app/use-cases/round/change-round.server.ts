import type { AuditAction } from "~/domain/audit/actions";
import { phaseAt } from "~/domain/contest/phase";
import { changedRound, type ChangeErrors, type ChangeWish, deadlineAfter, planChange, type RoundChange } from "~/domain/contest/round-change";
import { ok, type Result } from "~/domain/shared/result";
import type { Instant } from "~/domain/shared/time";
import type { Database, Tx } from "~db/client.server";
import { listRoundActivity } from "~db/read-models/organiser.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { insertRoundChange, lockRunningAttempts, updateDeadlines } from "~db/repositories/round-change.server";
import { findRound, hasAttempts, lockRound, type RoundRow, updateRound } from "~db/repositories/round.server";

export type RoundWish = { readonly accountId: string; readonly roundId: string; readonly wish: ChangeWish; readonly reason: string };

const auditActions: Record<ChangeWish["kind"], AuditAction> = { postpone: "round.postpone", loosen: "round.loosen", "close-early": "round.close-early" };

/**
 * Postpones a round, gives everybody more, or closes it early, in one transaction: the round is locked, so nobody starts
 * beside it, then the attempts that run, in order; their deadlines follow the rule of the domain. Sent twice it changes
 * nothing more. Null: no such round.
 */
export async function changeRound({ database }: { database: Database }, { accountId, roundId, wish, reason }: RoundWish): Promise<Result<null, ChangeErrors> | null> {
  return database.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    if (round === null) return null;
    const now = await databaseNow(tx);
    const plan = planChange(await knownRound(tx, round, now), wish, now);
    if (!plan.ok) return plan;
    const changes = plan.value;
    if (changes.length === 0) return ok(null);
    const after = changedRound(round, changes);
    await updateRound(tx, roundId, after);
    const movedAttempts = await moveDeadlines(tx, roundId, after, changes);
    await insertRoundChange(tx, { roundId, changes, reason, accountId, at: now });
    const { opensAt, closesAt, rules } = round;
    await insertAudit(tx, { accountId, action: auditActions[wish.kind], subjectType: "round", subjectId: roundId, before: { opensAt, closesAt, rules }, after: { ...after, ...(wish.kind === "close-early" ? { running: wish.running } : {}), ...(movedAttempts > 0 ? { movedAttempts } : {}) }, reason });
    return ok(null);
  });
}

/** What speaks against a wish that is not carried out anyway, because its form lacks something else. */
export async function checkChange({ database: { db } }: { database: Database }, { roundId, wish }: Pick<RoundWish, "roundId" | "wish">): Promise<ChangeErrors> {
  const round = await findRound(db, roundId);
  if (round === null) return {};
  const now = await databaseNow(db);
  const plan = planChange(await knownRound(db, round, now), wish, now);
  return plan.ok ? {} : plan.refusal;
}

export async function knownRound(tx: Tx | Database["db"], round: RoundRow, now: Instant) {
  const [activity] = await listRoundActivity(tx, [round.id]);
  return { ...round, phase: phaseAt({ ...round, lastDeadlineAt: activity?.lastDeadlineAt ?? null }, now), isStarted: await hasAttempts(tx, round.id) };
}

/** Of how many attempts. */
async function moveDeadlines(tx: Tx, roundId: string, after: ReturnType<typeof changedRound>, changes: readonly RoundChange[]): Promise<number> {
  const running = await lockRunningAttempts(tx, roundId);
  const moved = running
    .map((attempt) => ({ attemptId: attempt.attemptId, before: attempt.deadlineAt, deadlineAt: deadlineAfter(attempt, after, changes) }))
    .filter(({ before, deadlineAt }) => before !== deadlineAt);
  await updateDeadlines(tx, moved);
  return moved.length;
}
