import { dayMs } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findRound } from "~db/repositories/round.server";
import { composedRound } from "./composed-round.server";
import { insertDraft } from "./create-round.server";

export type RoundCopy = { readonly accountId: string; readonly roundId: string; /** Made with the form: sent twice, it copies once. */ readonly newRoundId: string };

/** A draft with the same rules, blueprint and audience; a window in the past moves by whole days until it opens later than now. False: no such round. */
export async function copyRound({ database }: { database: Database }, { accountId, roundId, newRoundId }: RoundCopy): Promise<boolean> {
  return database.transaction(async (tx) => {
    const round = await findRound(tx, roundId);
    if (round === null) return false;
    const stored = await composedRound(tx, round);
    const days = Math.max(0, Math.ceil(((await databaseNow(tx)) - stored.opensAt) / dayMs));
    const input = { ...stored, name: copyName(stored.name), opensAt: stored.opensAt + days * dayMs, closesAt: stored.closesAt + days * dayMs };
    await insertDraft(tx, { accountId, contestId: round.contestId, roundId: newRoundId, input }, roundId);
    return true;
  });
}

const copyName = (name: string) => `${name.slice(0, 180)} (bản sao)`;
