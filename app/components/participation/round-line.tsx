import type { RoundPhase } from "../../domain/contest/phase";
import { formatClosingMoment, formatMoment, type Instant, lastWholeDay } from "../../domain/shared/time";

export type RoundLineView = { readonly roundId: string; readonly name: string; readonly phase: RoundPhase; readonly opensAt: Instant; readonly closesAt: Instant; readonly href: string };

/** “Kỳ 2 · đang mở đến 17:00 ngày 30/06/2022”; with other rounds, a list to choose from. */
export function RoundPicker({ round, others }: { round: RoundLineView; others: readonly RoundLineView[] }) {
  if (others.length === 0) return <p className="round-line"><RoundText round={round} /></p>;
  return (
    <>
      <p className="round-line print-only"><RoundText round={round} /></p>
      <details className="picker no-print" key={round.roundId}>
        <summary><span><RoundText round={round} /></span></summary>
        <ul aria-label="Chọn kỳ thi">
          {others.map((other) => <li key={other.roundId}><a href={other.href}><RoundText round={other} /></a></li>)}
        </ul>
      </details>
    </>
  );
}

function RoundText({ round }: { round: RoundLineView }) {
  return <><b>{round.name}</b> · {phaseText(round)}</>;
}

export function phaseText({ phase, opensAt, closesAt }: Pick<RoundLineView, "phase" | "opensAt" | "closesAt">): string {
  switch (phase) {
    case "draft":
      return "bản nháp";
    case "cancelled":
      return "đã hủy";
    case "before":
      return `mở lúc ${formatMoment(opensAt)}`;
    case "open":
      return `đang mở đến ${formatClosingMoment(closesAt)}`;
    case "finishing":
      return `${closedText(closesAt)}, còn người đang làm bài`;
    case "grace":
      return "đã hết giờ, đang thu bài";
    case "closed":
      return closedText(closesAt);
  }
}

function closedText(closesAt: Instant): string {
  return `đã đóng ${lastWholeDay(closesAt) === null ? "lúc" : "khi"} ${formatClosingMoment(closesAt)}`;
}
