/** The frozen board: what was closed before the freeze, and nothing after it, whatever happens to be closed by now. */
import type { Instant } from "../shared/time";

/** Attempts that had ended before `freezeAt`; one that ended exactly then is not on the frozen board. */
export function closedBefore<Attempt extends { readonly submittedAt: Instant | null }>(
  attempts: readonly Attempt[],
  freezeAt: Instant,
): Attempt[] {
  return attempts.filter(({ submittedAt }) => submittedAt !== null && submittedAt < freezeAt);
}
