import { type Decision, Decisions } from "~/components/exam/decisions";
import type { RoundPhase, StartRefusal } from "~/domain/contest/phase";
import type { ChangeNotice } from "~/domain/contest/round-change";
import { startRefusalText } from "~/domain/contest/start-refusal-text";
import { formatMoment, type Instant } from "~/domain/shared/time";
import { RoundChangeList } from "./round-change-list";
import { RoundFacts, type RoundFactsOf } from "./round-facts";
import { RoundPhaseTag } from "./round-phase-tag";

type Props = {
  round: RoundFactsOf & {
    roundId: string;
    name: string;
    isTrial: boolean;
    phase: RoundPhase;
    openAttempt: { deadlineAt: Instant } | null;
    refusal: StartRefusal | null;
    startUrl: string;
    attemptUrl: string | null;
    boardUrl: string | null;
    /** What the committee has decided about the person's attempts, and why. */
    decisions: Decision[];
    results: { number: number; url: string }[];
    changes: readonly ChangeNotice[];
    prediction: { value: number | null; mayEdit: boolean } | null;
  };
};

/** One round as a participant sees it, with its one next step. */
export function RoundCard({ round }: Props) {
  const { name, isTrial, phase, results, boardUrl } = round;
  return (
    <section className="card stack" aria-labelledby={`round-${round.roundId}`}>
      <div className="row">
        <h2 id={`round-${round.roundId}`}>{name}</h2>
        <RoundPhaseTag phase={phase} />
        {isTrial && <span className="tag mute">Không tính kết quả</span>}
      </div>
      {phase !== "cancelled" && <RoundFacts round={round} />}
      {round.changes.length > 0 && <RoundChangeList changes={round.changes} />}
      <Decisions decisions={round.decisions} />
      <NextStep round={round} />
      <Prediction round={round} />
      {(results.length > 0 || boardUrl) && (
        <p className="row small">
          {results.map(({ number, url }) => <a key={number} className="btn quiet small" href={url}>Kết quả lượt {number}</a>)}
          {boardUrl && <a className="btn quiet small" href={boardUrl}>Bảng xếp hạng</a>}
        </p>
      )}
    </section>
  );
}

/** What was predicted, and the way to change it while it may be; whoever has not begun is asked on the way in. */
function Prediction({ round: { prediction, openAttempt, startUrl } }: Props) {
  if (prediction === null || (prediction.value === null && openAttempt === null)) return null;
  if (!prediction.mayEdit && prediction.value === null) return null;
  return (
    <p className="small">
      {prediction.value !== null && <>Câu dự đoán của đồng chí: <b className="num">{prediction.value}</b>. </>}
      {prediction.mayEdit && <a href={`${startUrl}#prediction`}>{prediction.value === null ? "Trả lời câu dự đoán" : "Sửa câu dự đoán"}</a>}
    </p>
  );
}

function NextStep({ round }: Props) {
  if (round.openAttempt && round.attemptUrl) {
    return (
      <p className="row">
        <a className="btn" href={round.attemptUrl}>Làm tiếp</a>
        <span className="small muted num">Hạn nộp {formatMoment(round.openAttempt.deadlineAt)}</span>
      </p>
    );
  }
  if (round.refusal === null) return <p><a className="btn" href={round.startUrl}>{round.isTrial ? "Vào thi thử" : "Vào thi"}</a></p>;
  if (round.phase === "cancelled") return round.changes.length > 0 ? null : <p className="muted">{startRefusalText(round.refusal)}</p>;
  return (
    <p className="muted">
      {startRefusalText(round.refusal)} <a href={round.startUrl}>Xem thể lệ</a>
    </p>
  );
}
