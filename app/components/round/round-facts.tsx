import { attemptsText, type AttemptsOf } from "~/domain/contest/attempts-text";
import { formatClosingMoment, formatMoment, type Instant } from "~/domain/shared/time";

export type RoundFactsOf = AttemptsOf & { opensAt: Instant; closesAt: Instant; minutes: number; questionCount: number };

/** What somebody has to know of a round before anything else. */
export function RoundFacts({ round }: { round: RoundFactsOf }) {
  const { opensAt, closesAt, minutes, questionCount } = round;
  return (
    <dl className="facts">
      <dt>Mở</dt><dd className="num">{formatMoment(opensAt)}</dd>
      <dt>Đóng</dt><dd className="num">{formatClosingMoment(closesAt)}</dd>
      <dt>Đề thi</dt><dd>{questionCount} câu, {minutes} phút</dd>
      <dt>Lượt thi</dt><dd>{attemptsText(round)}</dd>
    </dl>
  );
}
