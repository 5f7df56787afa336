import type { Instant } from "../shared/time";
import { minuteMs } from "../shared/time";

export type AttemptState = "in-progress" | "submitted" | "expired" | "void";

export const attemptStateLabels: Record<AttemptState, string> = {
  "in-progress": "Đang làm bài",
  submitted: "Đã nộp",
  expired: "Hết giờ, đã thu bài",
  void: "Đã hủy",
};

/** `min(startedAt + minutes, closesAt)`: by the rules alone nobody works past the round's end. Incidents may move it (incident.ts). */
export function deadlineAt(startedAt: Instant, round: { minutes: number; closesAt: Instant }): Instant {
  return Math.min(startedAt + round.minutes * minuteMs, round.closesAt);
}
