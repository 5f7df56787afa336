import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { phaseText } from "~/components/participation/round-line";
import { ErrorSummary } from "~/components/ui/error-summary";
import { incidentLabels } from "~/domain/attempt/incident";
import { formatMoment, hourMs, toLocalInstant } from "~/domain/shared/time";
import { withheldText } from "~/http/incident-form.server";
import { type GuardedArgs, guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { makeId } from "~/use-cases/contest/make-id.server";
import { loadIncidentForm } from "~/use-cases/incident/load-incident-form.server";
import { backFrom, recordFromForm } from "./incident-action.server";
import { IncidentFields } from "./incident-fields";
import { incidentQuery } from "./incident-schema.server";

/** One decision of the committee about one attempt or a whole unit, with its reason. */
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? incidentLabels[data.kind] : "Sự cố" }];

export const loader = guarded("manage-contest", async (args) => {
  const { view, kind, unit, backTo } = await read(args);
  const isHeldBack = kind === "reopening" || view.withheld === "cancelled";
  return { ...view, kind, unit, backTo, whyNot: isHeldBack && view.withheld !== null ? withheldText(view.withheld) : null, incidentId: makeId(), expiredSince: toLocalInstant(view.asOf - hourMs) };
});

export const action = guarded("manage-contest", async (args) => {
  const { view, backTo } = await read(args);
  const deed = { roundId: view.round.roundId, accountId: args.signedIn.actor.accountId, backTo };
  return recordFromForm(args.context.app, deed, await args.request.formData());
});

async function read({ context, params, request }: GuardedArgs) {
  const { kind, attempt, unit } = incidentQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const roundId = uuidParam(params["roundId"]);
  const view = await loadIncidentForm(context.app, { roundId, attemptId: attempt });
  if (view === null) throw notFound();
  return { view, unit, kind: view.attempt === null && kind === "void" ? ("extra-time" as const) : kind, backTo: backFrom(roundId, view.attempt?.personId ?? null) };
}

export default function NewIncident() {
  const { round, countedBy, attempt, units, unit, kind, backTo, whyNot, incidentId, expiredSince } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  return (
    <div className="stack">
      <div>
        <p className="muted small"><b>{round.name}</b> · {phaseText(round)}</p>
        <h1>{incidentLabels[kind]}{attempt === null && " cho đơn vị"}</h1>
        {attempt && <p>{attempt.personName} <span className="num muted">{attempt.personCode}</span> · {attempt.unitName} · lượt {attempt.number}, hạn nộp {formatMoment(attempt.deadlineAt)}</p>}
      </div>
      <ErrorSummary state={state} />
      {attempt === null && (
        <nav className="tabs" aria-label="Việc cần làm">
          {(["extra-time", "reopening"] as const).map((each) => (
            <a key={each} href={paths.organiserNewIncident(round.roundId, { kind: each, unit: unit ?? undefined })} aria-current={each === kind ? "page" : undefined}>{incidentLabels[each]}</a>
          ))}
        </nav>
      )}
      {whyNot !== null ? <p className="note">{whyNot} <a href={backTo}>Quay lại</a></p> : <form method="post" className="card stack form-narrow" noValidate>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="incidentId" value={incidentId} />
        <IncidentFields kind={kind} attemptId={attempt?.attemptId ?? null} unit={unit} units={units} closesAt={round.closesAt} minutes={kind === "reopening" ? round.minutes : 10} expiredSince={expiredSince} publishedAt={round.publishedAt} countedBy={countedBy} state={state} />
        <p className="row form-buttons">
          <button className={kind === "void" ? "btn danger" : "btn"}>{incidentLabels[kind]}</button>
          <a className="btn quiet" href={backTo}>Bỏ qua</a>
        </p>
      </form>}
    </div>
  );
}
