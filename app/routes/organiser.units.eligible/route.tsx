import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { EmptyState } from "~/components/ui/empty-state";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import { refusedForm } from "~/http/form.server";
import { guarded } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { loadEligibleCounts } from "~/use-cases/roster/load-eligible-counts.server";
import { saveEligibleCounts } from "~/use-cases/roster/save-eligible-counts.server";
import { cellName } from "./cell-name";
import { parseEligible } from "./eligible-form.server";
import { EligibleTable } from "./eligible-table";

/** The denominators of participation, all in one table. */
export const meta: MetaFunction = () => [{ title: "Số người thuộc diện dự thi" }];

export const loader = guarded("manage-roster", async ({ context }) => {
  const contestId = await findContestId(context.app);
  if (contestId === null) throw redirect(paths.organiserSetup);
  return loadEligibleCounts(context.app, contestId);
});

export const action = guarded("manage-roster", async ({ context, request, signedIn }) => {
  const contestId = await findContestId(context.app);
  if (contestId === null) throw redirect(paths.organiserSetup);
  const formData = await request.formData();
  const parsed = parseEligible(formData, await loadEligibleCounts(context.app, contestId));
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  if (parsed.value.changes.length > 0 && parsed.value.reason === "") return data({ state: refusedForm(formData, { reason: "Nhập lý do, ví dụ số và ngày của báo cáo đơn vị gửi." }) }, 400);
  await saveEligibleCounts(context.app, { accountId: signedIn.actor.accountId, contestId, ...parsed.value });
  return redirect(withNotice(paths.organiserEligible, "da-luu"));
});

export default function EligibleCounts() {
  const { columns, lines, outOfForce, sums, rosterSums } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const shown = Object.fromEntries(lines.flatMap(({ unitId, cells }) => columns.map(({ blocId }, index) => [cellName(unitId, blocId), cells[index]!.count])));
  const kept = state?.values["shown"];
  return (
    <>
      <div className="head">
        <div><h1>Số người thuộc diện dự thi</h1><p className="muted">Của chính đơn vị, không gồm đơn vị trực thuộc. Ô để trống là chưa biết; số 0 là không có ai.</p></div>
        <a className="btn quiet" href={paths.organiserUnits}>Về đơn vị</a>
      </div>
      {lines.length === 0 ? <EmptyState title="Chưa có đơn vị" action={<a className="btn" href={paths.organiserNewUnit}>Thêm đơn vị</a>} /> : (
        <form method="post" className="stack" noValidate>
          <ErrorSummary state={state} />
          <input type="hidden" name="shown" value={typeof kept === "string" ? kept : JSON.stringify(shown)} />
          <EligibleTable columns={columns} lines={lines} outOfForce={outOfForce} sums={sums} rosterSums={rosterSums} state={state} />
          <div className="form-narrow"><TextField name="reason" label="Lý do, căn cứ" hint="Ghi vào nhật ký cùng số trước và sau khi sửa." state={state} autoComplete="off" /></div>
          <p><button className="btn">Lưu số người</button></p>
        </form>
      )}
    </>
  );
}
