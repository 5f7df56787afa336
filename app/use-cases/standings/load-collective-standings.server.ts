import { boardView, effectiveBoard } from "~/domain/contest/visibility";
import { isFinal, type ResultStage } from "~/domain/standings/result-stage";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findResultRound, loadContestOf, type ResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { listEntries } from "~db/read-models/standings.server";
import { loadRoundFacts } from "../participation/round-facts.server";
import { hasResults, type RoundView, roundView } from "../participation/round-view";
import { isInScope, type Scope, scopeUnits } from "../participation/scope";
import { type CollectiveView, collectiveView } from "./collective-view.server";
import { rankRound, wholeRanking } from "./rank-round.server";
import { loadResultStage } from "./result-stage.server";

export type CollectiveStandingsView = CollectiveView & {
  readonly asOf: Instant;
  readonly round: RoundView;
  readonly stage: ResultStage;
  /** When the units appear that are held back now; null when none is. */
  readonly withheld: string | null;
};

type Input = {
  readonly roundId: string;
  /** Where the reader sees participation. */
  readonly scope: Scope;
  /** Where the reader sees results at any time; elsewhere once the board of the round is final for everybody. */
  readonly scoreScope: Scope;
};

/** Ranks are those of the whole contest; rows, of the units that the reader may see. Null for a round without results. */
export async function loadCollectiveStandings({ database }: { database: Database }, { roundId, scope, scoreScope }: Input): Promise<CollectiveStandingsView | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, roundId);
    if (!round || !hasResults(round)) return null;
    const { minimumRatePercent, collective } = await loadContestOf(handle, round);
    const stage = await loadResultStage(handle, round, now);
    const facts = await loadRoundFacts(handle, round);
    const [entries, ranking] = [await listEntries(handle, round.id), await rankRound(handle, round, wholeRanking(stage), now)];
    const view = collectiveView({ facts, entries, ranking, rules: { ...collective, minimumRatePercent } });
    const { tree } = facts.participation;
    const isOpen = isFinal(stage) && boardView(round, now, round.publishedAt).kind === "final";
    const wanted = scopeUnits(tree, scope);
    const reached = new Set(isOpen ? wanted : wanted.filter((unitId) => isInScope(tree, scoreScope, unitId)));
    return { ...view, classes: classesOf(view, reached), asOf: now, round: roundView(round, now), stage, withheld: reached.size === wanted.length ? null : whenItOpens(round, stage) };
  });
}

function whenItOpens({ rules }: ResultRound, { kind }: ResultStage): string {
  if (kind === "awaiting") return "Xếp hạng tập thể sẽ hiện sau khi mọi kỳ thi chính thức mà câu dự đoán tính đến đã đóng và chấm xong.";
  return effectiveBoard(rules.show) === "after-publishing" ? "Xếp hạng tập thể sẽ hiện khi Ban Tổ chức công bố kết quả." : "Xếp hạng tập thể sẽ hiện sau khi kỳ thi đóng và mọi bài đã chấm xong.";
}

/** Rows of these units; classes without any are left out. */
export function classesOf({ classes }: Pick<CollectiveView, "classes">, unitIds: ReadonlySet<string>): CollectiveView["classes"] {
  return classes.map((each) => ({ ...each, rows: each.rows.filter((row) => unitIds.has(row.unitId)) })).filter(({ rows }) => rows.length > 0);
}
