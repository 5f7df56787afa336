/** How a person stands in a round at a moment: the state of the latest attempt, or that there is none. */
import { formatDuration, formatInstant, type Instant, secondMs } from "../shared/time";
import { type AttemptState, attemptStateLabels } from "./attempt";

export type SeatState = "not-started" | AttemptState;

export const seatStates: readonly SeatState[] = ["not-started", "in-progress", "submitted", "expired", "void"];
export const seatStateLabels: Record<SeatState, string> = { "not-started": "Chưa vào thi", ...attemptStateLabels };

/** An open page speaks at least every 54 seconds, so after a minute of silence it is closed or has no network. */
export const silentAfterMs = 60 * secondMs;

export function isSilent({ state, lastSeenAt }: { readonly state: SeatState; readonly lastSeenAt: Instant | null }, now: Instant): boolean {
  return state === "in-progress" && lastSeenAt !== null && now - lastSeenAt > silentAfterMs;
}

type SeatTime = { readonly state: SeatState; readonly deadlineAt: Instant | null; readonly submittedAt: Instant | null };

/** What is said of a seat's time: what is left while it is sat, else how and when it ended; empty where nobody has begun. */
export function seatTimeText({ state, deadlineAt, submittedAt }: SeatTime, now: Instant): string {
  if (state === "in-progress" && deadlineAt !== null) return now < deadlineAt ? `còn ${formatDuration(deadlineAt - now)}` : "hết giờ, đang thu bài";
  if (submittedAt === null) return "";
  return `${endWords[state] ?? "kết thúc"} ${formatInstant(submittedAt)}`;
}

const endWords: Partial<Record<SeatState, string>> = { submitted: "nộp", expired: "hết giờ" };
