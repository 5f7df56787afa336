import { isBeforeClosing, type RoundPhase, type StartRefusal } from "./phase";
import type { RoundRules } from "./round";

export type AttemptsOf = {
  readonly phase: RoundPhase;
  /** In the whole round. */
  readonly attemptsUsed: number;
  /** In the current round, day or week (`attemptsPer`); null is unlimited. */
  readonly attemptsLeft: number | null;
  readonly attemptsPer: RoundRules["attempts"]["per"];
  readonly refusal: StartRefusal | null;
};

const current: Record<AttemptsOf["attemptsPer"], string> = { round: "", day: "hôm nay ", week: "tuần này " };
const every: Record<AttemptsOf["attemptsPer"], string> = { round: "", day: "mỗi ngày ", week: "mỗi tuần " };

/** Whoever is not among the people of a round has no rest either. */
const isOutside = (refusal: StartRefusal | null): boolean => refusal?.reason === "off-roster" || refusal?.reason === "not-in-audience";

/** How many attempts of a round are used and left, and of which day or week the rest is. */
export function attemptsText({ phase, attemptsUsed, attemptsLeft, attemptsPer, refusal }: AttemptsOf): string {
  const used = `đã dùng ${attemptsUsed}`;
  if (!isBeforeClosing(phase) || isOutside(refusal)) return used;
  if (attemptsLeft === null) return `${used}, không giới hạn`;
  if (phase === "before" && attemptsPer !== "round") return `${every[attemptsPer]}${attemptsLeft} lượt`;
  return `${used}, ${current[attemptsPer]}còn ${attemptsLeft}`;
}
