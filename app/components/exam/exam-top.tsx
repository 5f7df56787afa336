import { clockLabel } from "~/domain/attempt/clock-label";
import { formatClockTime, type Instant } from "~/domain/shared/time";
import { FileOffer } from "./file-offer";

type Props = { serverNow: Instant; deadlineAt: Instant; answered: number; total: number; lastSavedAt: Instant | null };

/** Stays in sight: remaining time, how much is answered, whether it is saved. Filled by the server, kept true by the module. */
export function ExamTop({ serverNow, deadlineAt, answered, total, lastSavedAt }: Props) {
  return (
    <header className="exam-top">
      <div className="exam-row">
        <div className="clock">
          <span id="clock" role="timer" aria-label="Thời gian còn lại">{clockLabel(deadlineAt - serverNow)}</span>
          <small className="without-js">lúc {formatClockTime(serverNow)}, hạn nộp {formatClockTime(deadlineAt)}</small>
          <small className="with-js"><span id="clock-note">còn lại · </span><button type="button" className="clock-toggle" id="clock-toggle">Ẩn giờ</button></small>
        </div>
        <p className="answered num">Đã trả lời <b id="answered-count">{answered}</b>/{total}</p>
        <p className="save ok" id="save-state" role="status">
          <span id="save-text">{lastSavedAt === null ? "" : "Đã lưu"}</span>
          <small className="num" id="save-detail">{lastSavedAt === null ? "" : formatClockTime(lastSavedAt)}</small>
        </p>
      </div>
      <progress id="progress" className="exam-progress" max={total} value={answered} aria-hidden="true" />
      <p className="exam-trouble" id="trouble" role="alert" hidden />
      <p className="exam-trouble" id="deadline-news" role="status" hidden />
      <FileOffer />
      <p className="visually-hidden" id="spoken" aria-live="polite" />
    </header>
  );
}
