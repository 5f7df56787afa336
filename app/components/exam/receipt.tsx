import type { AttemptState } from "~/domain/attempt/attempt";
import { attemptStateLabels } from "~/domain/attempt/attempt";
import { formatDuration, formatMoment, type Instant } from "~/domain/shared/time";

type Props = {
  result: {
    roundName: string;
    isTrial: boolean;
    number: number;
    state: AttemptState;
    receipt: string;
    holder: { fullName: string; code: string; unitName: string };
    startedAt: Instant;
    submittedAt: Instant | null;
    durationMs: number | null;
    questionCount: number;
    answeredCount: number;
  };
};

/** Proof that the attempt was handed in: what to tell the committee when something is in doubt. */
export function Receipt({ result }: Props) {
  const { roundName, isTrial, number, state, receipt, holder, startedAt, submittedAt, durationMs, questionCount, answeredCount } = result;
  return (
    <section className="card stack" aria-labelledby="receipt">
      <h2 id="receipt">Biên nhận</h2>
      <p className="receipt">{receipt}</p>
      <dl className="facts">
        <dt>Họ và tên</dt><dd>{holder.fullName}</dd>
        <dt>Mã số</dt><dd className="num">{holder.code}</dd>
        <dt>Đơn vị</dt><dd>{holder.unitName}</dd>
        <dt>Kỳ thi</dt><dd>{roundName}{isTrial && " (không tính kết quả)"}, lượt {number}</dd>
        <dt>Trạng thái</dt><dd>{attemptStateLabels[state]}</dd>
        <dt>Bắt đầu</dt><dd className="num">{formatMoment(startedAt)}</dd>
        {submittedAt !== null && <><dt>Kết thúc</dt><dd className="num">{formatMoment(submittedAt)}</dd></>}
        {durationMs !== null && <><dt>Thời gian làm</dt><dd>{formatDuration(durationMs)}</dd></>}
        <dt>Đã trả lời</dt><dd>{answeredCount}/{questionCount} câu</dd>
      </dl>
    </section>
  );
}
