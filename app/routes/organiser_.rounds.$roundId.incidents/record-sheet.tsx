import { type DecidedAttempt, incidentLabels, type IncidentFacts, type IncidentTerms, type ToldIncident } from "~/domain/attempt/incident";
import { TableFrame } from "~/components/ui/table-frame";
import { termsSentence } from "~/domain/attempt/incident-text";
import type { EarlyClosing } from "~/domain/contest/round-change";
import { attemptStateLabels } from "~/domain/attempt/attempt";
import { dayOf, formatInstant, formatMoment, type Instant } from "~/domain/shared/time";
import { formatPoints } from "~/domain/shared/points";

type Incident = Pick<ToldIncident, "kind" | "reason" | "at"> & {
  incidentId: string;
  terms: IncidentTerms;
  byName: string;
  unitName: string | null;
  attempts: readonly (DecidedAttempt & { attemptId: string; number: number; personCode: string; personName: string; unitName: string })[];
};

type Props = {
  record: {
    asOf: Instant;
    round: { name: string };
    contestName: string;
    superiorBody: string;
    agency: string;
    place: string;
    signers: readonly { title: string; name: string }[];
    incidents: readonly Incident[];
    closings: readonly EarlyClosing[];
  };
};

/** Nothing to be signed. */
export const isEmptyRecord = ({ incidents, closings }: Pick<Props["record"], "incidents" | "closings">): boolean => incidents.length + closings.length === 0;

/** Layout of Nghị định 30/2020/NĐ-CP: agency and national title, place and date, title, table, signatures. */
export function RecordSheet({ record }: Props) {
  const { asOf, round, contestName, incidents, closings, signers } = record;
  return (
    <article className="record">
      <Heading record={record} />
      <header className="record-title">
        <h1>Biên bản sự cố</h1>
        <p><b>{round.name} – {contestName}</b></p>
        <p><i>Số liệu lúc {formatMoment(asOf)}; {incidents.length} sự cố</i></p>
      </header>
      {isEmptyRecord(record)
        ? <p className="empty">Kỳ thi này chưa có sự cố nào được ghi nhận.</p>
        : incidents.map((incident, index) => <IncidentSection key={incident.incidentId} incident={incident} number={index + 1} />)}
      {closings.length > 0 && <EarlyClosings closings={closings} />}
      {!isEmptyRecord(record) && (
        <footer className="record-signers">
          <Signer title="Người lập biên bản" name="" />
          {signers.map((signer) => <Signer key={signer.title} {...signer} />)}
        </footer>
      )}
    </article>
  );
}

function Heading({ record: { superiorBody, agency, place, asOf } }: Props) {
  const [year, month, day] = dayOf(asOf).split("-");
  return (
    <div className="record-head">
      <div>{superiorBody !== "" && <p>{superiorBody}</p>}{agency !== "" && <p className="agency"><b>{agency}</b></p>}</div>
      <div>
        <p><b>Cộng hòa xã hội chủ nghĩa Việt Nam</b></p>
        <p className="motto"><b>Độc lập - Tự do - Hạnh phúc</b></p>
        <p className="place"><i>{place !== "" && `${place}, `}ngày {day} tháng {month} năm {year}</i></p>
      </div>
    </div>
  );
}

function IncidentSection({ incident, number }: { incident: Incident; number: number }) {
  const { kind, reason, at, byName, unitName, attempts } = incident;
  const sentence = termsSentence(incident, attempts);
  return (
    <section aria-labelledby={incident.incidentId}>
      <h2 id={incident.incidentId}>{number}. {incidentLabels[kind]}{unitName !== null && ` – ${unitName}`}</h2>
      <p>Lúc {formatMoment(at)}, do {byName} thực hiện.{sentence !== "" && ` ${sentence}`} Lý do: {reason}</p>
      <TableFrame label={`Các lượt thi của sự cố ${number}`}>
        <table>
          <thead><tr><th>Họ và tên</th><th>Mã số</th><th>Đơn vị</th><th>Lượt</th><th>Trước</th><th>Sau</th></tr></thead>
          <tbody>
            {attempts.map((attempt) => (
              <tr key={attempt.attemptId}>
                <td>{attempt.personName}</td><td className="num">{attempt.personCode}</td><td>{attempt.unitName}</td><td className="num">{attempt.number}</td>
                <td>{factsText(attempt.before)}</td><td>{factsText(attempt.after)}{broughtForwardText(attempt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}

function factsText({ state, deadlineAt, submittedAt, score }: IncidentFacts): string {
  const end = submittedAt === null ? `hạn nộp ${formatInstant(deadlineAt)}` : `kết thúc ${formatInstant(submittedAt)}`;
  return [attemptStateLabels[state], end, ...(score === null ? [] : [`${formatPoints(score)} điểm`])].join("; ");
}

/** Of a decision that a later closing overtook. */
function broughtForwardText({ after, deadlineAt }: Incident["attempts"][number]): string {
  return after.submittedAt === null && deadlineAt < after.deadlineAt ? `; sau đó hạn rút xuống còn đến ${formatInstant(deadlineAt)}` : "";
}

/** Decided for everybody, so no incident of somebody; but it ends what the incidents gave. */
function EarlyClosings({ closings }: Pick<Props["record"], "closings">) {
  return (
    <section aria-labelledby="early-closings">
      <h2 id="early-closings">Đóng kỳ thi sớm và thu bài</h2>
      {closings.map(({ at, to, reason, changedBy }) => (
        <p key={at}>Lúc {formatMoment(at)}{changedBy !== null && `, do ${changedBy} thực hiện`}: bài đang làm thu lúc {formatMoment(to)}. Lý do: {reason}</p>
      ))}
    </section>
  );
}

function Signer({ title, name }: { title: string; name: string }) {
  return <div><p><b>{title}</b></p><p className="sign-room muted">(ký, ghi rõ họ tên)</p><p><b>{name}</b></p></div>;
}
