import { randomBytes } from "node:crypto";
import { checkRound } from "~/domain/contest/check-round";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Tx } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { lockContest } from "~db/repositories/contest.server";
import { insertRound, nextRoundPosition, replaceAudience, replaceBlueprint } from "~db/repositories/round.server";
import type { RoundErrors, RoundInput } from "./round-input";

export type NewRound = {
  /** Null: a command, not a person. */
  readonly accountId: string | null;
  readonly contestId: string;
  /** Made with the empty form, so that sending it twice creates one round. */
  readonly roundId: string;
  readonly input: RoundInput;
};

/** Creates a draft round with its blueprint, audience and a fresh seed for drawn lots. */
export async function createRound({ database }: { database: Database }, round: NewRound): Promise<Result<null, RoundErrors>> {
  const errors = checkRound(round.input);
  if (Object.keys(errors).length > 0) return refuse(errors);
  await database.transaction((tx) => insertDraft(tx, round));
  return ok(null);
}

/** `copiedFrom`: the round that was copied; the audit names it. */
export async function insertDraft(tx: Tx, { accountId, contestId, roundId, input }: NewRound, copiedFrom: string | null = null): Promise<void> {
  await lockContest(tx, contestId);
  const { name, isTrial, opensAt, closesAt, rules, lines, blocIds, unitIds } = input;
  const position = await nextRoundPosition(tx, contestId);
  const lotsSeed = randomBytes(16).toString("hex");
  const isNew = await insertRound(tx, { id: roundId, contestId, name, isTrial, opensAt, closesAt, rules, position, lotsSeed, createdAt: await databaseNow(tx) });
  if (!isNew) return;
  await replaceBlueprint(tx, roundId, lines);
  await replaceAudience(tx, roundId, { blocIds, unitIds });
  const deed = copiedFrom === null ? { action: "round.create" as const, after: input } : { action: "round.copy" as const, after: { copiedFrom, ...input } };
  await insertAudit(tx, { accountId, subjectType: "round", subjectId: roundId, ...deed });
}
