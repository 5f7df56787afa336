import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { type ContestRow, lockContest, updateContest } from "~db/repositories/contest.server";
import { basisOf, changedMeanwhile } from "../shared/basis.server";
import type { ContestInput } from "./contest-input";
import { forgetContestHead } from "./find-contest-head.server";

/** `basis`: what the form was made from, of `contestBasis`. */
export type ContestEdit = { readonly accountId: string; readonly contestId: string; readonly input: ContestInput; readonly basis: string };

export const contestChangedMeanwhile = changedMeanwhile("cuộc thi này");

/** Stores the settings; another consent text gets the next version, so everybody is asked again. Null: no such contest. */
export async function editContest({ database }: { database: Database }, { accountId, contestId, input, basis }: ContestEdit): Promise<Result<null, { form: string }> | null> {
  const outcome = await database.transaction(async (tx) => {
    const known = await lockContest(tx, contestId);
    if (known === null) return null;
    const before = settingsOf(known);
    if (JSON.stringify(before) === JSON.stringify(settingsOf(input))) return ok(null);
    if (basis !== contestBasis(known)) return refuse({ form: contestChangedMeanwhile });
    const isConsentNew = input.consentText !== known.consentText;
    await updateContest(tx, contestId, { ...input, signers: [...input.signers], ...(isConsentNew ? { consentVersion: known.consentVersion + 1 } : {}) });
    await insertAudit(tx, { accountId, action: "contest.edit", subjectType: "contest", subjectId: contestId, before, after: settingsOf(input) });
    return ok(null);
  });
  forgetContestHead({ database });
  return outcome;
}

export const contestBasis = (contest: ContestInput | ContestRow) => basisOf(settingsOf(contest));

/** The settings alone, in one fixed order. */
export function settingsOf(contest: ContestInput | ContestRow): ContestInput {
  const { name, startsOn, description, prizes, contact, superiorBody, agency, place, consentText, minimumRatePercent } = contest;
  const signers = contest.signers.map((signer) => ({ title: signer.title, name: signer.name }));
  const { measures, weights: { rate, entrants, average, winners }, winnerRanks } = contest.collective;
  const collective = { measures: [...measures], weights: { rate, entrants, average, winners }, winnerRanks };
  return { name, startsOn, description, prizes, contact, superiorBody, agency, place, signers, consentText, minimumRatePercent, collective };
}
