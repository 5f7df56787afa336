import { data, redirect, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ExamDock } from "~/components/exam/exam-dock";
import { ExamPanels } from "~/components/exam/exam-panels";
import { ExamTop } from "~/components/exam/exam-top";
import { choiceLetters, questionsHtml } from "~/components/exam/question-html";
import { SignInDialog } from "~/components/exam/sign-in-dialog";
import { UnsavedPage, type UnsavedQuestion } from "~/components/exam/unsaved-page";
import { useNonce } from "~/components/nonce";
import { DocumentPage } from "~/components/ui/document-page";
import { Notice } from "~/components/ui/notice";
import { examDataAttributes } from "~/domain/attempt/exam-data";
import { receiptCode } from "~/domain/attempt/receipt";
import { unsavedResponses } from "~/domain/attempt/unsaved-responses";
import { parseExamForm, type PostedExam } from "~/http/attempt-form.server";
import { guarded, notFound } from "~/http/guard.server";
import { noticeOf, withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { isWriter, writerCookie } from "~/http/writer-cookie.server";
import { claimReopenedAttempt } from "~/use-cases/attempt/claim-reopened-attempt.server";
import { loadDeadlineNews } from "~/use-cases/attempt/load-deadline-news.server";
import { type Exam, loadExam } from "~/use-cases/attempt/load-exam.server";
import { saveResponses } from "~/use-cases/attempt/save-responses.server";
import examModule from "~/enhance/exam.ts?worker&url";
import examStyles from "~/styles/exam.css?url";

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view ? `Bài thi – ${view.roundName}` : "Bài thi" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: examStyles }];

export const loader = guarded("sit-round", async ({ context, params, request, signedIn }) => {
  const attemptId = uuidParam(params["attemptId"]);
  const exam = await loadExam(context.app, { personId: signedIn.actor.personId, attemptId });
  if (!exam) throw notFound();
  if (exam.state !== "in-progress" || exam.serverNow >= exam.deadlineAt + exam.graceSeconds * 1_000) throw redirect(paths.attemptResult(exam.attemptId));
  const shared = { roundName: exam.roundName, displayName: signedIn.displayName, takeOverUrl: `${paths.attempt(exam.attemptId)}/takeover` };
  if (!isWriter(request, exam.attemptId, exam.epoch)) {
    // why not below a form that was refused: it shows what it held, and takes over only when the person says so.
    const epoch = request.headers.has("Content-Type") ? null : await claimReopenedAttempt(context.app, { personId: signedIn.actor.personId, attemptId: exam.attemptId });
    if (epoch !== null) throw redirect(paths.attempt(exam.attemptId), { headers: { "Set-Cookie": writerCookie(exam.attemptId, epoch) } });
    return { ...shared, exam: null, notice: noticeOf(request) };
  }
  const news = await loadDeadlineNews(context.app, signedIn.actor.personId!, exam);
  return { ...shared, login: signedIn.login, exam: examView(exam), news, notice: noticeOf(request) };
});

function examView(exam: Exam) {
  const { attemptId, number, isTrial, serverNow, deadlineAt, lastSavedAt, items } = exam;
  return {
    number,
    isTrial,
    serverNow,
    deadlineAt,
    lastSavedAt,
    reviewUrl: paths.attemptReview(attemptId),
    resultUrl: paths.attemptResult(attemptId),
    signInUrl: paths.signIn(paths.attempt(attemptId)),
    data: {
      attemptId,
      receipt: receiptCode(attemptId),
      epoch: exam.epoch,
      sequence: exam.lastSequence,
      serverNow,
      deadlineAt,
      graceSeconds: exam.graceSeconds,
      saveUrl: paths.attemptResponses(attemptId),
      resultUrl: paths.attemptResult(attemptId),
      signInUrl: paths.signIn(paths.attempt(attemptId)),
    },
    questions: items.map(({ position, choiceIds, isFlagged }) => ({ position, isAnswered: choiceIds.length > 0, isFlagged })),
    html: questionsHtml(items.map(({ position, type, content, points, choices, choiceIds, isFlagged }) => ({ position, type, content, points, choices, chosen: choiceIds, isFlagged }))),
  };
}

