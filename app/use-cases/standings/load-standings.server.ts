import type { RoundRules, TieBreakStep } from "~/domain/contest/round";
import { closedForEverybodyAt } from "~/domain/contest/phase";
import { durationSeconds } from "~/domain/standings/effective-attempt";
import type { Standing } from "~/domain/standings/rank";
import type { ResultStage } from "~/domain/standings/result-stage";
import type { Points } from "~/domain/shared/points";
import { type Instant, secondMs } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import type { EntryRow } from "~db/read-models/standings.server";
import { type RoundView, roundView } from "../participation/round-view";
import { rankRound, type RoundRanking, wholeRanking } from "./rank-round.server";
import { loadResultStage } from "./result-stage.server";

/** Individual standings as organisers read them: everybody, with the step that decided; the committee's own people apart. */
export type StandingView = {
  /** Null for a committee member. */
  readonly rank: number | null;
  readonly code: string;
  readonly name: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly score: Points;
  readonly maxScore: Points;
  readonly prediction: number | null;
  readonly predictionDistance: number | null;
  readonly durationMs: number;
  readonly submittedAt: Instant;
  /** The step that set this row apart from the one above; null for the first row and for equals. */
  readonly decidedBy: TieBreakStep | null;
};

export type StandingsView = {
  readonly asOf: Instant;
  readonly round: RoundView;
  readonly rules: Pick<RoundRules, "tieBreak" | "prediction" | "counts" | "show">;
  /** While running, settling or awaiting the prediction is not taken into account, and results cannot be published. */
  readonly stage: ResultStage;
  readonly closedForEverybodyAt: Instant;
  readonly actual: number | null;
  readonly ranked: readonly StandingView[];
  readonly apart: readonly StandingView[];
};

/** Null for a round that is missing, a draft or cancelled. A trial round ranks nobody. */
export async function loadStandings({ database }: { database: Database }, input: { roundId: string }): Promise<StandingsView | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, input.roundId);
    if (!round || round.state !== "ready") return null;
    const stage = await loadResultStage(handle, round, now);
    const ranking = await rankRound(handle, round, wholeRanking(stage), now);
    return {
      asOf: now,
      round: roundView(round, now),
      rules: round.rules,
      stage,
      closedForEverybodyAt: closedForEverybodyAt(round),
      actual: ranking.actual,
      ...standingViews(ranking),
    };
  });
}

export function standingViews(ranking: RoundRanking): Pick<StandingsView, "ranked" | "apart"> {
  return {
    ranked: ranking.ranked.map((standing) => standingView(standing.entry, standing)),
    apart: ranking.apart.map(({ entry, predictionDistance }) => standingView(entry, { rank: null, predictionDistance, decidedBy: null })),
  };
}

type Decision = Pick<Standing<EntryRow>, "predictionDistance" | "decidedBy"> & { rank: number | null };

function standingView(entry: EntryRow, { rank, predictionDistance, decidedBy }: Decision): StandingView {
  return {
    rank,
    code: entry.personCode,
    name: entry.personName,
    unitId: entry.unitId,
    unitName: entry.unitName,
    score: entry.score,
    maxScore: entry.maxScore,
    prediction: entry.prediction,
    predictionDistance,
    durationMs: durationSeconds(entry) * secondMs,
    submittedAt: entry.submittedAt,
    decidedBy: decidedBy === "shared" ? null : decidedBy,
  };
}

