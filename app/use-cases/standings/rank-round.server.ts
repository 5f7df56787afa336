import { closedBefore } from "~/domain/standings/freeze";
import { effectiveAttempt } from "~/domain/standings/effective-attempt";
import { rankStandings, type Standings } from "~/domain/standings/rank";
import { isFinal, type ResultStage } from "~/domain/standings/result-stage";
import { isContestWide } from "~/domain/contest/round";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { actualOf, loadRoundFigures } from "~db/read-models/figures.server";
import type { ResultRound } from "~db/read-models/report-round.server";
import { type EntryRow, listEntries } from "~db/read-models/standings.server";
import { loadMeasuredRounds } from "./result-stage.server";
import type { ShownBoard } from "./shown-board.server";

/** What a ranking may take in: everything closed by now, only what was closed before the freeze, or all with the prediction. */
export type RankingView = Exclude<ShownBoard, { kind: "hidden" }>;

/** The whole ranking, for those who see it whatever the board shows. */
export function wholeRanking(stage: ResultStage): RankingView {
  return { kind: isFinal(stage) ? "final" : "live" };
}

export type RoundRanking = Standings<EntryRow> & {
  /** What the predictions are measured by; null while it is not known, or nothing is predicted. */
  readonly actual: number | null;
};

export async function rankRound(handle: Handle, round: ResultRound, view: RankingView, now: Instant): Promise<RoundRanking> {
  const [entries, actual] = [await listEntries(handle, round.id), await findActual(handle, round, view, now)];
  return { ...rankEntries(round, view.kind === "frozen" ? closedBefore(entries, view.at) : entries, actual), actual };
}

/** The true number is known once every round it is measured by has closed for everybody and every attempt is graded, and only then. */
async function findActual(handle: Handle, round: ResultRound, view: RankingView, now: Instant): Promise<number | null> {
  const subject = round.rules.prediction;
  if (subject === null || view.kind !== "final") return null;
  if (!isContestWide(subject)) return actualOf(subject, await loadRoundFigures(handle, [round.id]));
  const { roundIds, awaited } = await loadMeasuredRounds(handle, round, now);
  return awaited.length > 0 ? null : actualOf(subject, await loadRoundFigures(handle, roundIds));
}

/** Each person with the one entry that counts, by the round's chain. */
export function rankEntries(round: ResultRound, entries: readonly EntryRow[], actual: number | null): Standings<EntryRow> {
  const { counts, tieBreak } = round.rules;
  const counted = countedEntries(entries, counts, tieBreak);
  return rankStandings(counted, { chain: tieBreak, actual, lotsSeed: round.lotsSeed });
}

export function countedEntries(entries: readonly EntryRow[], counts: ResultRound["rules"]["counts"], chain: ResultRound["rules"]["tieBreak"]): EntryRow[] {
  const byPerson = new Map<string, EntryRow[]>();
  for (const entry of entries) {
    const own = byPerson.get(entry.personId);
    if (own) own.push(entry);
    else byPerson.set(entry.personId, [entry]);
  }
  return [...byPerson.values()].flatMap((own) => effectiveAttempt(own, counts, chain) ?? []);
}
