import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { phaseText } from "~/components/participation/round-line";
import { EmptyState } from "~/components/ui/empty-state";
import { cancelledSeatsText, seatListTitle } from "~/domain/contest/phase-words";
import { guarded, notFound } from "~/http/guard.server";
import { withheldText } from "~/http/incident-form.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadSeat } from "~/use-cases/incident/load-seat.server";
import runningStyles from "~/styles/running.css?url";
import { AttemptCard } from "./attempt-card";

/** One person in one round: the attempts and what the committee can do about each. */
export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view ? `${view.person.fullName} – ${view.round.name}` : "Người dự thi" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: runningStyles }];

export const loader = guarded("manage-contest", async ({ context, params }) => {
  const view = await loadSeat(context.app, { roundId: uuidParam(params["roundId"]), personId: uuidParam(params["personId"]) });
  if (view === null) throw notFound();
  const attempts = view.attempts.map(({ withheld, ...attempt }) => ({ ...attempt, whyNot: withheld && withheldText(withheld) }));
  return { ...view, attempts };
});

export default function Seat() {
  const { asOf, round, person, attempts } = useLoaderData<typeof loader>();
  const isCancelled = round.phase === "cancelled";
  return (
    <div className="stack">
      <div className="head">
        <div>
          <p className="muted small"><b>{round.name}</b> · {phaseText(round)}</p>
          <h1>{person.fullName}</h1>
          <p className="muted"><span className="num">{person.code}</span> · {person.unitName}</p>
        </div>
        <div className="row no-print"><a className="btn quiet" href={paths.organiserRunning(round.roundId)}>Về “{seatListTitle(round.phase)}”</a></div>
      </div>
      {isCancelled && <p className="note">{cancelledSeatsText(attempts.some(({ state }) => state === "in-progress"))}</p>}
      {attempts.length === 0
        ? <EmptyState title="Chưa vào thi">Người này chưa bắt đầu lượt thi nào của kỳ thi.</EmptyState>
        : attempts.map((attempt) => (
            <AttemptCard
              key={attempt.attemptId}
              attempt={attempt}
              isCancelled={isCancelled}
              now={asOf}
              hrefOf={(kind) => (kind === "hand-in" ? paths.organiserHandIn(round.roundId) : paths.organiserNewIncident(round.roundId, { kind, attempt: attempt.attemptId }))}
            />
          ))}
    </div>
  );
}
