import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ErrorSummary } from "~/components/ui/error-summary";
import type { FormState } from "~/components/ui/form-state";
import { type ImportKind, importKindLabels, importKinds } from "~/domain/sheets/import-kind";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { readUpload, type UploadRefusal } from "~/http/upload.server";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { importTitles, largestUpload } from "~/use-cases/import/import-limits.server";
import { planImport } from "~/use-cases/import/plan-import.server";

export const meta: MetaFunction = () => [{ title: "Nhập từ tệp" }];

const kindOf = (text: string | undefined): ImportKind => {
  const kind = importKinds.find((one) => one === text);
  if (kind === undefined) throw notFound();
  return kind;
};

const listPaths: Record<ImportKind, string> = { units: paths.organiserUnits, people: paths.organiserPeople, questions: paths.organiserQuestions };

export const loader = guarded("manage-roster", async ({ context, params }) => {
  const kind = kindOf(params["kind"]);
  if ((await findContestId(context.app)) === null) throw redirect(paths.organiserContest);
  const kinds = importKinds.map((one) => ({ kind: one, label: importKindLabels[one], href: paths.organiserImport(one), isCurrent: one === kind }));
  return { kind, kinds, listHref: listPaths[kind], titles: await importTitles(context.app, kind) };
});

const refusals: Record<UploadRefusal, string> = {
  missing: "Chọn tệp bảng tính rồi tải lên.",
  "too-large": "Tệp lớn quá 10 MB. Bỏ hình ảnh và trang tính thừa, hoặc chia thành nhiều tệp.",
  broken: "Tệp tải lên chưa trọn. Kiểm tra mạng rồi tải lại.",
};

export const action = guarded("manage-roster", async ({ context, request, params, signedIn }) => {
  const kind = kindOf(params["kind"]);
  const refusal = (message: string) => data({ state: { values: {}, errors: { file: message } } satisfies FormState }, 400);
  if ((await findContestId(context.app)) === null) throw redirect(paths.organiserContest);
  const upload = await readUpload(request, "file", largestUpload);
  if (!upload.ok) return refusal(refusals[upload.refusal]);
  const planned = await planImport(context.app, { kind, ...upload.value, accountId: signedIn.actor.accountId });
  if (!planned.ok) return refusal(planned.refusal);
  const { batchId, plan } = planned.value;
  return redirect(plan.ok ? paths.organiserImportBatch(batchId) : paths.organiserImportColumns(batchId));
});

const noun: Record<ImportKind, string> = { units: "đơn vị", people: "người dự thi", questions: "câu hỏi" };

export default function ImportFile() {
  const { kind, kinds, listHref, titles } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const error = state?.errors["file"];
  return (
    <>
      <div className="head"><h1>Nhập {noun[kind]} từ tệp</h1><div className="row"><a className="btn quiet" href={paths.organiserImports()}>Các lần nhập</a><a className="btn quiet" href={listHref}>Về danh sách</a></div></div>
      <nav className="tabs" aria-label="Loại dữ liệu">{kinds.map((one) => <a key={one.kind} href={one.href} aria-current={one.isCurrent ? "page" : undefined}>{one.label}</a>)}</nav>
      <ErrorSummary state={state} />
      <form method="post" encType="multipart/form-data" className="card stack form-narrow" noValidate>
        <div className={error ? "field invalid" : "field"}>
          <label htmlFor="file">Tệp bảng tính</label>
          <p className="hint" id="file-hint">Excel (.xlsx, .xls), OpenDocument (.ods) hoặc .csv; tối đa 10 MB.</p>
          {error && <p className="message" id="file-error">{error}</p>}
          <input type="file" id="file" name="file" accept=".xlsx,.xls,.ods,.csv" required aria-describedby={error ? "file-hint file-error" : "file-hint"} />
        </div>
        <p><button className="btn">Tải lên và xem trước</button></p>
        <p className="muted small">Chưa ghi gì ở bước này: bước sau cho xem từng dòng sẽ tạo mới, thay đổi hay bị từ chối.</p>
      </form>
      <section className="stack reading">
        <h2>Các cột của tệp</h2>
        <p className="muted">Hàng tiêu đề có thể nằm dưới tên cơ quan và tên danh sách. Cột có dấu * là bắt buộc; cột khác bỏ trống được. Tiêu đề khác các tên dưới đây thì bước sau hỏi cột nào là gì, và nhớ cho lần sau.</p>
        <ul className="columns-list">{titles.map((title) => <li key={title.title}>{title.title}{title.isRequired && <b aria-label="bắt buộc"> *</b>}</li>)}</ul>
        {kind === "people" && <p className="note">Đơn vị của từng người phải có trong <a href={paths.organiserUnits}>danh sách đơn vị</a>. Mã số phải là ô chữ, để không mất số 0 ở đầu.</p>}
      </section>
    </>
  );
}
