import { data, redirect, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CollectiveTables } from "~/components/participation/collective-tables";
import { phaseText } from "~/components/participation/round-line";
import { EmptyState } from "~/components/ui/empty-state";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Pager } from "~/components/ui/pager";
import { formatMoment } from "~/domain/shared/time";
import { parseForm, refusedForm } from "~/http/form.server";
import { guarded, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { publishResults } from "~/use-cases/standings/publish-results.server";
import boardStyles from "~/styles/board.css?url";
import { loadPage } from "./page.server";
import { publishForm, refusalText } from "./publish-form.server";
import { PublishPanel } from "./publish-panel";
import { StandingsTable } from "./standings-table";

/** Individual and collective standings of a round, and the moment they become public. */
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `Xếp hạng${page ? ` – ${page.round.name}` : ""}` }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: boardStyles }];

export const loader = guarded("manage-contest", loadPage);

export const action = guarded("manage-contest", async ({ context, params, request, signedIn }) => {
  const roundId = uuidParam(params["roundId"]);
  const formData = await request.formData();
  const form = parseForm(formData, publishForm);
  if (!form.ok) return data({ state: form.state }, 400);
  const published = await publishResults(context.app, { roundId, accountId: signedIn.actor.accountId });
  if (published.ok) throw redirect(withNotice(paths.organiserStandings(roundId), "da-cong-bo"));
  if (published.refusal.reason === "missing") throw notFound();
  return data({ state: refusedForm(formData, { form: refusalText(published.refusal) }) }, 400);
});

const provisional = { running: " · tạm thời, kỳ thi chưa đóng đối với tất cả mọi người", settling: " · đang cập nhật, kỳ thi đã đóng nhưng chưa thu và chấm xong", awaiting: " · tạm thời, chưa xét câu dự đoán về cả cuộc thi", settled: "", published: "" };

export default function Standings() {
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const { round, tabs, individual, collective } = page;
  return (
    <div className="stack standings">
      <div className="head">
        <div>
          <p className="muted small"><b>{round.name}</b> · {phaseText(round)}</p>
          <h1>Xếp hạng</h1>
          <p className="muted">Số liệu lúc {formatMoment(page.asOf)}{provisional[page.stage.kind]}</p>
        </div>
        {!round.isTrial && (
          <div className="row no-print">
            <a className="btn quiet" href={page.boardHref}>Bảng công khai</a>
            <a className="btn" href={page.workbookHref}>Tải sổ kết quả (.xlsx)</a>
          </div>
        )}
      </div>
      <ErrorSummary state={state} />
      {round.isTrial ? (
        <EmptyState title="Kỳ thi thử không xếp hạng">Kỳ thi thử không được tính: không có thứ hạng, không tính tham gia, không công bố.</EmptyState>
      ) : (
        <>
          <PublishPanel page={page} state={state} />
          <nav className="seg no-print" aria-label="Loại xếp hạng">
            {tabs.map((tab) => <a key={tab.href} href={tab.href} aria-current={tab.isCurrent ? "true" : undefined}>{tab.name}</a>)}
          </nav>
          {individual && <StandingsTable view={individual} />}
          {individual && <Pager page={individual.page} pageCount={individual.pageCount} total={individual.total} noun="người" hrefOf={(at) => paths.organiserStandings(round.roundId, { page: String(at) })} />}
          {collective && <><CollectiveTables view={collective} /><p className="no-print"><a href={page.settingsHref}>Đổi tiêu chí xếp hạng tập thể</a></p></>}
        </>
      )}
    </div>
  );
}
