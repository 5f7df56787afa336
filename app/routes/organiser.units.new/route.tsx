import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { UnitForm } from "~/components/organiser/unit-form";
import { EmptyState } from "~/components/ui/empty-state";
import { parseForm, refusedForm } from "~/http/form.server";
import { requiredId } from "~/http/form-fields.server";
import { guarded } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { makeId } from "~/use-cases/contest/make-id.server";
import { addUnit } from "~/use-cases/roster/add-unit.server";
import { loadNewUnit } from "~/use-cases/roster/load-unit.server";
import { unitFields, unitRecordOf } from "../organiser.units.$unitId/unit-schema.server";

export const meta: MetaFunction = () => [{ title: "Thêm đơn vị" }];

const form = z.object({ unitId: requiredId("Mở lại trang rồi lưu lại."), ...unitFields });

export const loader = guarded("manage-roster", async ({ context }) => {
  if ((await findContestId(context.app)) === null) throw redirect(paths.organiserSetup);
  const { types, parents, nextPosition } = await loadNewUnit(context.app);
  return { types, parents, nextPosition, unitId: makeId() };
});

export const action = guarded("manage-roster", async ({ context, request, signedIn }) => {
  const formData = await request.formData();
  const parsed = parseForm(formData, form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const { unitId } = parsed.value;
  const added = await addUnit(context.app, { accountId: signedIn.actor.accountId, unitId, record: unitRecordOf(parsed.value) });
  if (!added.ok) return data({ state: refusedForm(formData, added.refusal) }, 400);
  return redirect(withNotice(paths.organiserUnit(unitId), "da-tao"));
});

export default function NewUnit() {
  const { types, parents, nextPosition, unitId } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const kept = state?.values["unitId"];
  const blank = { code: "", name: "", typeId: types.length === 1 ? types[0]!.id : "", parentId: null, position: nextPosition, validFrom: null };
  return (
    <>
      <div className="head"><h1>Thêm đơn vị</h1><a className="btn quiet" href={paths.organiserUnits}>Về danh sách</a></div>
      {types.length === 0
        ? <EmptyState title="Chưa có loại đơn vị" action={<a className="btn" href={paths.organiserContest}>Mở danh mục</a>}>Thêm loại đơn vị (ví dụ: Đội, Công an xã) ở danh mục của cuộc thi trước.</EmptyState>
        : <div className="form-wide"><UnitForm initial={blank} state={state} types={types} parents={parents} hidden={{ unitId: typeof kept === "string" ? kept : unitId }} isNew submitLabel="Thêm đơn vị" /></div>}
    </>
  );
}
