import { ranksByContest } from "~/domain/contest/round";
import { isAwaited, isCountedBy, isMeasured } from "~/domain/standings/contest-prediction";
import { type LateChange, lateChanges } from "~/domain/standings/late-change";
import { type AwaitedRound, type ResultStage, resultStageAt } from "~/domain/standings/result-stage";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { countUnsettledAttempts, countUnsettledByRound } from "~db/read-models/figures.server";
import { listIncidentMoments } from "~db/read-models/incident.server";
import { listResultRounds, type ResultRound } from "~db/read-models/report-round.server";

export async function loadResultStage(handle: Handle, round: ResultRound, now: Instant): Promise<ResultStage> {
  return resultStageAt(round, now, await countUnsettledAttempts(handle, round.id), await listAwaitedRounds(handle, round, now), await listLateChanges(handle, round));
}

/** What has changed the result since it was published. */
export async function listLateChanges(handle: Handle, round: ResultRound): Promise<readonly LateChange[]> {
  const { id, publishedAt } = round;
  if (publishedAt === null) return [];
  const others = ranksByContest(round.rules) ? (await listOtherRounds(handle, round)).filter((other) => isCountedBy(other, round)) : [];
  const moments = await listIncidentMoments(handle, [id, ...others.map((other) => other.id)]);
  const recordOf = (roundId: string, roundName: string | null) => ({ roundName, incidents: moments.filter((moment) => moment.roundId === roundId) });
  return lateChanges([recordOf(id, null), ...others.map((other) => recordOf(other.id, other.name))], publishedAt);
}

/** The other rounds whose published ranks count the attempts of this one. */
export async function listCountedBy(handle: Handle, round: ResultRound): Promise<{ name: string }[]> {
  return (await listOtherRounds(handle, round)).filter((other) => isCountedBy(round, other)).map(({ name }) => ({ name }));
}

async function listOtherRounds(handle: Handle, { id, contestId }: ResultRound): Promise<ResultRound[]> {
  return (await listResultRounds(handle, contestId)).filter((round) => round.id !== id);
}

/** The rounds that the ranks of this one still wait for; none unless they depend on the whole contest. */
export async function listAwaitedRounds(handle: Handle, round: ResultRound, now: Instant): Promise<readonly AwaitedRound[]> {
  return ranksByContest(round.rules) ? (await loadMeasuredRounds(handle, round, now)).awaited : [];
}

export type MeasuredRounds = { readonly roundIds: readonly string[]; readonly awaited: readonly AwaitedRound[] };

/** What a prediction about the contest is measured by, when this round asks for it; the round itself is not waited for. */
export async function loadMeasuredRounds(handle: Handle, { id, contestId, publishedAt }: ResultRound, now: Instant): Promise<MeasuredRounds> {
  const [rounds, unsettled] = [await listResultRounds(handle, contestId), await countUnsettledByRound(handle, contestId)];
  const measured = rounds.filter((round) => isMeasured(round, publishedAt));
  const awaited = measured.filter((round) => round.id !== id && isAwaited({ ...round, unsettled: unsettled.get(round.id) ?? 0 }, now));
  return { roundIds: measured.map((round) => round.id), awaited: awaited.map((round) => ({ roundId: round.id, name: round.name })) };
}
