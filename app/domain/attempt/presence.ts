/** How a person stands in a round at a moment: the state of the latest attempt, or that there is none. */
import type { Instant } from "../shared/time";
import { secondMs } from "../shared/time";
import { type AttemptState, attemptStateLabels } from "./attempt";

export type SeatState = "not-started" | AttemptState;

export const seatStates: readonly SeatState[] = ["not-started", "in-progress", "submitted", "expired", "void"];
export const seatStateLabels: Record<SeatState, string> = { "not-started": "Chưa vào thi", ...attemptStateLabels };

/** An open page speaks at least every 54 seconds, so after a minute of silence it is closed or has no network. */
export const silentAfterMs = 60 * secondMs;

export function isSilent({ state, lastSeenAt }: { readonly state: SeatState; readonly lastSeenAt: Instant | null }, now: Instant): boolean {
  return state === "in-progress" && lastSeenAt !== null && now - lastSeenAt > silentAfterMs;
}
