import { SeatStateTag } from "~/components/organiser/seat-state-tag";
import type { AttemptState } from "~/domain/attempt/attempt";
import { incidentLabels, type IncidentKind, type ToldIncident } from "~/domain/attempt/incident";
import { incidentSentence } from "~/domain/attempt/incident-text";
import { formatPoints } from "~/domain/shared/points";
import { formatDuration, formatInstant, type Instant } from "~/domain/shared/time";

type Props = {
  attempt: {
    attemptId: string;
    number: number;
    state: AttemptState;
    unitName: string;
    startedAt: Instant;
    deadlineAt: Instant;
    submittedAt: Instant | null;
    lastSeenAt: Instant;
    isSilent: boolean;
    receipt: string;
    score: number | null;
    maxScore: number | null;
    answered: number;
    questions: number;
    offered: readonly IncidentKind[];
    /** Why more is not offered. */
    whyNot: string | null;
    incidents: readonly ToldIncident[];
  };
  /** The round. */
  isCancelled: boolean;
  now: Instant;
  hrefOf: (kind: IncidentKind) => string;
};

export function AttemptCard({ attempt, isCancelled, now, hrefOf }: Props) {
  const { attemptId, number, state, incidents, offered, whyNot } = attempt;
  return (
    <section className="card stack" aria-labelledby={`attempt-${attemptId}`}>
      <div className="row"><h2 id={`attempt-${attemptId}`}>Lượt {number}</h2><SeatStateTag state={state} isCancelled={isCancelled} />{attempt.isSilent && <span className="tag err">Mất tín hiệu</span>}</div>
      <Facts attempt={attempt} now={now} />
      {incidents.length > 0 && (
        <ul className="decisions" aria-label="Sự cố đã xử lý">
          {incidents.map((incident) => (
            <li key={incident.at}><span className="num">{formatInstant(incident.at)}</span> · {incidentSentence(incident)} <span className="muted">Lý do: {incident.reason}</span></li>
          ))}
        </ul>
      )}
      {offered.length > 0 && (
        <p className="deeds-row no-print">
          {offered.map((kind) => <a key={kind} className="btn quiet small" href={hrefOf(kind)}>{incidentLabels[kind]}</a>)}
        </p>
      )}
      {whyNot !== null && <p className="muted small no-print">{whyNot}</p>}
    </section>
  );
}

function Facts({ attempt, now }: Pick<Props, "attempt" | "now">) {
  const { state, unitName, receipt, startedAt, deadlineAt, submittedAt, lastSeenAt, answered, questions, score, maxScore } = attempt;
  return (
    <dl className="facts num">
      <dt>Mã biên nhận</dt><dd>{receipt}</dd>
      <dt>Đơn vị khi thi</dt><dd>{unitName}</dd>
      <dt>Bắt đầu</dt><dd>{formatInstant(startedAt)}</dd>
      <dt>Hạn nộp</dt><dd>{formatInstant(deadlineAt)}{state === "in-progress" && now < deadlineAt && ` (còn ${formatDuration(deadlineAt - now)})`}</dd>
      {submittedAt !== null && <><dt>Kết thúc</dt><dd>{formatInstant(submittedAt)}</dd></>}
      {state === "in-progress" && <><dt>Tín hiệu gần nhất</dt><dd>{formatDuration(now - lastSeenAt)} trước</dd></>}
      <dt>Đã trả lời</dt><dd>{answered}/{questions} câu</dd>
      {score !== null && maxScore !== null && <><dt>Điểm</dt><dd>{formatPoints(score)} / {formatPoints(maxScore)}{state === "void" && " (không được tính)"}</dd></>}
    </dl>
  );
}
