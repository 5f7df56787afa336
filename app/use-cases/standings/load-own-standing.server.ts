import { phaseAt } from "~/domain/contest/phase";
import { boardView } from "~/domain/contest/visibility";
import { effectiveAttempt } from "~/domain/standings/effective-attempt";
import { closedBefore } from "~/domain/standings/freeze";
import type { Points } from "~/domain/shared/points";
import type { Database, Handle } from "~db/client.server";
import { findResultRound, type ResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { type EntryRow, findScoreNeighbours, listEntriesOf } from "~db/read-models/standings.server";
import { boardSentence } from "./board-sentence";
import { findActual, rankEntries, rankRound, type RankingView } from "./rank-round.server";

/** Where one person stands, under the same rules as the board; `sentence` says of what moment, or when it will show. */
export type OwnStanding =
  | { readonly kind: "hidden"; readonly sentence: string }
  | { readonly kind: "no-entry"; readonly sentence: string }
  | {
      readonly kind: "standing";
      readonly sentence: string;
      /** Null for a committee member, who is listed apart. */
      readonly rank: number | null;
      /** Persons ranked. */
      readonly total: number;
      readonly score: Points;
      /** The attempt that counts. */
      readonly attemptId: string;
    };

/** Null for a round that is missing, a draft, cancelled, or a trial. */
export async function loadOwnStanding({ database }: { database: Database }, input: { roundId: string; personId: string }): Promise<OwnStanding | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, input.roundId);
    if (!round || round.state !== "ready" || round.isTrial) return null;
    const view = phaseAt(round, now) === "before" ? ({ kind: "hidden" } as const) : boardView(round, now, round.publishedAt);
    const sentence = boardSentence(round, view, now);
    if (view.kind === "hidden") return { kind: "hidden", sentence };
    const entry = await findCounted(handle, round, view, input.personId);
    if (!entry) return { kind: "no-entry", sentence };
    return { kind: "standing", sentence, ...(await findRank(handle, round, view, entry)), score: entry.score, attemptId: entry.attemptId };
  });
}

async function findCounted(handle: Handle, round: ResultRound, view: RankingView, personId: string): Promise<EntryRow | null> {
  const own = await listEntriesOf(handle, round.id, personId);
  return effectiveAttempt(view.kind === "frozen" ? closedBefore(own, view.at) : own, round.rules.counts, round.rules.tieBreak);
}

/** Everybody ahead by score is only counted; those with the same score are put in order by the domain. */
async function findRank(handle: Handle, round: ResultRound, view: RankingView, entry: EntryRow): Promise<{ rank: number | null; total: number }> {
  if (round.rules.tieBreak[0] !== "score") {
    const { ranked } = await rankRound(handle, round, view);
    return { rank: ranked.find((standing) => standing.entry.personId === entry.personId)?.rank ?? null, total: ranked.length };
  }
  const cut = view.kind === "frozen" ? view.at : null;
  const { higher, total, equals } = await findScoreNeighbours(handle, round.id, entry.score, round.rules.counts, cut);
  const { ranked } = rankEntries(round, equals, await findActual(handle, round, view));
  const among = ranked.find((standing) => standing.entry.personId === entry.personId);
  return { rank: among ? higher + among.rank : null, total };
}
