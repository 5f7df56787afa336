import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { phaseText } from "~/components/participation/round-line";
import { ErrorSummary } from "~/components/ui/error-summary";
import type { FormState } from "~/components/ui/form-state";
import { seatListTitle } from "~/domain/contest/phase-words";
import { guarded, notFound } from "~/http/guard.server";
import { withheldText } from "~/http/incident-form.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { makeId } from "~/use-cases/contest/make-id.server";
import { loadIncidentForm } from "~/use-cases/incident/load-incident-form.server";
import runningStyles from "~/styles/running.css?url";
import { Comparison } from "./comparison";
import { acceptFile, compareUpload } from "./hand-in-action.server";

/** Takes in the file of responses that a participant could not send: upload, compare, accept with a reason. */
export const meta: MetaFunction = () => [{ title: "Nhận tệp bài chưa gửi" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: runningStyles }];

export const loader = guarded("manage-contest", async ({ context, params }) => {
  const view = await loadIncidentForm(context.app, { roundId: uuidParam(params["roundId"]), attemptId: null });
  if (view === null) throw notFound();
  return { round: view.round, whyNot: view.withheld === null || view.withheld === "keys-shown" ? null : withheldText(view.withheld), incidentId: makeId() };
});

export const action = guarded("manage-contest", async ({ context, params, request, signedIn }) => {
  const deed = { roundId: uuidParam(params["roundId"]), accountId: signedIn.actor.accountId };
  const isUpload = /^multipart\//i.test(request.headers.get("Content-Type") ?? "");
  return isUpload ? compareUpload(context.app, deed, request) : acceptFile(context.app, deed, await request.formData());
});

export default function HandIn() {
  const { round, whyNot, incidentId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <div className="stack">
      <div className="head">
        <div><p className="muted small"><b>{round.name}</b> · {phaseText(round)}</p><h1>Nhận tệp bài chưa gửi</h1></div>
        <div className="row"><a className="btn quiet" href={paths.organiserRunning(round.roundId)}>Về “{seatListTitle(round.phase)}”</a></div>
      </div>
      <ErrorSummary state={answer?.state} />
      {whyNot !== null ? <p className="note">{whyNot}</p> : answer?.shown ? <Comparison shown={answer.shown} incidentId={incidentId} state={answer.state} /> : <Upload state={answer?.state} />}
    </div>
  );
}

function Upload({ state }: { state: FormState | undefined }) {
  const error = state?.errors["file"];
  return (
    <form method="post" encType="multipart/form-data" className="card stack form-narrow">
      <p className="muted">Khi mất mạng đến hết giờ, trang làm bài cho người dự thi tải về tệp “bai-chua-gui-….json”. Tải tệp đó lên để so sánh với bài đã lưu; chưa ghi gì ở bước này.</p>
      <div className={error ? "field invalid" : "field"}>
        <label htmlFor="file">Tệp của người dự thi</label>
        {error && <p className="message" id="file-error">{error}</p>}
        <input type="file" id="file" name="file" accept=".json,application/json" required aria-describedby={error ? "file-error" : undefined} />
      </div>
      <p><button className="btn">Tải lên và so sánh</button></p>
    </form>
  );
}
