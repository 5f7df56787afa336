import { data, redirect, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { PredictionField } from "~/components/round/prediction-field";
import { RoundChangeList } from "~/components/round/round-change-list";
import { RoundFacts } from "~/components/round/round-facts";
import { DocumentPage } from "~/components/ui/document-page";
import { Notice } from "~/components/ui/notice";
import { ErrorSummary } from "~/components/ui/error-summary";
import { lateStartText } from "~/domain/contest/late-start-text";
import { startRefusalText } from "~/domain/contest/start-refusal-text";
import { parseForm, refusedForm } from "~/http/form.server";
import { guarded, notFound } from "~/http/guard.server";
import { requireCurrentConsent } from "~/http/onboarding.server";
import { noticeOf, withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { writerCookie } from "~/http/writer-cookie.server";
import { loadStartPage } from "~/use-cases/attempt/load-start-page.server";
import { greatestPrediction, type PredictionOutcome, savePrediction } from "~/use-cases/attempt/save-prediction.server";
import { startAttempt, type StartAttemptRefusal } from "~/use-cases/attempt/start-attempt.server";
import { useNonce } from "~/components/nonce";
import examStyles from "~/styles/exam.css?url";
import startModule from "~/enhance/start.ts?worker&url";

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view?.page.name ?? "Kỳ thi" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: examStyles }];

export const loader = guarded("sit-round", async ({ context, params, request, signedIn }) => {
  requireCurrentConsent(signedIn, request);
  const page = await loadStartPage(context.app, { personId: signedIn.actor.personId, roundId: uuidParam(params["roundId"]) });
  if (!page) throw notFound();
  return {
    displayName: signedIn.displayName,
    notice: noticeOf(request),
    page,
    lateStart: lateStartText(page, page.serverNow),
    boardUrl: page.showsBoard ? paths.roundBoard(page.roundId) : null,
    attemptUrl: page.openAttempt && paths.attempt(page.openAttempt.attemptId),
    results: page.closedAttempts.map(({ attemptId, number }) => ({ number, url: paths.attemptResult(attemptId) })),
  };
});

const startForm = z.object({
  intent: z.enum(["start", "predict"]).default("start"),
  number: z.coerce.number().int().min(1),
  prediction: z
    .string()
    .regex(/^\d{0,8}$/, "Câu dự đoán phải là một số nguyên, ví dụ 120.")
    .transform((text) => (text === "" ? null : Number(text)))
    .refine((value) => value === null || value <= greatestPrediction, "Câu dự đoán lớn quá; hãy nhập số người hợp lý.")
    .optional(),
});

export const action = guarded("sit-round", async ({ context, params, request, signedIn }) => {
  requireCurrentConsent(signedIn, request);
  const roundId = uuidParam(params["roundId"]);
  const formData = await request.formData();
  const form = parseForm(formData, startForm);
  if (!form.ok) return data({ state: form.state }, 400);
  const page = await loadStartPage(context.app, { personId: signedIn.actor.personId, roundId });
  if (!page) throw notFound();
  if (page.prediction?.mayEdit) {
    const value = form.value.prediction ?? null;
    if (value === null) return data({ state: refusedForm(formData, { prediction: "Hãy trả lời câu dự đoán trước khi bắt đầu." }) }, 400);
    const { outcome } = await savePrediction(context.app, { sessionId: signedIn.sessionId, roundId, value });
    if (outcome !== "saved") return data({ state: refusedForm(formData, { form: predictionRefusals[outcome] }) }, 409);
  }
  if (form.value.intent === "predict" && !page.prediction?.mayEdit) return data({ state: refusedForm(formData, { form: "Câu dự đoán không sửa được nữa." }) }, 409);
  if (form.value.intent === "predict") throw redirect(withNotice(paths.round(roundId), "da-luu"));
  const started = await startAttempt(context.app, { sessionId: signedIn.sessionId, roundId, number: form.value.number });
  if (started.ok) throw redirect(paths.attempt(started.value.attemptId), started.value.mayWrite ? { headers: { "Set-Cookie": writerCookie(started.value.attemptId, 1) } } : {});
  if (started.refusal.reason === "open-attempt") throw redirect(paths.attempt(started.refusal.attemptId));
  return data({ state: refusedForm(formData, { form: refusalText(started.refusal) }) }, 409);
});

