import { effectiveAttempt } from "~/domain/standings/effective-attempt";
import { closedBefore } from "~/domain/standings/freeze";
import type { Instant } from "~/domain/shared/time";
import type { Points } from "~/domain/shared/points";
import type { Database, Handle } from "~db/client.server";
import { findResultRound, type ResultRound } from "~db/read-models/report-round.server";
import { type EntryRow, listEntriesOf } from "~db/read-models/standings.server";
import { boardSentence } from "./board-sentence";
import type { RankingView } from "./rank-round.server";
import { type OwnRank, recentRanking } from "./recent-ranking.server";
import { findShownBoard } from "./shown-board.server";

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
export async function loadOwnStanding({ database }: { database: Database }, input: { roundId: string; personId: string; now: Instant }): Promise<OwnStanding | null> {
  const { now } = input;
  const round = await findResultRound(database.lookUps, input.roundId);
  if (!round || round.state !== "ready" || round.isTrial) return null;
  const view = await findShownBoard(database, round, now);
  const sentence = boardSentence(round, view, now);
  if (view.kind === "hidden") return { kind: "hidden", sentence };
  const entry = await findCounted(database.lookUps, round, view, input.personId);
  if (!entry) return { kind: "no-entry", sentence };
  return { kind: "standing", sentence, ...(await findRank(database, round, view, entry)), score: entry.score, attemptId: entry.attemptId };
}

async function findCounted(handle: Handle, round: ResultRound, view: RankingView, personId: string): Promise<EntryRow | null> {
  const own = await listEntriesOf(handle, round.id, personId);
  return effectiveAttempt(view.kind === "frozen" ? closedBefore(own, view.at) : own, round.rules.counts, round.rules.tieBreak);
}

/** Out of the shared ranking; whoever has just submitted is not in it yet and is placed among those who are. */
async function findRank(database: Database, round: ResultRound, view: RankingView, entry: EntryRow): Promise<OwnRank> {
  const { rankOf, ranked, placeOf } = await recentRanking(database, round, view);
  if (entry.isCommitteeMember) return { rank: null, total: ranked.length };
  const known = rankOf.get(entry.personId);
  return known?.attemptId === entry.attemptId ? { rank: known.rank, total: ranked.length } : placeOf(entry);
}
