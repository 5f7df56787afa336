import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { UnitForm } from "~/components/organiser/unit-form";
import { isUnitOpen } from "~/domain/roster/unit";
import { formatDay } from "~/domain/shared/time";
import { parseForm, refusedForm } from "~/http/form.server";
import { optionalText, requiredDay, requiredText } from "~/http/form-fields.server";
import { guarded, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { closeUnit, reopenUnit } from "~/use-cases/roster/close-unit.server";
import { correctUnit, unitChangedMeanwhile } from "~/use-cases/roster/correct-unit.server";
import { deleteUnit } from "~/use-cases/roster/delete-unit.server";
import { loadUnit } from "~/use-cases/roster/load-unit.server";
import { cellName } from "../organiser.units.eligible/cell-name";
import { CloseCard } from "./close-card";
import { DeleteCard } from "./delete-card";
import { unitFields, unitRecordOf } from "./unit-schema.server";

/** One unit: its place in the tree, its validity, who is in it. */
export const meta: MetaFunction = () => [{ title: "Đơn vị" }];

export const loader = guarded("manage-roster", async ({ context, params }) => {
  const unit = await loadUnit(context.app, uuidParam(params["unitId"]));
  if (unit === null) throw notFound();
  const { unitId, children, validTo, today } = unit;
  return {
    ...unit,
    validTo: validTo === null ? null : formatDay(validTo),
    children: children.map(({ id, name }) => ({ id, name, href: paths.organiserUnit(id) })),
    peopleHref: paths.organiserPeopleList({ unit: unitId }),
    newPersonHref: isUnitOpen({ validTo }, today) ? paths.organiserNewPerson(unitId) : null,
    slipsHref: paths.organiserSlips(unitId),
    listHref: paths.organiserUnits,
    eligibleHref: `${paths.organiserEligible}#${cellName(unitId, null)}`,
  };
});

const form = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("save"), ...unitFields, reason: optionalText("lý do", 500), basis: z.string("Biểu mẫu không hợp lệ. Mở lại trang rồi thử lại.") }),
    z.object({ intent: z.literal("close"), lastDay: requiredDay("ngày cuối"), closeReason: requiredText("lý do", 500) }),
    z.object({ intent: z.literal("reopen"), closeReason: requiredText("lý do", 500) }),
    z.object({ intent: z.literal("delete"), deleteReason: requiredText("lý do", 500) }),
  ],
  { error: "Yêu cầu không hợp lệ. Mở lại trang rồi thử lại." },
);

export const action = guarded("manage-roster", async ({ context, request, params, signedIn }) => {
  const unitId = uuidParam(params["unitId"]);
  const formData = await request.formData();
  const intent = String(formData.get("intent"));
  const parsed = parseForm(formData, form);
  if (!parsed.ok) return data({ intent, state: parsed.state }, 400);
  const outcome = await apply(context.app, { accountId: signedIn.actor.accountId, unitId }, parsed.value);
  // why: a second press finds it gone already.
  if (parsed.value.intent === "delete" && (outcome.ok || outcome.refusal === "not-found")) return redirect(withNotice(paths.organiserUnits, "da-xoa-don-vi"));
  if (outcome.ok) return redirect(withNotice(paths.organiserUnit(unitId), parsed.value.intent === "save" ? "da-luu" : parsed.value.intent === "close" ? "da-ngung-don-vi" : "da-dung-lai-don-vi"));
  if (outcome.refusal === "not-found") throw notFound();
  if (outcome.refusal.form === unitChangedMeanwhile) formData.delete("basis");
  return data({ intent, state: refusedForm(formData, outcome.refusal) }, 400);
});

function apply(app: Parameters<typeof correctUnit>[0], subject: { accountId: string; unitId: string }, change: z.output<typeof form>) {
  if (change.intent === "save") return correctUnit(app, { ...subject, record: unitRecordOf(change), reason: change.reason, basis: change.basis });
  if (change.intent === "close") return closeUnit(app, { ...subject, lastDay: change.lastDay, reason: change.closeReason });
  if (change.intent === "delete") return deleteUnit(app, { ...subject, reason: change.deleteReason });
  return reopenUnit(app, { ...subject, reason: change.closeReason });
}

export default function Unit() {
  const { unitId, record, basis, validTo, inTheWay, types, parents, today, rosterCount, eligible, children, eligibleHref, peopleHref, newPersonHref, slipsHref, listHref } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const left = [
    ...(rosterCount > 0 ? [{ text: `${rosterCount} người trong danh sách`, href: peopleHref }] : []),
    ...(children.length > 0 ? [{ text: `${children.length} đơn vị trực thuộc`, href: "#children" }] : []),
  ];
  return (
    <>
      <div className="head">
        <div>
          <p><a href={listHref}>Đơn vị</a></p>
          <h1>{record.name}</h1>
          <p className="tags"><span className="tag mute num">{record.code}</span>{validTo !== null && <span className="tag err">Đến hết ngày {validTo}</span>}</p>
        </div>
      </div>
      <div className="editor">
        <UnitForm key={unitId} initial={record} state={refused?.intent === "save" ? refused.state : undefined} types={types} parents={parents} hidden={{ basis: refused?.intent === "save" ? String(refused.state.values["basis"] ?? basis) : basis }} submitLabel="Lưu thông tin" />
        <div className="stack">
          <section className="card stack" aria-labelledby="members-title">
            <h2 id="members-title" className="card-title">Người trong danh sách</h2>
            <p><a href={peopleHref}>{rosterCount} người có tên</a> · <a href={eligibleHref}>{eligible === null ? "chưa có số" : eligible} người thuộc diện dự thi</a></p>
            <p className="row">{newPersonHref !== null && <a href={newPersonHref}>Thêm người</a>}<a href={slipsHref}>In phiếu tài khoản</a></p>
            {children.length > 0 && <><h3 className="card-title" id="children">Đơn vị trực thuộc</h3><ul className="plain-list">{children.map((child) => <li key={child.id}><a href={child.href}>{child.name}</a></li>)}</ul></>}
          </section>
          <CloseCard isClosed={validTo !== null} today={today} left={left} state={refused?.intent === "close" || refused?.intent === "reopen" ? refused.state : undefined} />
          <DeleteCard inTheWay={inTheWay} state={refused?.intent === "delete" ? refused.state : undefined} />
        </div>
      </div>
    </>
  );
}
