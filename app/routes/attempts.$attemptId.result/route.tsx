import { redirect, type AppLoadContext, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Decisions } from "~/components/exam/decisions";
import { AnswerList } from "~/components/exam/answer-list";
import { Receipt } from "~/components/exam/receipt";
import { DocumentPage } from "~/components/ui/document-page";
import { incidentSentence } from "~/domain/attempt/incident-text";
import { formatPoints } from "~/domain/shared/points";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadExam } from "~/use-cases/attempt/load-exam.server";
import { loadResult } from "~/use-cases/attempt/load-result.server";
import { loadOwnStanding } from "~/use-cases/standings/load-own-standing.server";
import examStyles from "~/styles/exam.css?url";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: "Biên nhận và kết quả" }, ...(data?.isClosing ? [{ httpEquiv: "refresh", content: "4" }] : [])];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: examStyles }];

export const loader = guarded("sit-round", async ({ context, params, signedIn }) => {
  const attemptId = uuidParam(params["attemptId"]);
  const { personId } = signedIn.actor;
  const result = await loadResult(context.app, { personId, attemptId });
  if (!result) throw notFound();
  if (result.state === "in-progress") return loadClosing(context.app, personId, result.attemptId, signedIn.displayName);
  const standing = personId ? await loadOwnStanding(context.app, { roundId: result.roundId, personId, now: result.serverNow }) : null;
  const { incidents, ...shown } = result;
  return {
    displayName: signedIn.displayName,
    isClosing: false as const,
    result: shown,
    decisions: incidents.map((incident) => ({ number: result.number, at: incident.at, sentence: incidentSentence(incident), reason: incident.reason })),
    roundUrl: paths.round(result.roundId),
    boardUrl: result.showsBoard ? paths.roundBoard(result.roundId) : null,
    standing: standing && (standing.kind === "standing" ? { sentence: standing.sentence, rank: standing.rank, total: standing.total } : { sentence: standing.sentence, rank: null, total: null }),
  };
});

/** Past the deadline, but not closed yet: the grace runs, then the sweeper comes. Before the deadline there is nothing to show here. */
async function loadClosing(app: AppLoadContext["app"], personId: string | null, attemptId: string, displayName: string) {
  const exam = await loadExam(app, { personId, attemptId });
  if (exam?.state === "in-progress" && exam.serverNow < exam.deadlineAt) throw redirect(paths.attempt(attemptId));
  return { displayName, isClosing: true as const };
}

const waitSentences = {
  "at-once": "Bài đang được chấm; tải lại trang sau ít giây.",
  "after-closing": "Điểm được công bố sau khi kỳ thi đóng.",
  "after-publishing": "Điểm được công bố khi Ban Tổ chức công bố kết quả.",
} as const;

export default function Result() {
  const view = useLoaderData<typeof loader>();
  if (view.isClosing) return <Closing displayName={view.displayName} />;
  const { displayName, result, decisions, standing, roundUrl, boardUrl } = view;
  return (
    <DocumentPage width="reading" account={{ displayName, homePath: paths.rounds }}>
      <h1>{result.state === "void" ? "Lượt thi đã bị hủy" : result.state === "expired" ? "Đã hết giờ – bài đã được thu" : result.items ? `Kết quả ${result.roundName}, lượt ${result.number}` : "Đã nộp bài"}</h1>
      <Decisions decisions={decisions} />
      {result.earlyClosing !== null && <p className="note">{result.earlyClosing}</p>}
      <Receipt result={result} />
      {result.state !== "void" && (
        <section className="card stack" aria-labelledby="score">
          <h2 id="score">Kết quả</h2>
          {result.score ? (
            <>
              <p className="score">{formatPoints(result.score.score)} <span className="muted small">/ {formatPoints(result.score.maxScore)} điểm</span></p>
              <p>Đúng {result.score.correctCount}/{result.questionCount} câu.</p>
            </>
          ) : (
            <p>{waitSentences[result.isGraded ? result.show.score : "at-once"]}</p>
          )}
          {standing && (
            <p>
              {standing.rank !== null && <b>Thứ hạng {standing.rank}/{standing.total}. </b>}
              {standing.sentence}
            </p>
          )}
        </section>
      )}
      {result.items ? (
        <section className="stack" aria-labelledby="answers">
          <h2 id="answers">Đáp án và căn cứ</h2>
          <AnswerList questions={result.items.map(({ points, maxPoints, ...item }) => ({ ...item, earned: points, points: maxPoints }))} />
        </section>
      ) : (
        result.state !== "void" && result.show.keys !== "never" && <p className="muted">Đáp án kèm căn cứ pháp lý được hiện {result.show.keys === "after-closing" ? "sau khi kỳ thi đóng đối với tất cả mọi người" : "sau khi công bố kết quả"}.</p>
      )}
      <p className="row no-print">
        {boardUrl && <a className="btn quiet" href={boardUrl}>Xem bảng xếp hạng</a>}
        <a className="btn quiet" href={roundUrl}>{result.asksPrediction ? "Thể lệ và câu dự đoán" : "Thể lệ"}</a>
        <a className="btn quiet" href={paths.rounds}>Về các kỳ thi</a>
      </p>
    </DocumentPage>
  );
}

function Closing({ displayName }: { displayName: string }) {
  return (
    <DocumentPage width="reading" account={{ displayName, homePath: paths.rounds }}>
      <h1>Đã hết giờ – đang thu bài</h1>
      <p role="status">Mọi câu đã lưu đều được tính. Trang tự tải lại sau vài giây.</p>
      <p><a className="btn quiet" href="">Tải lại</a></p>
    </DocumentPage>
  );
}
