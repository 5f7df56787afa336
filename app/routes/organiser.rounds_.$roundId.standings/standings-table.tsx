import { EmptyState } from "~/components/ui/empty-state";
import { subjectLabels } from "~/domain/contest/prediction-words";
import { isContestWide } from "~/domain/contest/round";
import { formatPoints } from "~/domain/shared/points";
import { formatDuration, formatInstant } from "~/domain/shared/time";
import { stepLabels } from "~/domain/standings/labels";
import type { StandingsPage } from "./page.server";

type View = NonNullable<StandingsPage["individual"]>;

/** By the round's chain, with the step that set each row apart from the one above. */
export function StandingsTable({ view }: { view: View }) {
  const { ranked, apart, chain, prediction, actual } = view;
  if (ranked.length + apart.length === 0) {
    return <EmptyState title="Chưa có ai để xếp hạng">Thứ hạng có sau bài hợp lệ đầu tiên: đã nộp hoặc hết giờ, có ít nhất một câu trả lời.</EmptyState>;
  }
  const columns = prediction === null ? 7 : 8;
  return (
    <>
      <p className="muted small">
        Xét lần lượt: {chain.map((step) => stepLabels[step].toLowerCase()).join(" → ")}.
        {prediction !== null && (actual === null ? ` Câu dự đoán được xét sau khi ${isContestWide(prediction) ? "mọi kỳ thi chính thức" : "kỳ thi"} đóng và mọi bài đã chấm xong.` : ` Thực tế ${subjectLabels[prediction]}: ${actual}.`)}
      </p>
      <div className="scroll" role="region" aria-label="Xếp hạng cá nhân" tabIndex={0}>
        <table className="individual">
          <thead>
            <tr>
              <th scope="col" className="r">Hạng</th><th scope="col">Họ và tên</th><th scope="col">Đơn vị</th><th scope="col" className="r">Điểm</th>
              {prediction !== null && <th scope="col" className="r">Dự đoán (lệch)</th>}
              <th scope="col" className="r">Thời gian làm</th><th scope="col">Nộp lúc</th><th scope="col">Phân định bởi</th>
            </tr>
          </thead>
          <tbody>{ranked.map((row) => <Row key={row.code} row={row} hasPrediction={prediction !== null} />)}</tbody>
          {apart.length > 0 && (
            <tbody>
              <tr className="group"><th scope="colgroup" colSpan={columns}>Thành viên Ban Tổ chức có dự thi, không xếp hạng</th></tr>
              {apart.map((row) => <Row key={row.code} row={row} hasPrediction={prediction !== null} />)}
            </tbody>
          )}
        </table>
      </div>
    </>
  );
}

function Row({ row, hasPrediction }: { row: View["ranked"][number]; hasPrediction: boolean }) {
  return (
    <tr>
      <td className="r rank">{row.rank ?? "–"}</td>
      <th scope="row">{row.name} <span className="code num muted small">{row.code}</span></th>
      <td>{row.unitName}</td>
      <td className="r"><b>{formatPoints(row.score)}</b>/{formatPoints(row.maxScore)}</td>
      {hasPrediction && <td className="r">{row.prediction === null ? "–" : row.predictionDistance === null ? row.prediction : `${row.prediction} (${row.predictionDistance})`}</td>}
      <td className="r nb">{formatDuration(row.durationMs)}</td>
      <td className="num nb">{formatInstant(row.submittedAt)}</td>
      <td className="muted">{row.decidedBy === null ? (row.rank === null || row.rank === 1 ? "" : "Đồng hạng") : stepLabels[row.decidedBy]}</td>
    </tr>
  );
}
