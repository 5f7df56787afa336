import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { MappingTable } from "~/components/organiser/mapping-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { SelectField } from "~/components/ui/field";
import { importFileWords, importKindLabels } from "~/domain/sheets/import-kind";
import { otherKindText } from "~/domain/sheets/recognise-kind";
import { parseForm, refusedForm } from "~/http/form.server";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadImportMapping, mapImport } from "~/use-cases/import/map-import.server";
import { mappingFields, readMappingQuery } from "./mapping-form.server";

const headingOf = (wrongKind: object | null | undefined) => (wrongKind ? "Tệp này thuộc mục khác" : "Chọn cột của tệp");

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: headingOf(view?.wrongKind) }];

export const loader = guarded("manage-roster", async ({ context, request, params }) => {
  const batchId = uuidParam(params["batchId"]);
  const query = readMappingQuery(request.url);
  const view = await loadImportMapping(context.app, batchId, query);
  if (view === null) throw notFound();
  const { kind, otherKind, isPlanned } = view;
  const wrongKind = otherKind && { text: otherKindText(kind, otherKind), label: importKindLabels[otherKind], href: paths.organiserImport(otherKind), byHand: `Vẫn là ${importFileWords[kind]}: chọn cột bằng tay` };
  const hasChosen = query.sheet !== null || query.headerRow !== null;
  return { ...view, wrongKind, hasChosen, againHref: paths.organiserImport(kind), batchHref: isPlanned ? paths.organiserImportBatch(batchId) : null };
});

export const action = guarded("manage-roster", async ({ context, request, params, signedIn }) => {
  const batchId = uuidParam(params["batchId"]);
  const form = await request.formData();
  const parsed = parseForm(form, mappingFields);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const { sheet, headerRow, columns } = parsed.value;
  const chosen = { sheet, headerRow, choices: columns.map((key) => (key === "" ? null : key)) };
  const mapped = await mapImport(context.app, { batchId, accountId: signedIn.actor.accountId, chosen });
  if (mapped === null) throw notFound();
  if (!mapped.ok) return data({ state: refusedForm(form, { columns: mapped.refusal }) }, 400);
  return redirect(paths.organiserImportBatch(batchId));
});

export default function ImportColumns() {
  const { fileName, againHref, batchHref, wrongKind, hasChosen } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  return (
    <>
      <div className="head">
        <div><h1>{headingOf(wrongKind)}</h1><p className="muted file-name">{fileName}</p></div>
        <div className="row"><a className="btn quiet" href={againHref}>Chọn tệp khác</a>{batchHref !== null && <a className="btn quiet" href={batchHref}>Về bản xem trước</a>}</div>
      </div>
      <ErrorSummary state={state} />
      {wrongKind === null ? <ColumnForms /> : (
        <>
          <section className="note stack" aria-label="Tệp của loại khác">
            <p><b>{wrongKind.text}</b> Chưa ghi gì.</p>
            <p><a className="btn" href={wrongKind.href}>Nhập tệp này ở mục “{wrongKind.label}”</a></p>
          </section>
          <details className="by-hand" open={hasChosen || state !== undefined}>
            <summary>{wrongKind.byHand}</summary>
            <div className="stack"><ColumnForms /></div>
          </details>
        </>
      )}
    </>
  );
}

function ColumnForms() {
  const { sheet, sheets, headerRow, rows, columns, titles, batchHref, wrongKind } = useLoaderData<typeof loader>();
  const required = titles.filter((title) => title.isRequired).map((title) => `“${title.title}”`).join(", ");
  const kept = useActionData<typeof action>()?.state?.values["columns"];
  return (
    <>
      <form method="get" className="card stack">
        <p>{batchHref === null && wrongKind === null && "Tiêu đề cột của tệp chưa khớp với mẫu. "}Chỉ ra hàng tiêu đề, rồi chọn mỗi cột là gì. Cần có {required}.</p>
        <div className="fields-2">
          {sheets.length > 1 && <SelectField name="sheet" label="Trang tính" defaultValue={sheet}>{sheets.map(({ index, name }) => <option key={index} value={index}>{name}</option>)}</SelectField>}
          <SelectField name="row" label="Hàng tiêu đề" defaultValue={headerRow}>
            <option value={0}>Không có hàng tiêu đề</option>
            {rows.map(({ row, text }) => <option key={row} value={row}>Dòng {row}: {text}</option>)}
          </SelectField>
        </div>
        <p><button className="btn quiet">Xem các cột theo hàng này</button></p>
      </form>
      <form method="post" className="stack" id="columns">
        <input type="hidden" name="sheet" value={sheet} />
        <input type="hidden" name="headerRow" value={headerRow} />
        <MappingTable key={`${sheet}-${headerRow}`} columns={columns} targets={titles} chosen={Array.isArray(kept) ? kept : null} />
        <p className="row"><button className="btn">Xem trước</button> <span className="muted small">Lựa chọn được nhớ cho tệp sau có cùng hàng tiêu đề.</span></p>
      </form>
    </>
  );
}
