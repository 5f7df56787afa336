import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import { rankOfNewcomer } from "~/domain/standings/rank";
import type { Database } from "~db/client.server";
import type { ResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import type { EntryRow } from "~db/read-models/standings.server";
import { rankRound, type RankingView } from "./rank-round.server";
import { recently } from "../shared/recently.server";

/** The ranking of a round that boards and result pages share, of the moment `asOf`: computed once for all who ask at a time. */
export type RankingLine = {
  readonly personId: string;
  readonly attemptId: string;
  /** Null for a committee member. */
  readonly rank: number | null;
  readonly name: string;
  readonly unitName: string;
  readonly score: Points;
};

export type RecentRanking = {
  readonly asOf: Instant;
  /** Null where sets differ in total. */
  readonly maxScore: Points | null;
  readonly ranked: readonly RankingLine[];
  readonly apart: readonly RankingLine[];
  /** Of the ranked persons: rank, place in the list, and the attempt that counts. */
  readonly rankOf: ReadonlyMap<string, { readonly rank: number; readonly index: number; readonly attemptId: string }>;
  /** Where an entry belongs that was not there yet. */
  placeOf(entry: EntryRow): OwnRank;
};

/** Rank among `total` ranked persons; null for somebody who is not ranked. */
export type OwnRank = { readonly rank: number | null; readonly total: number };

/** Not to be awaited inside a transaction: it takes a connection of its own. */
export function recentRanking(database: Database, round: ResultRound, view: RankingView): Promise<RecentRanking> {
  return recently(database, `ranking ${round.id} ${JSON.stringify(view)} ${round.gradingVersion}`, () =>
    inSnapshot(database, async (handle, now) => {
      const { ranked, apart, actual } = await rankRound(handle, round, view, now);
      const totals = new Set([...ranked, ...apart].map(({ entry }) => entry.maxScore));
      const [maxScore = null] = totals;
      const rankOf = new Map(ranked.map(({ rank, entry }, index) => [entry.personId, { rank, index, attemptId: entry.attemptId }]));
      const entries = ranked.map(({ entry }) => ({ entry }));
      const rules = { chain: round.rules.tieBreak, actual, lotsSeed: round.lotsSeed };
      return {
        asOf: now,
        maxScore: totals.size === 1 ? maxScore : null,
        ranked: ranked.map(({ rank, entry }) => lineOf(entry, rank)),
        apart: apart.map(({ entry }) => lineOf(entry, null)),
        rankOf,
        placeOf(entry) {
          const earlier = rankOf.get(entry.personId);
          return { rank: rankOfNewcomer(entries, entry, earlier?.index ?? null, rules), total: entries.length + Number(earlier === undefined) };
        },
      };
    }),
  );
}

function lineOf({ personId, attemptId, personName, unitName, score }: EntryRow, rank: number | null): RankingLine {
  return { personId, attemptId, rank, name: personName, unitName, score };
}
