import { phaseAt } from "~/domain/contest/phase";
import { boardView } from "~/domain/contest/visibility";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findResultRound, type ResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { type RoundView, roundView } from "../participation/round-view";
import { boardSentence } from "./board-sentence";
import { rankRound, type RankingView } from "./rank-round.server";
import { recently } from "./recently.server";

/** The board for everybody: display name, unit and score, nothing else of a person, and only as far as the round's rules allow. */
export type BoardRow = { readonly rank: number | null; readonly name: string; readonly unitName: string; readonly score: Points; readonly isViewer: boolean };

export type BoardPage = {
  readonly round: RoundView;
  /** Of what moment the board is, or why it does not show and when it will. */
  readonly sentence: string;
  readonly board: {
    readonly asOf: Instant;
    readonly maxScore: Points | null;
    readonly total: number;
    readonly page: number;
    readonly pageCount: number;
    readonly rows: readonly BoardRow[];
    /** Committee members who take part; on the last page. */
    readonly apart: readonly BoardRow[];
    /** Where the viewer stands, if ranked. */
    readonly viewer: { readonly rank: number; readonly page: number } | null;
  } | null;
};

export const boardPageSize = 100;

type Input = { roundId: string; viewerPersonId: string | null; page: number };

/** Null for a round that is missing, a draft, cancelled, or a trial, which ranks nobody. */
export async function loadBoard({ database }: { database: Database }, { roundId, viewerPersonId, page }: Input): Promise<BoardPage | null> {
  const [round, now] = [await findResultRound(database.db, roundId), await databaseNow(database.db)];
  if (!round || round.state !== "ready" || round.isTrial) return null;
  const view = phaseAt(round, now) === "before" ? ({ kind: "hidden" } as const) : boardView(round, now, round.publishedAt);
  const head = { round: roundView(round, now), sentence: boardSentence(round, view, now) };
  if (view.kind === "hidden") return { ...head, board: null };
  return { ...head, board: pageOf(await computeBoard(database, round, view), page, viewerPersonId) };
}

type Line = Omit<BoardRow, "isViewer"> & { readonly personId: string };
type Board = { readonly asOf: Instant; readonly maxScore: Points | null; readonly ranked: readonly Line[]; readonly apart: readonly Line[] };

function computeBoard(database: Database, round: ResultRound, view: RankingView): Promise<Board> {
  const key = `board ${round.id} ${view.kind} ${round.gradingVersion}`;
  return recently(database, key, () =>
    inSnapshot(database, async (handle, now) => {
      const { ranked, apart } = await rankRound(handle, round, view);
      const totals = new Set([...ranked, ...apart].map(({ entry }) => entry.maxScore));
      const [maxScore = null] = totals;
      return {
        asOf: now,
        maxScore: totals.size === 1 ? maxScore : null,
        ranked: ranked.map(({ rank, entry }) => ({ rank, name: entry.personName, unitName: entry.unitName, score: entry.score, personId: entry.personId })),
        apart: apart.map(({ entry }) => ({ rank: null, name: entry.personName, unitName: entry.unitName, score: entry.score, personId: entry.personId })),
      };
    }),
  );
}

function pageOf({ asOf, maxScore, ranked, apart }: Board, wanted: number, viewerPersonId: string | null): NonNullable<BoardPage["board"]> {
  const pageCount = Math.max(1, Math.ceil(ranked.length / boardPageSize));
  const page = Math.min(Math.max(1, wanted), pageCount);
  const viewerAt = viewerPersonId === null ? -1 : ranked.findIndex((line) => line.personId === viewerPersonId);
  const row = ({ personId, ...line }: Line): BoardRow => ({ ...line, isViewer: personId === viewerPersonId });
  return {
    asOf, maxScore, page, pageCount,
    total: ranked.length,
    rows: ranked.slice((page - 1) * boardPageSize, page * boardPageSize).map(row),
    apart: page === pageCount ? apart.map(row) : [],
    viewer: viewerAt < 0 ? null : { rank: ranked[viewerAt]!.rank!, page: Math.floor(viewerAt / boardPageSize) + 1 },
  };
}
