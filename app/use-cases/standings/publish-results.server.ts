import { phaseAt } from "~/domain/contest/phase";
import { ranksByContest } from "~/domain/contest/round";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Instant } from "~/domain/shared/time";
import type { AwaitedRound } from "~/domain/standings/result-stage";
import type { Database, Tx } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { lockRound, stampPublished } from "~db/repositories/round.server";
import { countUnsettledAttempts } from "~db/read-models/figures.server";
import { findResultRound, listResultRounds } from "~db/read-models/report-round.server";
import { listAwaitedRounds } from "./result-stage.server";

export type PublishRefusal =
  | { readonly reason: "missing" }
  | { readonly reason: "trial" }
  | { readonly reason: "not-closed" }
  | { readonly reason: "unsettled"; readonly count: number }
  | { readonly reason: "awaiting"; readonly rounds: readonly AwaitedRound[] };

/**
 * Publishes the results of a round that has closed for everybody and whose attempts are all graded, once no rank waits for another round. Safe to repeat: the first
 * moment stays, and only it is audited.
 */
export async function publishResults(
  { database }: { database: Database },
  { roundId, accountId }: { roundId: string; accountId: string },
): Promise<Result<{ publishedAt: Instant }, PublishRefusal>> {
  return database.transaction(async (tx) => {
    if (!(await lockCounted(tx, roundId))) return refuse({ reason: "missing" });
    const round = (await findResultRound(tx, roundId))!;
    if (round.publishedAt !== null) return ok({ publishedAt: round.publishedAt });
    if (round.isTrial) return refuse({ reason: "trial" });
    const now = await databaseNow(tx);
    if (phaseAt(round, now) !== "closed") return refuse({ reason: "not-closed" });
    const count = await countUnsettledAttempts(tx, roundId);
    if (count > 0) return refuse({ reason: "unsettled", count });
    const rounds = await listAwaitedRounds(tx, round, now);
    if (rounds.length > 0) return refuse({ reason: "awaiting", rounds });
    await stampPublished(tx, roundId);
    const { publishedAt } = (await findResultRound(tx, roundId))!;
    await insertAudit(tx, {
      accountId, action: "publish-results", subjectType: "round", subjectId: roundId,
      before: { publishedAt: null }, after: { publishedAt, gradingVersion: round.gradingVersion },
    });
    return ok({ publishedAt: publishedAt! });
  });
}

/** The round, and where its ranks count the whole contest all rounds of that: incidents, which lock theirs, wait. False: no such round. */
async function lockCounted(tx: Tx, roundId: string): Promise<boolean> {
  const round = await findResultRound(tx, roundId);
  if (round === null) return false;
  const counted = ranksByContest(round.rules) ? await listResultRounds(tx, round.contestId) : [round];
  // why sorted: two rounds published at once must not wait for each other.
  for (const id of counted.map((one) => one.id).sort()) await lockRound(tx, id);
  return true;
}
