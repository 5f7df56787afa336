import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findResultRound, type ResultRound } from "~db/read-models/report-round.server";
import { type RoundView, roundView } from "../participation/round-view";
import { publishedText } from "~/domain/standings/late-change";
import { boardSentence } from "./board-sentence";
import { type RankingLine, type RecentRanking, recentRanking } from "./recent-ranking.server";
import { recently } from "../shared/recently.server";
import { listLateChanges } from "./result-stage.server";
import { findShownBoard } from "./shown-board.server";

/** The board for everybody: display name, unit and score, nothing else of a person, and only as far as the round's rules allow. */
export type BoardRow = { readonly rank: number | null; readonly name: string; readonly unitName: string; readonly score: Points; readonly isViewer: boolean };

export type BoardPage = {
  readonly round: RoundView;
  /** Of what moment the board is, or why it does not show and when it will. */
  readonly sentence: string;
  /** When a result that was already published changed, and by what; null while it has not. */
  readonly changed: string | null;
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
  const [round, now] = await Promise.all([findResultRound(database.lookUps, roundId), databaseNow(database.lookUps)]);
  if (!round || round.state !== "ready" || round.isTrial) return null;
  const view = await findShownBoard(database, round, now);
  const head = { round: roundView(round, now), sentence: boardSentence(round, view, now) };
  if (view.kind === "hidden") return { ...head, changed: null, board: null };
  return { ...head, changed: await changedText(database, round), board: pageOf(await recentRanking(database, round, view), page, viewerPersonId) };
}

async function changedText(database: Database, round: ResultRound): Promise<string | null> {
  if (round.publishedAt === null) return null;
  const changes = await recently(database, `late changes ${round.id}`, () => listLateChanges(database.db, round));
  return changes.length > 0 ? publishedText(round.publishedAt, changes) : null;
}

function pageOf({ asOf, maxScore, ranked, apart, rankOf }: RecentRanking, wanted: number, viewerPersonId: string | null): NonNullable<BoardPage["board"]> {
  const pageCount = Math.max(1, Math.ceil(ranked.length / boardPageSize));
  const page = Math.min(Math.max(1, wanted), pageCount);
  const viewer = viewerPersonId === null ? undefined : rankOf.get(viewerPersonId);
  const row = ({ rank, name, unitName, score, personId }: RankingLine): BoardRow => ({ rank, name, unitName, score, isViewer: personId === viewerPersonId });
  return {
    asOf, maxScore, page, pageCount,
    total: ranked.length,
    rows: ranked.slice((page - 1) * boardPageSize, page * boardPageSize).map(row),
    apart: page === pageCount ? apart.map(row) : [],
    viewer: viewer === undefined ? null : { rank: viewer.rank, page: Math.floor(viewer.index / boardPageSize) + 1 },
  };
}
