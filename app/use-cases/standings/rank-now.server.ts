import type { Standing } from "~/domain/standings/rank";
import type { Handle } from "~db/client.server";
import type { ResultRound } from "~db/read-models/report-round.server";
import { type EntryRow, findScoreNeighbours } from "~db/read-models/standings.server";
import { findActual, rankEntries, rankRound, type RankingView } from "./rank-round.server";

/** Rank among `total` ranked persons; null for somebody who is not ranked. */
export type OwnRank = { readonly rank: number | null; readonly total: number };

/** Where the chain begins with the score, everybody ahead by score is only counted; the domain orders those with the same score. */
export async function findRankNow(handle: Handle, round: ResultRound, view: RankingView, entry: EntryRow): Promise<OwnRank> {
  if (round.rules.tieBreak[0] !== "score") {
    const { ranked } = await rankRound(handle, round, view);
    return { rank: rankAmong(ranked, entry), total: ranked.length };
  }
  const cut = view.kind === "frozen" ? view.at : null;
  const { higher, total, equals } = await findScoreNeighbours(handle, round.id, entry.score, round.rules.counts, cut);
  const among = rankAmong(rankEntries(round, equals, await findActual(handle, round, view)).ranked, entry);
  return { rank: among === null ? null : higher + among, total };
}

function rankAmong(ranked: readonly Standing<EntryRow>[], { personId }: EntryRow): number | null {
  return ranked.find((standing) => standing.entry.personId === personId)?.rank ?? null;
}
