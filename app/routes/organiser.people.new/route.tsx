import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { PersonForm } from "~/components/organiser/person-form";
import { EmptyState } from "~/components/ui/empty-state";
import { parseForm, refusedForm } from "~/http/form.server";
import { isUuid, requiredId } from "~/http/form-fields.server";
import { guarded } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { makeId } from "~/use-cases/contest/make-id.server";
import { addPerson } from "~/use-cases/roster/add-person.server";
import { loadNewPerson } from "~/use-cases/roster/load-person.server";
import { personFields, recordOf } from "../organiser.people.$personId/person-schema.server";

export const meta: MetaFunction = () => [{ title: "Thêm người dự thi" }];

const form = z.object({ personId: requiredId("Mở lại trang rồi lưu lại."), ...personFields, unitId: requiredId("Chọn đơn vị.") });

export const loader = guarded("manage-roster", async ({ context, request }) => {
  if ((await findContestId(context.app)) === null) throw redirect(paths.organiserSetup);
  const unit = new URL(request.url).searchParams.get("unit");
  return { ...(await loadNewPerson(context.app)), personId: makeId(), unitId: unit !== null && isUuid(unit) ? unit : "" };
});

export const action = guarded("manage-roster", async ({ context, request, signedIn }) => {
  const formData = await request.formData();
  const parsed = parseForm(formData, form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const { personId, unitId, acceptsDouble } = parsed.value;
  const added = await addPerson(context.app, { accountId: signedIn.actor.accountId, personId, unitId, record: recordOf(parsed.value), acceptsDouble });
  if (!added.ok) return data({ state: refusedForm(formData, added.refusal) }, 400);
  return redirect(withNotice(paths.organiserPerson(personId), "da-tao"));
});

const blank = { code: "", fullName: "", birthDate: null, gender: null, rank: "", jobTitle: "", phone: null, blocIds: [], isCommitteeMember: false };

export default function NewPerson() {
  const { units, blocs, personId, unitId } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const kept = state?.values["personId"];
  return (
    <>
      <div className="head">
        <div><h1>Thêm người dự thi</h1><p className="muted">Tài khoản được tạo cùng lúc; mã bí mật lần đầu in ở phiếu tài khoản của đơn vị.</p></div>
        <a className="btn quiet" href={paths.organiserPeople}>Về danh sách</a>
      </div>
      {units.length === 0
        ? <EmptyState title="Chưa có đơn vị" action={<a className="btn" href={paths.organiserNewUnit}>Thêm đơn vị</a>}>Mỗi người thuộc một đơn vị. Thêm đơn vị trước.</EmptyState>
        : <div className="form-wide"><PersonForm initial={blank} state={state} blocs={blocs} units={{ options: units, chosen: unitId }} hidden={{ personId: typeof kept === "string" ? kept : personId }} submitLabel="Thêm vào danh sách" /></div>}
    </>
  );
}
