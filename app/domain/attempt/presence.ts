/** How a person stands in a round at a moment: the state of the latest attempt, or that there is none. */
import { formatDuration, formatInstant, type Instant, secondMs } from "../shared/time";
import type { RoundState } from "../contest/round";
import { type AttemptState, attemptStateLabels } from "./attempt";

export type SeatState = "not-started" | AttemptState;

export const seatStates: readonly SeatState[] = ["not-started", "in-progress", "submitted", "expired", "void"];
export const seatStateLabels: Record<SeatState, string> = { "not-started": "Chưa vào thi", ...attemptStateLabels };

/** Of an attempt in progress in a cancelled round only one thing matters: nobody works for a result there. */
export function seatStateLabel(state: SeatState, { isCancelled }: { readonly isCancelled: boolean }): string {
  return isCancelled && state === "in-progress" ? "Chưa nộp" : seatStateLabels[state];
}

/** An open page speaks at least every 54 seconds, so after a minute of silence it is closed or has no network. */
export const silentAfterMs = 60 * secondMs;

/** Who sits and was last heard of before this is silent. In a cancelled round nobody is: nothing is waited for any more. */
export function silentBefore(round: { readonly state: RoundState }, now: Instant): Instant {
  return round.state === "cancelled" ? 0 : now - silentAfterMs;
}

export function isSilent({ state, lastSeenAt }: { readonly state: SeatState; readonly lastSeenAt: Instant | null }, before: Instant): boolean {
  return state === "in-progress" && lastSeenAt !== null && lastSeenAt < before;
}

type SeatTime = { readonly state: SeatState; readonly deadlineAt: Instant | null; readonly submittedAt: Instant | null };

/** What is said of a seat's time: what is left while it is sat, else how and when it ended; empty where nobody has begun. */
export function seatTimeText({ state, deadlineAt, submittedAt }: SeatTime, now: Instant): string {
  if (state === "in-progress" && deadlineAt !== null) return now < deadlineAt ? `còn ${formatDuration(deadlineAt - now)}` : "hết giờ, đang thu bài";
  if (submittedAt === null) return "";
  return `${endWords[state] ?? "kết thúc"} ${formatInstant(submittedAt)}`;
}

const endWords: Partial<Record<SeatState, string>> = { submitted: "nộp", expired: "hết giờ" };
