import { mayStillDraw, type RoundPhase, phaseAt } from "~/domain/contest/phase";
import { mayShowKeys } from "~/domain/contest/visibility";
import type { Handle } from "~db/client.server";
import { listRoundActivity } from "~db/read-models/organiser.server";
import { listQuestionUse, listRoundsThatFit } from "~db/read-models/question-use.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import { listRounds } from "~db/repositories/round.server";

/** A round that has used a question or may draw it. `isRevealed`: participants may see its key there by now. */
export type RoundUse = { roundId: string; roundName: string; phase: RoundPhase; attempts: number; persons: number; mayDraw: boolean; isRevealed: boolean };

/** Of the current contest, in the committee's order. */
export async function loadQuestionUse(handle: Handle, questionId: string): Promise<RoundUse[]> {
  const contest = await findCurrentContest(handle);
  if (contest === null) return [];
  const [rounds, uses, fitting, now] = [await listRounds(handle, contest.id), await listQuestionUse(handle, questionId), new Set(await listRoundsThatFit(handle, questionId)), await databaseNow(handle)];
  const activity = new Map((await listRoundActivity(handle, rounds.map((round) => round.id))).map((one) => [one.roundId, one]));
  return rounds.flatMap((round) => {
    const use = uses.find(({ roundId }) => roundId === round.id);
    const known = { ...round, lastDeadlineAt: activity.get(round.id)?.lastDeadlineAt ?? null };
    const phase = phaseAt(known, now);
    const mayDraw = fitting.has(round.id) && mayStillDraw(round, now);
    if (use === undefined && !mayDraw) return [];
    return [{ roundId: round.id, roundName: round.name, phase, attempts: use?.attempts ?? 0, persons: use?.persons ?? 0, mayDraw, isRevealed: use !== undefined && mayShowKeys(known, now, round.publishedAt) }];
  });
}

/** Rounds that may still draw a question whose key is known from another one. */
export function exposedRounds(uses: readonly RoundUse[]): RoundUse[] {
  return uses.some(({ isRevealed }) => isRevealed) ? uses.filter(({ mayDraw, isRevealed, phase }) => mayDraw && !isRevealed && phase !== "draft") : [];
}
