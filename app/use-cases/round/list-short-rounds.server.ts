import { mayStillDraw } from "~/domain/contest/phase";
import { checkBlueprint } from "~/domain/question/blueprint";
import type { Handle } from "~db/client.server";
import { listBankQuestions } from "~db/read-models/question-bank.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import { listBlueprint, listRounds } from "~db/repositories/round.server";

/** `missing`: approved questions the blueprint lacks now. */
export type ShortRound = { roundId: string; roundName: string; isOpen: boolean; missing: number };

/**
 * Ready rounds that may still draw and whose blueprint the bank no longer fills, because questions were changed or
 * retired since: until it does, every start of such a round is refused.
 */
export async function listShortRounds(handle: Handle): Promise<ShortRound[]> {
  const contest = await findCurrentContest(handle);
  if (contest === null) return [];
  const [bank, rounds, now] = await Promise.all([listBankQuestions(handle), listRounds(handle, contest.id), databaseNow(handle)]);
  const checked = rounds.map(async (round): Promise<ShortRound[]> => {
    if (round.state !== "ready" || !mayStillDraw(round, now)) return [];
    const { lines, isSatisfiable } = checkBlueprint(await listBlueprint(handle, round.id), bank);
    const missing = lines.reduce((sum, { shortage }) => sum + shortage, 0);
    return isSatisfiable ? [] : [{ roundId: round.id, roundName: round.name, isOpen: now >= round.opensAt, missing }];
  });
  return (await Promise.all(checked)).flat();
}
