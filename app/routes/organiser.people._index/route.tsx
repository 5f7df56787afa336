import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PeopleFilterForm, PeopleTable } from "~/components/organiser/people-table";
import { EmptyState } from "~/components/ui/empty-state";
import { Pager } from "~/components/ui/pager";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { listPeoplePage } from "~/use-cases/roster/list-people.server";
import { readPeopleQuery } from "./people-query.server";

export const meta: MetaFunction = () => [{ title: "Người dự thi" }];

export const loader = guarded("manage-roster", async ({ context, request }) => {
  if ((await findContestId(context.app)) === null) throw redirect(paths.organiserSetup);
  const { q, unit, bloc, retired, page } = readPeopleQuery(request.url);
  const { lines, ...view } = await listPeoplePage(context.app, { search: q, unitId: unit, blocId: bloc, isRetired: retired, page });
  return { ...view, lines: lines.map((line) => ({ ...line, href: paths.organiserPerson(line.personId) })), q, unit, bloc, retired };
});

export default function People() {
  const { everybody, lines, total, page, pageCount, units, blocs, q, unit, bloc, retired } = useLoaderData<typeof loader>();
  const load = (
    <div className="row">
      <a className="btn quiet" href={paths.organiserNewPerson(unit ?? undefined)}>Thêm người</a>
      <a className="btn" href={paths.organiserImport("people")}>Nhập từ tệp</a>
    </div>
  );
  const filter = { q, retired: retired ? "1" : "", ...(unit === null ? {} : { unit }), ...(bloc === null ? {} : { bloc }) };
  return (
    <>
      <div className="head">
        <div><h1>Người dự thi</h1>{everybody > 0 && <p className="muted num">{everybody} người trong danh sách{(retired || total < everybody) && ` · ${total} người phù hợp bộ lọc`}</p>}</div>
        {(everybody > 0 || retired) && load}
      </div>
      {everybody === 0 && !retired ? (
        <EmptyState title="Chưa có người dự thi" action={load}>{units.length === 0 ? "Nhập danh sách đơn vị trước, rồi nhập danh sách người dự thi." : "Nhập danh sách từ bảng tính, hoặc thêm từng người."}</EmptyState>
      ) : (
        <>
          <PeopleFilterForm values={{ q, unit, bloc, retired }} units={units} blocs={blocs} clearHref={paths.organiserPeople} />
          {lines.length === 0
            ? <EmptyState title="Không có ai phù hợp" action={<a className="btn quiet" href={paths.organiserPeople}>Bỏ lọc</a>}>Thử ít từ hơn, hoặc bỏ bớt điều kiện lọc.</EmptyState>
            : <PeopleTable lines={lines} />}
          <Pager page={page} pageCount={pageCount} total={total} noun="người" hrefOf={(to) => paths.organiserPeopleList({ ...filter, page: String(to) })} />
        </>
      )}
    </>
  );
}
