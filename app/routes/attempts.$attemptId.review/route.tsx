import { redirect, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ReviewList } from "~/components/exam/review-list";
import { useNonce } from "~/components/nonce";
import { clockLabel } from "~/domain/attempt/clock-label";
import { formatClockTime } from "~/domain/shared/time";
import { guarded, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { isWriter } from "~/http/writer-cookie.server";
import { loadExam } from "~/use-cases/attempt/load-exam.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import reviewModule from "~/enhance/review.ts?worker&url";
import examStyles from "~/styles/exam.css?url";

export const meta: MetaFunction = () => [{ title: "Kiểm tra trước khi nộp" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: examStyles }];

export const loader = guarded("sit-round", async ({ context, params, request, signedIn }) => {
  const attemptId = uuidParam(params["attemptId"]);
  const exam = await loadExam(context.app, { personId: signedIn.actor.personId, attemptId });
  if (!exam) throw notFound();
  if (exam.state !== "in-progress" || exam.serverNow >= exam.deadlineAt) throw redirect(paths.attemptResult(exam.attemptId));
  if (!isWriter(request, exam.attemptId, exam.epoch)) throw redirect(paths.attempt(exam.attemptId));
  const { roundName, serverNow, deadlineAt, epoch } = exam;
  return {
    roundName,
    serverNow,
    deadlineAt,
    epoch,
    attemptUrl: paths.attempt(exam.attemptId),
    resultUrl: paths.attemptResult(exam.attemptId),
    items: exam.items.map(({ position, choiceIds, isFlagged }) => ({ position, isAnswered: choiceIds.length > 0, isFlagged })),
  };
});

export const action = guarded("sit-round", async ({ context, params, request, signedIn }): Promise<Response> => {
  const attemptId = uuidParam(params["attemptId"]);
  const epoch = Number((await request.formData()).get("epoch"));
  if (!Number.isInteger(epoch) || epoch < 1) throw new Response("Biểu mẫu không đúng", { status: 400 });
  const { outcome } = await submitAttempt(context.app, { sessionId: signedIn.sessionId, attemptId, epoch });
  if (outcome === "not-found") throw notFound();
  return redirect(outcome === "closed" ? paths.attemptResult(attemptId) : withNotice(paths.attempt(attemptId), "chua-nop"));
});

/**
 * React 18 does not know these attributes. The page itself is the question; while questions are empty a popover asks once more without any
 * script, browsers without popovers show it in the page, and the module shows the same box as a modal dialog.
 */
const opens = { popovertarget: "confirm" };
const popover = { popover: "auto" };

export default function Review() {
  const { roundName, serverNow, deadlineAt, epoch, attemptUrl, resultUrl, items } = useLoaderData<typeof loader>();
  const nonce = useNonce();
  const empty = items.filter(({ isAnswered }) => !isAnswered).length;
  return (
    <>
      <header className="exam-top">
        <div className="exam-row" id="review-clock" data-server-now={serverNow} data-deadline-at={deadlineAt} data-result-url={resultUrl}>
          <p className="clock"><span id="clock" role="timer" aria-label="Thời gian còn lại">{clockLabel(deadlineAt - serverNow)}</span><small><span className="without-js">lúc {formatClockTime(serverNow)}, </span>hạn nộp {formatClockTime(deadlineAt)}</small></p>
          <p className="answered num">Đã trả lời <b>{items.length - empty}</b>/{items.length}</p>
          <p className="save ok">Đã lưu</p>
        </div>
        <p className="visually-hidden" id="spoken" aria-live="polite" />
      </header>
      <main className="page reading" id="main">
        <h1>Kiểm tra trước khi nộp</h1>
        <p className="muted">{roundName}</p>
        <p className="note err" role="status" data-submit-state="" hidden />
        {empty > 0 && <p className="note"><b>Còn {empty} câu chưa trả lời.</b> Bấm vào câu để quay lại trả lời.</p>}
        <ReviewList items={items} attemptUrl={attemptUrl} />
        {empty === 0 ? (
          <form method="post" id="hand-in" className="stack">
            <input type="hidden" name="epoch" value={epoch} />
            <p>Sau khi nộp không sửa được nữa.</p>
            <p className="row">
              <button className="btn">Nộp bài</button>
              <a className="btn quiet" data-close="" href={attemptUrl}>Quay lại làm tiếp</a>
            </p>
          </form>
        ) : (
          <>
            <p className="row">
              <button type="button" className="btn" {...opens}>Nộp bài</button>
              <a className="btn quiet" href={attemptUrl}>Quay lại làm tiếp</a>
            </p>
            <dialog id="confirm" {...popover} aria-labelledby="confirm-title">
              <form method="post" id="hand-in" className="stack">
                <input type="hidden" name="epoch" value={epoch} />
                <h2 id="confirm-title">Nộp bài ngay?</h2>
                <p>Còn {empty}/{items.length} câu chưa trả lời. Sau khi nộp không sửa được nữa.</p>
                <p className="note err" role="status" data-submit-state="" hidden />
                <div className="row">
                  <button className="btn">Nộp bài</button>
                  <button type="button" className="btn quiet" data-close="" {...opens}>Chưa nộp</button>
                </div>
              </form>
            </dialog>
          </>
        )}
      </main>
      <script type="module" src={reviewModule} nonce={nonce} />
    </>
  );
}
