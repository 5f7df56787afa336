import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FigureStrip } from "~/components/participation/figure-strip";
import { PrintButton } from "~/components/participation/print-button";
import { UnitClasses } from "~/components/participation/unit-classes";
import { rosterBasisNote } from "~/domain/participation/basis";
import { formatRate } from "~/domain/participation/rate";
import { formatCount } from "~/domain/shared/count";
import { formatMoment } from "~/domain/shared/time";
import { guarded } from "~/http/guard.server";
import { Entered } from "./entered";
import { NotEntered } from "./not-entered";
import { loadPage, type UnitPage } from "./page.server";
import { Reminder } from "./reminder";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.unit.name} – ${data.round.name}` : "Tình hình tham gia" }];

export const loader = guarded("read-participation", loadPage);

export default function UnitParticipation() {
  const page = useLoaderData<typeof loader>();
  const { round, unit, figures } = page;
  return (
    <main id="main" className="page leadership">
      <div className="head">
        <div>
          <nav aria-label="Đường dẫn" className="crumbs no-print">
            <span><Link to={round.href}>{round.name}</Link></span>
            {page.above.map((above) => <span key={above.href}><Link to={above.href}>{above.name}</Link></span>)}
          </nav>
          <h1>{unit.name}{page.isOwnOnly && " (riêng cơ quan)"}</h1>
          {page.isOwnOnly && <p className="no-print"><Link to={page.wholeHref}>Xem cả đơn vị trực thuộc</Link></p>}
          <p className="muted">
            <span className="print-only">{round.name} · </span>{unit.typeName} · số liệu lúc <span className="nb">{formatMoment(page.asOf)}</span>
            {page.blocName !== null && <span className="print-only"> · khối {page.blocName}</span>}
          </p>
        </div>
        {page.segments.length > 2 && (
          <nav className="seg no-print" aria-label="Khối">
            {page.segments.map((segment) => (
              <Link key={segment.href} to={segment.href} aria-current={segment.isCurrent ? "true" : undefined} preventScrollReset>{segment.name}</Link>
            ))}
          </nav>
        )}
      </div>
      {figures.basis === "roster" && <p className="note">{rosterBasisNote}</p>}
      <FigureStrip figures={figures} scores={null} listHref={figures.notEntered === 0 ? null : "#chua-tham-gia"} />
      {page.blocName === null && page.blocs.length > 1 && <BlocTable blocs={page.blocs} roundName={round.name} />}
      {page.classes.length > 0 && (
        <section className="card" aria-labelledby="below">
          <h2 id="below">Đơn vị trực thuộc</h2>
          <UnitClasses classes={page.classes} total={figures} roundName={round.name} lowRatePercent={page.lowRatePercent} />
        </section>
      )}
      {page.reminder && <Reminder reminder={page.reminder} />}
      <NotEntered list={page.notEntered} unitId={unit.unitId} figures={figures} />
      <Entered people={page.entered} isCut={page.notEntered.isCut} />
      <div className="row no-print"><PrintButton /></div>
    </main>
  );
}

function BlocTable({ blocs, roundName }: { blocs: UnitPage["blocs"]; roundName: string }) {
  return (
    <section className="card" aria-labelledby="by-bloc">
      <h2 id="by-bloc">Theo khối</h2>
      <p className="small muted">Một người có thể thuộc nhiều khối</p>
      <div className="scroll" role="region" aria-label="Theo khối" tabIndex={0}>
        <table className="blocs">
          <thead>
            <tr className="print-only round"><th colSpan={4}>{roundName}</th></tr>
            <tr><th scope="col">Khối</th><th scope="col" className="r">Tỷ lệ</th><th scope="col" className="r">Đã tham gia / thuộc diện dự thi</th><th scope="col" className="r">Chưa tham gia</th></tr>
          </thead>
          <tbody>
            {blocs.map(({ blocId, name, href, figures: { eligible, entered, notEntered } }) => (
              <tr key={blocId}>
                <th scope="row"><Link to={href}>{name}</Link></th>
                <td className="r">{formatRate(entered, eligible)}</td>
                <td className="r nb">{formatCount(entered)} / {eligible === null ? "–" : formatCount(eligible)}</td>
                <td className="r">{notEntered === null ? "–" : formatCount(notEntered)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
