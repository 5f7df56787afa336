import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { UploadForm } from "~/components/organiser/upload-form";
import type { FormState } from "~/components/ui/form-state";
import { type ImportKind, importKindLabels, importKinds } from "~/domain/sheets/import-kind";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { importTitles } from "~/use-cases/import/import-limits.server";
import { importKindParam, planUpload, receiveFile } from "./receive-import.server";

export const meta: MetaFunction = () => [{ title: "Nhập từ tệp" }];

const listPaths: Record<ImportKind, string> = { units: paths.organiserUnits, people: paths.organiserPeople, questions: paths.organiserQuestions };

export const loader = guarded("manage-roster", async ({ context, params }) => {
  const kind = importKindParam(params["kind"]);
  if ((await findContestId(context.app)) === null) throw redirect(paths.organiserSetup);
  const kinds = importKinds.map((one) => ({ kind: one, label: importKindLabels[one], href: paths.organiserImport(one), isCurrent: one === kind }));
  return { kind, kinds, listHref: listPaths[kind], titles: await importTitles(context.app, kind) };
});

export const action = guarded("manage-roster", async (args) => {
  const upload = await receiveFile(args);
  const answer = upload.ok ? await planUpload(args, upload.value) : upload;
  if (answer.ok) return redirect(answer.value);
  return data({ state: { values: {}, errors: { file: answer.refusal } } satisfies FormState }, 400);
});

const noun: Record<ImportKind, string> = { units: "đơn vị", people: "người dự thi", questions: "câu hỏi" };

export default function ImportFile() {
  const { kind, kinds, listHref, titles } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  return (
    <>
      <div className="head"><h1>Nhập {noun[kind]} từ tệp</h1><div className="row"><a className="btn quiet" href={paths.organiserImports()}>Các lần nhập</a><a className="btn quiet" href={listHref}>Về danh sách</a></div></div>
      <nav className="tabs" aria-label="Loại dữ liệu">{kinds.map((one) => <a key={one.kind} href={one.href} aria-current={one.isCurrent ? "page" : undefined}>{one.label}</a>)}</nav>
      <UploadForm state={state} streamHref={paths.organiserImportUpload(kind)} accept=".xlsx,.xls,.ods,.csv" hint="Excel (.xlsx, .xls), OpenDocument (.ods) hoặc .csv; tối đa 10 MB.">
        <p className="muted small">Chưa ghi gì ở bước này: bước sau cho xem từng dòng sẽ tạo mới, thay đổi hay bị từ chối.</p>
      </UploadForm>
      <section className="stack reading">
        <h2>Các cột của tệp</h2>
        <p className="muted">Hàng tiêu đề có thể nằm dưới tên cơ quan và tên danh sách. Cột có dấu * là bắt buộc; cột khác bỏ trống được. Tiêu đề khác các tên dưới đây thì bước sau hỏi cột nào là gì, và nhớ cho lần sau.</p>
        <ul className="columns-list">{titles.map((title) => <li key={title.title}>{title.title}{title.isRequired && <b aria-label="bắt buộc"> *</b>}</li>)}</ul>
        {kind === "people" && <p className="note">Đơn vị của từng người phải có trong <a href={paths.organiserUnits}>danh sách đơn vị</a>. Mã số phải là ô chữ, để không mất số 0 ở đầu.</p>}
      </section>
    </>
  );
}
