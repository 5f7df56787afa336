import { useEffect, useState } from "react";
import { LegalText } from "~/components/ui/legal-text";
import { TableFrame } from "~/components/ui/table-frame";
import type { QuestionState, QuestionType } from "~/domain/question/question";
import { formatPoints } from "~/domain/shared/points";
import type { Day } from "~/domain/shared/time";
import { QuestionFacts, QuestionTags } from "./question-summary";

export type BankItem = {
  readonly questionId: string;
  readonly href: string;
  readonly content: string;
  readonly type: QuestionType;
  readonly citation: string;
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
  readonly topic: string;
  readonly level: string;
  readonly points: number;
  readonly state: QuestionState;
};

type Props = { items: readonly BankItem[]; total: number; /** The day that “in force” is about. */ day: Day; action: string };

/** Questions with boxes and what can be done to the ticked ones, or to all that the filter finds. Plain form; scripts only count and tick. */
export function BankTable({ items, total, day, action }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const isLive = useIsLive();
  const toggle = (questionId: string) => setChosen((before) => (before.has(questionId) ? new Set([...before].filter((id) => id !== questionId)) : new Set([...before, questionId])));
  const isPageChosen = items.length > 0 && items.every((item) => chosen.has(item.questionId));
  return (
    <form method="post" action={action} className="stack">
      <BulkBar total={total} count={isLive ? (isAll ? total : chosen.size) : null} isAll={isAll} setAll={setAll} />
      <TableFrame label="Câu hỏi" stacked>
        <table className="bank">
          <thead>
            <tr>
              <th className="tick">
                {isLive
                  ? <label className="tick-target"><input type="checkbox" checked={isPageChosen} onChange={() => setChosen(isPageChosen ? new Set() : new Set(items.map((item) => item.questionId)))} aria-label="Chọn tất cả câu trên trang" /><span className="tick-page" aria-hidden="true">Chọn cả trang</span></label>
                  : <span className="visually-hidden">Chọn</span>}
              </th>
              <th>Câu hỏi</th><th>Chủ đề</th><th>Mức độ</th><th className="r">Điểm</th><th>Trạng thái</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <tr key={item.questionId}>
                <td className="tick">
                  <label className="tick-target"><input type="checkbox" name="questionIds[]" value={item.questionId} aria-labelledby={`q-${index}`} disabled={isAll} checked={isAll || chosen.has(item.questionId)} onChange={() => toggle(item.questionId)} /></label>
                </td>
                <td className="lead">
                  <a id={`q-${index}`} className="q" href={item.href}><LegalText text={item.content} /></a>
                  <QuestionFacts {...item} />
                </td>
                <td data-label="Chủ đề">{item.topic}</td>
                <td data-label="Mức độ">{item.level}</td>
                <td className="r" data-label="Điểm">{formatPoints(item.points)}</td>
                <td><QuestionTags {...item} day={day} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </form>
  );
}

type BarProps = { total: number; count: number | null; isAll: boolean; setAll: (isAll: boolean) => void };

function BulkBar({ total, count, isAll, setAll }: BarProps) {
  return (
    <div className="bulk">
      <p className="num" aria-live="polite">{count === null ? "Với các câu đã chọn:" : count === 0 ? "Chưa chọn câu nào" : `Đã chọn ${count} câu`}</p>
      <label className="bulk-all"><input type="checkbox" name="scope" value="all" checked={isAll} onChange={(event) => setAll(event.target.checked)} /><span>Tất cả <b className="num">{total}</b> câu phù hợp bộ lọc</span></label>
      <div className="row">
        <button className="btn small" name="intent" value="approved" disabled={count === 0}>Duyệt</button>
        <button className="btn quiet small" name="intent" value="pending" disabled={count === 0}>Về chờ duyệt</button>
        <button className="btn quiet small" name="intent" value="retired" disabled={count === 0}>Ngừng dùng</button>
      </div>
    </div>
  );
}

/** False on the server and until scripts run. */
function useIsLive(): boolean {
  const [isLive, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  return isLive;
}
