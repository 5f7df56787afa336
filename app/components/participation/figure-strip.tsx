import type { ReactNode } from "react";
import { type Basis, basisLabels } from "../../domain/participation/basis";
import { formatRate } from "../../domain/participation/rate";
import { formatCount } from "../../domain/shared/count";
import { formatPoints } from "../../domain/shared/points";

export type ParticipationFigures = {
  readonly eligible: number | null;
  readonly basis: Basis;
  readonly entered: number;
  readonly notEntered: number | null;
  readonly attempts: number;
  readonly validEntries: number;
};
export type StripScores = {
  readonly average: number | null;
  readonly maxScore: number | null;
  readonly perfect: number;
  /** Names of the units the scores are of, where those are fewer than the other figures are of. */
  readonly scopeNames: readonly string[];
};

type Props = {
  figures: ParticipationFigures;
  attemptsToday?: number | undefined;
  /** Null for readers who see no results. */
  scores: StripScores | null;
  listHref: string | null;
};

/** The figures of a page in one strip, each with its own label: persons, attempts and valid entries are three different numbers. */
export function FigureStrip({ figures, attemptsToday, scores, listHref }: Props) {
  const { eligible, entered, attempts, validEntries, notEntered } = figures;
  const counted = basisLabels[figures.basis].toLowerCase();
  return (
    <div className={scores ? "kpi five" : "kpi four"}>
      <Figure label="Tỷ lệ tham gia" value={formatRate(entered, eligible)}>
        {eligible === null ? `${formatCount(entered)} người, chưa rõ số thuộc diện` : `${formatCount(entered)} / ${formatCount(eligible)} người ${counted}`}
      </Figure>
      <Figure label="Lượt thi" value={formatCount(attempts)}>{attemptsToday === undefined ? "" : `hôm nay ${formatCount(attemptsToday)}`}</Figure>
      <Figure label="Bài hợp lệ" value={formatCount(validEntries)}>{scores && scores.scopeNames.length === 0 ? `${formatCount(scores.perfect)} bài đạt điểm tối đa` : "có ít nhất một câu trả lời"}</Figure>
      {scores && (
        <Figure label="Điểm trung bình" value={scores.average === null ? "–" : formatPoints(scores.average)}>
          {averageText(scores)}
        </Figure>
      )}
      <Figure label="Chưa tham gia" value={notEntered === null ? "–" : formatCount(notEntered)}>
        {listHref === null ? `người ${counted}` : <a href={listHref}>Xem danh sách</a>}
      </Figure>
    </div>
  );
}

function averageText({ average, maxScore, scopeNames }: StripScores): string {
  const text = average === null ? "chưa có bài hợp lệ" : maxScore === null ? "của các bài hợp lệ" : `trên ${formatPoints(maxScore)}, các bài hợp lệ`;
  return scopeNames.length === 0 ? text : `${text}, riêng ${scopeNames.join("; ")}`;
}

function Figure({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <div>
      <span className="muted small">{label}</span>
      <b>{value}</b>
      <span className="muted small">{children}</span>
    </div>
  );
}
