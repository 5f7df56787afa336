import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CollectiveTables } from "~/components/participation/collective-tables";
import { PrintButton } from "~/components/participation/print-button";
import { EmptyState } from "~/components/ui/empty-state";
import { scopeOf } from "~/domain/access/policy";
import { formatMoment } from "~/domain/shared/time";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadCollectiveStandings } from "~/use-cases/standings/load-collective-standings.server";
import boardStyles from "~/styles/board.css?url";
import { collectiveTables } from "../participation/collective-tables.server";

/** Units in their classes, for leadership at any time and for coordinators once the board of the round is final. */
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Xếp hạng tập thể${data ? ` – ${data.round.name}` : ""}` }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: boardStyles }];

export const loader = guarded("read-participation", async ({ context, params, signedIn }) => {
  const roundId = uuidParam(params["roundId"]);
  const view = await loadCollectiveStandings(context.app, { roundId, scope: scopeOf(signedIn.actor, "read-participation"), scoreScope: scopeOf(signedIn.actor, "read-individual-results") });
  if (!view) throw notFound();
  const { asOf, round, stage, withheld } = view;
  return { asOf, stage: stage.kind, withheld, round: { name: round.name, href: paths.participation(roundId) }, tables: view.classes.length === 0 && withheld !== null ? null : collectiveTables(view, roundId) };
});

const stageNotes = { running: "tạm thời, kỳ thi chưa đóng đối với tất cả mọi người", settling: "đang cập nhật, kỳ thi đã đóng nhưng chưa thu và chấm xong", awaiting: "tạm thời, chưa xét câu dự đoán về cả cuộc thi", settled: "kết quả chưa công bố", published: "kết quả đã công bố" };

export default function SharedStandings() {
  const { asOf, stage, withheld, round, tables } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="page leadership standings">
      <div className="head">
        <div>
          <nav aria-label="Đường dẫn" className="crumbs no-print"><span><Link to={round.href}>{round.name}</Link></span></nav>
          <h1>Xếp hạng tập thể</h1>
          <p className="muted"><span className="print-only">{round.name} · </span>Số liệu lúc <span className="nb">{formatMoment(asOf)}</span> · {stageNotes[stage]}</p>
        </div>
        {tables && <PrintButton />}
      </div>
      {tables === null
        ? <EmptyState title="Xếp hạng tập thể chưa hiện" action={<Link className="btn quiet" to={round.href}>Xem tình hình tham gia</Link>}>{withheld}</EmptyState>
        : <>{withheld !== null && <p className="note">Chỉ gồm đơn vị mà đồng chí được xem kết quả. {withheld}</p>}<CollectiveTables view={tables} /></>}
    </main>
  );
}
