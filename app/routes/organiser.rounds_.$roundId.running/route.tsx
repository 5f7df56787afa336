import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { phaseText } from "~/components/participation/round-line";
import { Pager } from "~/components/ui/pager";
import { isGoingOn } from "~/domain/contest/phase";
import { cancelledSeatsText, seatListTitle } from "~/domain/contest/phase-words";
import { formatMoment } from "~/domain/shared/time";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadRunning } from "~/use-cases/incident/load-running.server";
import runningStyles from "~/styles/running.css?url";
import { NoSeats } from "./no-seats";
import { Refresh } from "./refresh";
import { readRunningQuery } from "./running-query.server";
import { SeatCountLinks } from "./seat-counts";
import { SeatFilterForm } from "./seat-filter-form";
import { SeatTable } from "./seat-table";

/** Who is sitting a round now or has sat it, and the way to what the committee can do when something goes wrong. */
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page ? `${seatListTitle(page.round.phase)} – ${page.round.name}` : "Các lượt thi" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: runningStyles }];

export const loader = guarded("manage-contest", async ({ context, params, request }) => {
  const { q, unit, state, page } = readRunningQuery(request.url);
  const view = await loadRunning(context.app, uuidParam(params["roundId"]), { search: q, unitId: unit, state, page });
  if (view === null) throw notFound();
  return { ...view, filter: { q, unit, state } };
});

export default function Running() {
  const { asOf, round, cancellation, mayReopen, counts, seats, total, page, pageCount, units, filter } = useLoaderData<typeof loader>();
  const { q, unit, state } = filter;
  const hrefOf = (change: { state?: string | undefined; page?: string | undefined }) =>
    paths.organiserRunning(round.roundId, { q, unit: unit ?? undefined, state: state ?? undefined, ...change });
  const isCancelled = round.phase === "cancelled";
  const isOver = round.phase === "closed";
  const isFiltered = q !== "" || unit !== null || state !== null;
  return (
    <div className="stack running">
      <div className="head">
        <div>
          <p className="muted small"><a href={paths.organiserRound(round.roundId)}><b>{round.name}</b></a> · {phaseText(round)}</p>
          <h1>{seatListTitle(round.phase)}</h1>
        </div>
        <div className="row no-print">
          {round.publishedAt === null && !isCancelled && (
            <>
              {!isOver && <a className="btn quiet" href={paths.organiserNewIncident(round.roundId, { unit: unit ?? undefined })}>Thêm giờ cho đơn vị</a>}
              {isOver && mayReopen && <a className="btn quiet" href={paths.organiserNewIncident(round.roundId, { kind: "reopening", unit: unit ?? undefined })}>Mở lại cho đơn vị</a>}
              <a className="btn quiet" href={paths.organiserHandIn(round.roundId)}>Nhận tệp bài chưa gửi</a>
            </>
          )}
          <a className="btn quiet" href={paths.organiserIncidents(round.roundId)}>Biên bản sự cố</a>
        </div>
      </div>
      {isCancelled && (
        <div className="note">
          <p>{cancelledSeatsText(counts["in-progress"] > 0)}</p>
          {cancellation && <p>Hủy lúc {formatMoment(cancellation.at)}. Lý do: {cancellation.reason}</p>}
        </div>
      )}
      <Refresh asOf={asOf} isLive={isGoingOn(round.phase)} />
      <SeatCountLinks counts={counts} isCancelled={isCancelled} current={state} hrefOf={(to) => hrefOf({ state: to ?? undefined })} />
      <SeatFilterForm values={filter} units={units} clearHref={paths.organiserRunning(round.roundId)} />
      {seats.length > 0
        ? <SeatTable seats={seats} isCancelled={isCancelled} now={asOf} hrefOf={(personId) => paths.organiserSeat(round.roundId, personId)} />
        : <NoSeats roundId={round.roundId} isFiltered={isFiltered} isCancelled={isCancelled} />}
      <Pager page={page} pageCount={pageCount} total={total} noun="người" hrefOf={(to) => hrefOf({ page: String(to) })} />
    </div>
  );
}
