import type { Instant } from "../shared/time";
import { minuteMs, secondMs } from "../shared/time";

export type AttemptState = "in-progress" | "submitted" | "expired" | "void";

export const attemptStateLabels: Record<AttemptState, string> = {
  "in-progress": "Đang làm bài",
  submitted: "Đã nộp",
  expired: "Hết giờ, đã thu bài",
  void: "Đã hủy",
};

/** `min(startedAt + minutes + extra time, closesAt)`: nobody works past the round's end. */
export function deadlineAt(startedAt: Instant, round: { minutes: number; closesAt: Instant }, extraSeconds = 0): Instant {
  return Math.min(startedAt + round.minutes * minuteMs + extraSeconds * secondMs, round.closesAt);
}
