import type { RoundPhase } from "~/domain/contest/phase";
import { formatClosingMoment, formatMoment, type Instant } from "~/domain/shared/time";

export type RoundFactsOf = { phase: RoundPhase; opensAt: Instant; closesAt: Instant; minutes: number; questionCount: number; attemptsUsed: number; attemptsLeft: number | null };

/** What somebody has to know of a round before anything else. */
export function RoundFacts({ round: { phase, opensAt, closesAt, minutes, questionCount, attemptsUsed, attemptsLeft } }: { round: RoundFactsOf }) {
  return (
    <dl className="facts">
      <dt>Mở</dt><dd className="num">{formatMoment(opensAt)}</dd>
      <dt>Đóng</dt><dd className="num">{formatClosingMoment(closesAt)}</dd>
      <dt>Đề thi</dt><dd>{questionCount} câu, {minutes} phút</dd>
      <dt>Lượt thi</dt><dd>{phase === "before" || phase === "open" ? attemptsSentence(attemptsUsed, attemptsLeft) : `đã dùng ${attemptsUsed}`}</dd>
    </dl>
  );
}

function attemptsSentence(used: number, left: number | null): string {
  return left === null ? `đã dùng ${used}, không giới hạn` : `đã dùng ${used}, còn ${left}`;
}
