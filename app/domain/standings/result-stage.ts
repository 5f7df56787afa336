/**
 * How far the result of a round has got: running (somebody may still answer) → settling (closed for everybody, but attempts are
 * still being collected or graded) → settled (nothing changes any more) → published. Only a settled result is called final.
 */
import { phaseAt, type PhasedRound } from "../contest/phase";
import type { Instant } from "../shared/time";

export type ResultStage =
  | { readonly kind: "running" }
  | { readonly kind: "settling"; readonly unsettled: number }
  | { readonly kind: "settled" }
  | { readonly kind: "published"; readonly publishedAt: Instant };

/** `unsettled` counts the attempts that are not void and have no grade of the current version. */
export function resultStageAt(round: PhasedRound & { readonly publishedAt: Instant | null }, now: Instant, unsettled: number): ResultStage {
  if (phaseAt(round, now) !== "closed") return { kind: "running" };
  if (unsettled > 0) return { kind: "settling", unsettled };
  return round.publishedAt === null ? { kind: "settled" } : { kind: "published", publishedAt: round.publishedAt };
}

export function isFinal({ kind }: ResultStage): boolean {
  return kind === "settled" || kind === "published";
}
