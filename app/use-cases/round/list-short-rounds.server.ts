import { phaseAt } from "~/domain/contest/phase";
import { checkBlueprint } from "~/domain/question/blueprint";
import type { Handle } from "~db/client.server";
import { listBankQuestions } from "~db/read-models/question-bank.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import { listBlueprint, listRounds } from "~db/repositories/round.server";

/** `missing`: approved questions the blueprint lacks now. */
export type ShortRound = { roundId: string; roundName: string; isOpen: boolean; missing: number };

/**
 * Ready rounds that are not over and whose blueprint the bank no longer fills, because questions were changed or
 * retired since: until it does, every start of such a round is refused.
 */
export async function listShortRounds(handle: Handle): Promise<ShortRound[]> {
  const contest = await findCurrentContest(handle);
  if (contest === null) return [];
  const [bank, rounds, now] = await Promise.all([listBankQuestions(handle), listRounds(handle, contest.id), databaseNow(handle)]);
  const checked = rounds.map(async (round): Promise<ShortRound[]> => {
    // why null: whether it is before or open does not depend on deadlines.
    const phase = phaseAt({ ...round, lastDeadlineAt: null }, now);
    if (phase !== "before" && phase !== "open") return [];
    const { lines, isSatisfiable } = checkBlueprint(await listBlueprint(handle, round.id), bank);
    const missing = lines.reduce((sum, { shortage }) => sum + shortage, 0);
    return isSatisfiable ? [] : [{ roundId: round.id, roundName: round.name, isOpen: phase === "open", missing }];
  });
  return (await Promise.all(checked)).flat();
}
