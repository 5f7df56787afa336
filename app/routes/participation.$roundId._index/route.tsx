import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { ParticipationTrend } from "~/components/participation/participation-trend";
import { FigureStrip } from "~/components/participation/figure-strip";
import { PrintButton } from "~/components/participation/print-button";
import { RoundPicker } from "~/components/participation/round-line";
import { UnitClasses } from "~/components/participation/unit-classes";
import { EmptyState } from "~/components/ui/empty-state";
import { trendStepWords } from "~/domain/participation/trend-steps";
import { formatDay, formatMoment } from "~/domain/shared/time";
import { guarded } from "~/http/guard.server";
import type { loader as rootLoader } from "~/root";
import { ParticipationNotes } from "./notes";
import { loadPage } from "./page.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Tình hình tham gia${data ? ` – ${data.round.name}` : ""}` }];

export const loader = guarded("read-participation", loadPage);

export default function Participation() {
  const page = useLoaderData<typeof loader>();
  const { trend } = page;
  return (
    <main id="main" className="page leadership">
      <Head page={page} />
      <FigureStrip figures={page.figures} attemptsToday={page.attemptsToday} scores={page.scores} listHref={page.listHref} />
      <ParticipationNotes page={page} />
      <div className="grid">
        <section className="card" aria-labelledby="by-unit">
          <h2 id="by-unit">Theo đơn vị</h2>
          <p className="small muted">
            Xếp theo tỷ lệ<span className="no-print">; bấm vào đơn vị để xem người chưa tham gia</span>
          </p>
          {page.classes.length === 0 ? <EmptyState title="Chưa có đơn vị nào">Ban Tổ chức cần nhập danh sách đơn vị và số người thuộc diện dự thi.</EmptyState> : <UnitClasses classes={page.classes} total={page.figures} roundName={page.round.name} lowRatePercent={page.lowRatePercent} />}
        </section>
        <section className="card" aria-labelledby="trend">
          <h2 id="trend">Số người mới tham gia theo {trendStepWords[trend?.step ?? "day"].noun}</h2>
          {trend === null
            ? <p className="muted">Chưa có lượt thi nào.</p>
            : <><p className="small muted">Từ {formatDay(trend.firstDay)} đến {formatDay(trend.lastDay)}</p><ParticipationTrend step={trend.step} periods={trend.periods} roundName={page.round.name} /></>}
          <div className="row actions no-print">
            <Link className="btn quiet" to={page.standingsHref}>Xếp hạng tập thể</Link>
            {page.workbookHref && <a className="btn" href={page.workbookHref}>Tải sổ kết quả (.xlsx)</a>}
            <PrintButton />
          </div>
        </section>
      </div>
    </main>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Head({ page }: { page: Page }) {
  const root = useRouteLoaderData<typeof rootLoader>("root");
  return (
    <>
      <p className="print-only print-head">{root?.contestName}</p>
      <div className="head">
        <div>
          <RoundPicker round={page.round} others={page.otherRounds} />
          <h1>Tình hình tham gia theo đơn vị</h1>
          <p className="muted">
            Số liệu lúc <span className="nb">{formatMoment(page.asOf)}</span> · tính theo người có bài hợp lệ{page.blocName !== null && <span className="print-only"> · khối {page.blocName}</span>}
          </p>
          {page.scopeNames.length > 0 && <p className="muted">Phạm vi: {page.scopeNames.join("; ")}</p>}
        </div>
        {page.segments.length > 1 && (
          <nav className="seg no-print" aria-label="Khối">
            {page.segments.map((segment) => (
              <Link key={segment.href} to={segment.href} aria-current={segment.isCurrent ? "true" : undefined} preventScrollReset>{segment.name}</Link>
            ))}
          </nav>
        )}
      </div>
    </>
  );
}
