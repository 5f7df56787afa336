import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { UnitTable } from "~/components/organiser/unit-table";
import { EmptyState } from "~/components/ui/empty-state";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { loadUnits } from "~/use-cases/roster/load-units.server";

export const meta: MetaFunction = () => [{ title: "Đơn vị" }];

export const loader = guarded("manage-roster", async ({ context }) => {
  if ((await findContestId(context.app)) === null) throw redirect(paths.organiserSetup);
  const { blocs, lines, outOfForce, totals } = await loadUnits(context.app);
  return { blocs, outOfForce, totals, lines: lines.map((line) => ({ ...line, href: paths.organiserUnit(line.unitId), peopleHref: paths.organiserPeopleList({ unit: line.unitId }), slipsHref: paths.organiserSlips(line.unitId) })) };
});

export default function Units() {
  const { blocs, lines, outOfForce, totals } = useLoaderData<typeof loader>();
  const load = (
    <div className="row">
      {lines.length > 0 && <a className="btn quiet" href={paths.organiserEligible}>Sửa số người</a>}
      <a className="btn quiet" href={paths.organiserNewUnit}>Thêm đơn vị</a>
      <a className="btn" href={paths.organiserImport("units")}>Nhập từ tệp</a>
    </div>
  );
  const missing = totals.eligible - totals.roster;
  return (
    <>
      <div className="head">
        <div>
          <h1>Đơn vị</h1>
          {lines.length > 0 && <p className="muted num">{lines.length} đơn vị{outOfForce > 0 && `, trong đó ${outOfForce} đơn vị không hoạt động, không tính vào tổng`} · {totals.eligible} người thuộc diện dự thi · {totals.roster} người có tên trong danh sách{missing > 0 && ` · ${missing} người chưa có tên`}</p>}
        </div>
        {lines.length > 0 && load}
      </div>
      {lines.length === 0
        ? <EmptyState title="Chưa có đơn vị" action={load}>Nhập danh sách từ bảng tính, hoặc thêm từng đơn vị; sau đó đến danh sách người dự thi.</EmptyState>
        : <UnitTable blocs={blocs} lines={lines} outOfForce={outOfForce} totals={totals} />}
    </>
  );
}
