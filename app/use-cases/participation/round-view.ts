/** A round as pages about results name it. */
import { phaseAt, type RoundPhase } from "~/domain/contest/phase";
import type { Instant } from "~/domain/shared/time";
import type { ResultRound } from "~db/read-models/report-round.server";

export type RoundView = {
  readonly roundId: string;
  readonly name: string;
  readonly phase: RoundPhase;
  readonly isTrial: boolean;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly publishedAt: Instant | null;
};

export function roundView(round: ResultRound, now: Instant): RoundView {
  const { id, name, isTrial, opensAt, closesAt, publishedAt } = round;
  return { roundId: id, name, phase: phaseAt(round, now), isTrial, opensAt, closesAt, publishedAt };
}

/** Whether results of a round may be looked at: neither a draft nor cancelled nor a trial, which counts for nothing. */
export function hasResults(round: ResultRound): boolean {
  return round.state === "ready" && !round.isTrial;
}

/** The one to look at first: open now, else the last that has opened, else the next one to open. */
export function currentRound<Round extends Pick<ResultRound, "opensAt" | "closesAt">>(rounds: readonly Round[], now: Instant): Round | null {
  const byOpening = rounds.toSorted((a, b) => a.opensAt - b.opensAt);
  return byOpening.findLast((round) => round.opensAt <= now && now < round.closesAt) ?? byOpening.findLast((round) => round.opensAt <= now) ?? byOpening[0] ?? null;
}