const predictionRefusals: Record<Exclude<PredictionOutcome, "saved">, string> = {
  locked: "Câu dự đoán không sửa được nữa vì lượt thi đầu tiên đã kết thúc.",
  "not-open": "Kỳ thi không mở vào lúc này nên chưa ghi câu dự đoán.",
  "not-asked": "Kỳ thi này không có câu dự đoán.",
  "not-found": "Kỳ thi không còn nữa.",
  "no-session": "Phiên đăng nhập đã hết. Hãy đăng nhập lại.",
};

function refusalText(refusal: StartAttemptRefusal): string {
  switch (refusal.reason) {
    case "no-question-set":
      return "Đề thi chưa đủ câu hỏi. Hãy báo Ban Tổ chức.";
    case "no-session":
      return "Phiên đăng nhập đã hết. Hãy đăng nhập lại.";
    case "not-found":
      return "Kỳ thi không còn nữa.";
    default:
      return startRefusalText(refusal);
  }
}

export default function StartRound() {
  const { displayName, notice, page, lateStart, attemptUrl, boardUrl, results } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const nonce = useNonce();
  const isCancelled = page.phase === "cancelled";
  const hasMoreToSay = !isCancelled || attemptUrl !== null || page.changes.length === 0;
  return (
    <DocumentPage width="reading" account={{ displayName, homePath: paths.rounds }}>
      <p><a href={paths.rounds}>← Các kỳ thi</a></p>
      <h1>{page.name}</h1>
      <Notice text={notice} />
      <ErrorSummary state={state} />
      {page.changes.length > 0 && <RoundChangeList changes={page.changes} />}
      {hasMoreToSay && (
        <section className="card stack" aria-label="Tóm tắt kỳ thi">
          {!isCancelled && <><RoundFacts round={page} /><p><a href="#rules">Xem thể lệ</a></p></>}
          {attemptUrl ? (
            <>
              <p className="note row">Đang có một lượt thi chưa nộp. <a className="btn" href={attemptUrl}>Làm tiếp</a></p>
              {page.prediction?.mayEdit && (
                <form method="post" className="stack" noValidate>
                  <input type="hidden" name="number" value={page.nextNumber} />
                  <PredictionField prediction={page.prediction} state={state} />
                  <button className="btn quiet" name="intent" value="predict">Sửa câu dự đoán</button>
                </form>
              )}
            </>
          ) : page.refusal ? (
            <p className="note">{startRefusalText(page.refusal)}</p>
          ) : (
            <form method="post" className="stack" noValidate id="start">
              <input type="hidden" name="number" value={page.nextNumber} />
              {page.prediction && <PredictionField prediction={page.prediction} state={state} />}
              {lateStart && <p className="note">{lateStart}</p>}
              <p>Đồng hồ chạy ngay khi bấm nút; thoát ra không làm đồng hồ dừng.</p>
              <p className="small muted" id="connection" role="status" />
              <button className="btn wide">Bắt đầu làm bài</button>
            </form>
          )}
        </section>
      )}
      {page.prediction && !page.prediction.mayEdit && page.prediction.value !== null && (
        <p className="muted" id="prediction">Câu dự đoán đã gửi: <b className="num">{page.prediction.value}</b>. Không sửa được nữa.</p>
      )}
      {(results.length > 0 || boardUrl) && (
        <p className="row">
          {results.map(({ number, url }) => <a key={number} className="btn quiet small" href={url}>Kết quả lượt {number}</a>)}
          {boardUrl && <a className="btn quiet small" href={boardUrl}>Bảng xếp hạng</a>}
        </p>
      )}
      {!isCancelled && (
        <section className="card stack" aria-labelledby="rules">
          <h2 id="rules">Thể lệ</h2>
          <ol className="stack rules">{page.rules.map((rule) => <li key={rule}>{rule}</li>)}</ol>
        </section>
      )}
      <script type="module" src={startModule} nonce={nonce} />
    </DocumentPage>
  );
}
