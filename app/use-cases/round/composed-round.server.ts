import { type ChecklistItem, openingChecklist } from "~/domain/contest/opening-checklist";
import { mayShowKeys } from "~/domain/contest/visibility";
import type { BankQuestion } from "~/domain/question/blueprint";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { countAudience } from "~db/read-models/audience.server";
import { listQuestionsUsedIn, listRoundActivity } from "~db/read-models/organiser.server";
import { listBankQuestions } from "~db/read-models/question-bank.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findContest } from "~db/repositories/contest.server";
import { listBlueprint, listRoundBlocs, listRounds, listRoundUnits, type RoundRow } from "~db/repositories/round.server";
import type { RoundInput } from "./round-input";

/** A stored round in the shape of the composer. */
export async function composedRound(handle: Handle, { id, name, isTrial, opensAt, closesAt, rules }: RoundRow): Promise<RoundInput> {
  const [lines, blocIds, unitIds] = await Promise.all([listBlueprint(handle, id), listRoundBlocs(handle, id), listRoundUnits(handle, id)]);
  return { name, isTrial, opensAt, closesAt, rules, lines, blocIds, unitIds };
}

export type OpeningReview = { readonly items: ChecklistItem[]; readonly bank: BankQuestion[]; readonly now: Instant };

/** The opening checklist of a round as it would be with `input`. `at` is for the seed: a moment of the past. */
export async function reviewOpening(handle: Handle, contestId: string, roundId: string | null, input: RoundInput, at?: Instant): Promise<OpeningReview> {
  const now = at ?? (await databaseNow(handle));
  const [bank, contest, audienceCount, revealed] = await Promise.all([
    listBankQuestions(handle),
    findContest(handle, contestId),
    countAudience(handle, input),
    listRevealedQuestions(handle, contestId, roundId, now),
  ]);
  const items = openingChecklist({
    round: input,
    bank,
    now,
    audienceCount,
    revealedQuestionIds: new Set(revealed),
    contest: { agency: contest?.agency ?? "", contact: contest?.contact ?? "" },
  });
  return { items, bank, now };
}

/** Questions that other rounds have used and whose keys may be seen by now. */
export async function listRevealedQuestions(handle: Handle, contestId: string, roundId: string | null, now: Instant): Promise<string[]> {
  const others = (await listRounds(handle, contestId)).filter((round) => round.id !== roundId);
  const activity = new Map((await listRoundActivity(handle, others.map((round) => round.id))).map((one) => [one.roundId, one]));
  const shown = others.filter((round) => mayShowKeys({ ...round, lastDeadlineAt: activity.get(round.id)?.lastDeadlineAt ?? null }, now, round.publishedAt));
  return listQuestionsUsedIn(handle, shown.map((round) => round.id));
}
