import { formatClockTime } from "~/domain/shared/time";

/**
 * Remaining time by the server's deadline and a monotonic clock of this page: a phone whose clock is wrong, or is
 * changed while the page is open, counts the same. Every reply of the server corrects it.
 */
export class Countdown {
  private deadlineAt: number;
  /** Server time minus monotonic time. */
  private offset: number;

  /** `monotonicAtServerNow`: what `performance.now()` was when the server's clock said `serverNow`. */
  constructor(serverNow: number, monotonicAtServerNow: number, deadlineAt: number) {
    this.deadlineAt = deadlineAt;
    this.offset = serverNow - monotonicAtServerNow;
  }

  /** A reply can only have been written before it arrived, so the earliest estimate of the server's time is too early, never too late. */
  correct(serverNow: number, monotonicAtArrival: number, deadlineAt: number): void {
    this.offset = serverNow - monotonicAtArrival;
    this.deadlineAt = deadlineAt;
  }

  serverNow(monotonicNow: number): number {
    return monotonicNow + this.offset;
  }

  /** Milliseconds until the deadline, never below zero. */
  remaining(monotonicNow: number): number {
    return Math.max(0, this.deadlineAt - this.serverNow(monotonicNow));
  }
}

/** What to say of a deadline that an answer of the server has moved, in clock time; null below a second. */
export function movedText(from: number, to: number): string | null {
  if (Math.abs(to - from) < 1_000) return null;
  const until = formatClockTime(to).slice(0, 5);
  return `Ban Tổ chức đã ${to > from ? "lùi hạn nộp bài đến" : "rút hạn nộp bài xuống còn đến"} ${until}. Xem lý do ở trang “Các kỳ thi”.`;
}

const spokenMinutes = [10, 5, 1] as const;

/** The sentence to speak when the clock goes from `before` to `after` milliseconds, or null. */
export function announcement(before: number, after: number): string | null {
  if (before > 0 && after <= 0) return "Đã hết giờ làm bài.";
  const crossed = spokenMinutes.find((minutes) => before > minutes * 60_000 && after <= minutes * 60_000);
  return crossed === undefined ? null : `Còn ${crossed} phút.`;
}
