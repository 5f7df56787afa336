/**
 * How far the result of a round has got: running (somebody may still answer) → settling (closed for everybody, but attempts are
 * still being collected or graded) → awaiting (other rounds, which the prediction is measured by) → settled (nothing changes any more) →
 * published. Only a settled result is called final.
 */
import { phaseAt, type PhasedRound } from "../contest/phase";
import type { Instant } from "../shared/time";
import type { LateChange } from "./late-change";

export type ResultStage =
  | { readonly kind: "running" }
  | { readonly kind: "settling"; readonly unsettled: number }
  /** The rounds that are not done yet. */
  | { readonly kind: "awaiting"; readonly rounds: readonly AwaitedRound[] }
  | { readonly kind: "settled" }
  | { readonly kind: "published"; readonly publishedAt: Instant; /** Of the published result. */ readonly changes: readonly LateChange[] };

export type AwaitedRound = { readonly roundId: string; readonly name: string };

/** `unsettled` counts the attempts that are not void and have no grade of the current version; `awaited`: the other rounds that ranks depend on; `changes`: since publishing. */
export function resultStageAt(round: PhasedRound & { readonly publishedAt: Instant | null }, now: Instant, unsettled: number, awaited: readonly AwaitedRound[], changes: readonly LateChange[] = []): ResultStage {
  if (phaseAt(round, now) !== "closed") return { kind: "running" };
  if (unsettled > 0) return { kind: "settling", unsettled };
  if (awaited.length > 0) return { kind: "awaiting", rounds: awaited };
  return round.publishedAt === null ? { kind: "settled" } : { kind: "published", publishedAt: round.publishedAt, changes };
}

/** “Kỳ 2”, “Kỳ 3”: as sentences name what is waited for. */
export function quotedNames(rounds: readonly Pick<AwaitedRound, "name">[]): string {
  return rounds.map(({ name }) => `“${name}”`).join(", ");
}

export function isFinal({ kind }: ResultStage): boolean {
  return kind === "settled" || kind === "published";
}