/** Without JavaScript: “Lưu bài” stays on the page, “Kiểm tra và nộp” saves and goes on to the review. */
export const action = guarded("sit-round", async ({ context, params, request, signedIn }) => {
  const attemptId = uuidParam(params["attemptId"]);
  const exam = await loadExam(context.app, { personId: signedIn.actor.personId, attemptId });
  if (!exam) throw notFound();
  if (exam.state !== "in-progress") throw redirect(paths.attemptResult(exam.attemptId));
  const posted = parseExamForm(await request.formData(), exam.items.map(({ position }) => position));
  if (!posted) throw new Response("Biểu mẫu không đúng", { status: 400 });
  const { outcome } = await saveResponses(context.app, { sessionId: signedIn.sessionId, attemptId: exam.attemptId, ...posted });
  if (outcome === "closed" || outcome === "late") throw redirect(paths.attemptResult(exam.attemptId));
  if (outcome === "no-session") throw redirect(paths.signIn(paths.attempt(exam.attemptId)));
  if (outcome !== "saved") return data({ unsaved: unsavedQuestions(exam, posted) }, 409);
  throw redirect(posted.intent === "review" ? paths.attemptReview(exam.attemptId) : withNotice(paths.attempt(exam.attemptId), "da-luu"));
});

function unsavedQuestions({ items }: Exam, { responses }: PostedExam): UnsavedQuestion[] {
  return unsavedResponses(responses, items).map(({ position, sent, stored }) => {
    const { content, choices } = items.find((item) => item.position === position)!;
    const named = (ids: readonly string[]) => choices.flatMap(({ id, text }, index) => (ids.includes(id) ? `${choiceLetters[index] ?? index + 1}. ${text}` : [])).join("; ");
    const isFlagged = responses.some((given) => given.position === position && given.isFlagged);
    return { position, content, isFlagged, sentIds: sent, sent: named(sent), stored: stored.length === 0 ? null : named(stored) };
  });
}

export default function ExamPage() {
  const view = useLoaderData<typeof loader>();
  const unsaved = useActionData<typeof action>()?.unsaved;
  const nonce = useNonce();
  if (unsaved) return <UnsavedPage takeOverUrl={view.takeOverUrl} homePath={paths.rounds} displayName={view.displayName} questions={unsaved} />;
  if (!view.exam) return <TakeOver takeOverUrl={view.takeOverUrl} roundName={view.roundName} displayName={view.displayName} notice={view.notice} />;
  const { questions, html, data, serverNow, deadlineAt, lastSavedAt, reviewUrl, resultUrl, signInUrl } = view.exam;
  const answered = questions.filter(({ isAnswered }) => isAnswered).length;
  return (
    <>
      <a className="skip" href="#palette">Đến danh sách câu hỏi</a>
      <a className="skip" href="#to-review">Đến nút kiểm tra và nộp</a>
      <form method="post" action={`/attempts/${data.attemptId}?index`} id="exam" autoComplete="off" {...examDataAttributes(data)}>
        <input type="hidden" name="epoch" value={data.epoch} />
        <input type="hidden" name="sequence" value={data.sequence} />
        <ExamTop serverNow={serverNow} deadlineAt={deadlineAt} answered={answered} total={questions.length} lastSavedAt={lastSavedAt} />
        <main className="exam-main" id="main">
          <h1 className="visually-hidden">Bài thi {view.roundName}</h1>
          <Notice text={view.notice} />
          <p className="note" id="deadline-told" hidden={view.news === null}>{view.news}</p>
          <ExamPanels takeOverUrl={view.takeOverUrl} resultUrl={resultUrl} signInUrl={signInUrl} />
          <div dangerouslySetInnerHTML={{ __html: html }} />
        </main>
        <ExamDock questions={questions} reviewUrl={reviewUrl} />
      </form>
      <form method="post" id="take-over" action={view.takeOverUrl} hidden />
      <SignInDialog action={signInUrl} login={view.login} />
      <script type="module" src={examModule} nonce={nonce} />
    </>
  );
}

type TakeOverProps = { takeOverUrl: string; roundName: string; displayName: string; notice: string | null };

function TakeOver({ takeOverUrl, roundName, displayName, notice }: TakeOverProps) {
  return (
    <DocumentPage width="narrow" account={{ displayName, homePath: paths.rounds }}>
      {notice && <p className="note err" role="alert">{notice}</p>}
      <h1>Bài đang mở ở thiết bị khác – tiếp tục ở đây?</h1>
      <p>Lượt thi {roundName} đang được làm ở một thiết bị hoặc trình duyệt khác. Nếu tiếp tục ở đây, thiết bị kia chỉ còn xem được bài; mọi câu đã lưu vẫn còn.</p>
      <form method="post" action={takeOverUrl} className="stack">
        <button className="btn">Tiếp tục ở đây</button>
        <a href={paths.rounds}>Về các kỳ thi</a>
      </form>
    </DocumentPage>
  );
}
