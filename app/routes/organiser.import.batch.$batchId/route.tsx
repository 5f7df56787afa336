import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { PlanTable } from "~/components/organiser/plan-table";
import { EmptyState } from "~/components/ui/empty-state";
import { Pager } from "~/components/ui/pager";
import { formatInstant } from "~/domain/shared/time";
import { type ImportKind, importKindLabels } from "~/domain/sheets/import-kind";
import { filteredCount, type PlanFilter } from "~/domain/sheets/plan";
import { guarded, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { findImport } from "~/use-cases/import/find-import.server";
import { planPage } from "./plan-view.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${headings[data.state]}: ${data.fileName}` : "Nhập từ tệp" }];

const headings = { planned: "Xem trước khi ghi", committed: "Kết quả nhập", undone: "Lần nhập đã hoàn tác" } as const;

const listPaths: Record<ImportKind, string> = { units: paths.organiserUnits, people: paths.organiserPeople, questions: paths.organiserQuestions };

export const loader = guarded("manage-roster", async ({ context, request, params }) => {
  const batch = await findImport(context.app, uuidParam(params["batchId"]));
  if (batch === null) throw notFound();
  if (batch === "unmapped") throw redirect(paths.organiserImportColumns(uuidParam(params["batchId"])));
  const { batchId, kind, fileName, state, columns, summary, notices, fingerprint, createdAt, committedAt, undoneAt, mayBeUndone } = batch;
  const { show, page, pageCount, total, rows } = await planPage(context.app, batch, request.url);
  return {
    kind, fileName, state, createdAt, committedAt, undoneAt, show, page, pageCount, total, rows,
    summary, notices, fingerprint, rowCount: filteredCount(summary, "all"),
    listHref: listPaths[kind], againHref: paths.organiserImport(kind), batchHref: paths.organiserImportBatch(batchId),
    columns, columnsHref: state === "planned" ? paths.organiserImportColumns(batchId) : null,
    undoHref: mayBeUndone ? paths.organiserImportUndo(batchId) : null,
    // why not after an undo: the other rows are gone too, so the whole file is to be brought again.
    rejectedHref: summary.rejected > 0 && state !== "undone" ? paths.rejectedRows(batchId) : null,
  };
});

export const action = guarded("manage-roster", async ({ context, request, params, signedIn }) => {
  const batchId = uuidParam(params["batchId"]);
  const shown = (await request.formData()).get("fingerprint");
  const { outcome } = await commitImport(context.app, { batchId, accountId: signedIn.actor.accountId, shown: typeof shown === "string" ? shown : "" });
  if (outcome === "not-found") throw notFound();
  return redirect(withNotice(paths.organiserImportBatch(batchId), outcome === "committed" ? "da-nhap" : "ke-hoach-moi"));
});

export default function ImportBatch() {
  const view = useLoaderData<typeof loader>();
  return (
    <>
      <div className="head">
        <div>
          <h1>{headings[view.state]}</h1>
          <p className="muted">{importKindLabels[view.kind]} · <span className="file-name">{view.fileName}</span>, <Times view={view} /></p>
        </div>
        <div className="row">{view.state !== "undone" && <a className="btn quiet" href={view.againHref}>Chọn tệp khác</a>}<a className="btn quiet" href={paths.organiserImports()}>Các lần nhập</a><a className="btn quiet" href={view.listHref}>Về danh sách</a></div>
      </div>
      {view.notices.length > 0 && <div className="note"><ul className="plain-list">{view.notices.map((notice, index) => <li key={index}>{notice}</li>)}</ul></div>}
      <Confirmation view={view} />
      <Columns view={view} />
      {view.rejectedHref !== null && <p><a href={view.rejectedHref}>Tải các dòng bị từ chối (.xlsx)</a> <span className="muted">– kèm lý do, để sửa rồi tải lên lại.</span></p>}
      <Outcomes view={view} />
      {view.rows.length > 0 ? <PlanTable rows={view.rows} /> : <EmptyState title="Không có dòng nào thuộc loại này" />}
      <Pager page={view.page} pageCount={view.pageCount} total={view.total} noun="dòng" hrefOf={(page) => `${view.batchHref}?show=${view.show}&page=${page}`} />
    </>
  );
}

type View = ReturnType<typeof useLoaderData<typeof loader>>;

/** Each moment of a batch by its name, so that none is taken for another. */
function Times({ view: { createdAt, committedAt, undoneAt } }: { view: View }) {
  if (committedAt === null) return <span className="num nb">tải lên lúc {formatInstant(createdAt)}</span>;
  return <><span className="num nb">ghi lúc {formatInstant(committedAt)}</span>{undoneAt !== null && <>, <span className="num nb">hoàn tác lúc {formatInstant(undoneAt)}</span></>}</>;
}

function Confirmation({ view: { summary, state, fingerprint, kind, listHref, againHref, undoHref } }: { view: View }) {
  const [isWriting, setIsWriting] = useState(false);
  const written = summary.create + summary.change;
  const left = summary.rejected > 0 ? `, bỏ lại ${summary.rejected} dòng bị từ chối` : "";
  if (state === "undone") {
    return (
      <div className="card confirm">
        <p>Dữ liệu đã trở lại như trước khi nhập. Bảng dưới đây chỉ còn để xem: kết quả của lần nhập đó.</p>
        <a className="btn" href={againHref}>Nhập lại từ tệp</a>
      </div>
    );
  }
  if (state === "committed") {
    return (
      <div className="card confirm">
        <p className="num">Đã ghi <b>{written} dòng</b> (tạo mới {summary.create}, thay đổi {summary.change}); giữ nguyên {summary.same}{left}. <a href={listHref}>Xem danh sách</a> · <a href={paths.organiser}>Việc tiếp theo</a></p>
        {undoHref !== null && written > 0 && <a className="btn quiet" href={undoHref}>Hoàn tác…</a>}
      </div>
    );
  }
  if (written === 0) return <p className="card">Không có gì để ghi: {summary.same > 0 ? `${summary.same} dòng giống hệt dữ liệu đang có` : "không dòng nào được nhận"}{left}.</p>;
  return (
    <form method="post" className="card confirm" onSubmit={() => setIsWriting(true)}>
      <input type="hidden" name="fingerprint" value={fingerprint} />
      <p className="num">
        Sẽ ghi <b>{written} {noun[kind]}</b>: tạo mới {summary.create}, thay đổi {summary.change}.
        {summary.rejected > 0 ? <> <b className="warn-text">Bỏ lại {summary.rejected} dòng bị từ chối</b>; sửa các dòng đó rồi tải lên lại sau.</> : " Không bỏ lại dòng nào."}
        {kind === "questions" && " Câu mới và câu thay đổi đều chờ duyệt."}
      </p>
      <button className="btn" aria-busy={isWriting}>Ghi {written} dòng{summary.rejected > 0 && `, bỏ lại ${summary.rejected}`}</button>
      <p role="status" className={isWriting ? "muted small" : "visually-hidden"}>{isWriting && "Đang ghi; vài nghìn dòng mất vài giây. Xin đừng đóng trang."}</p>
    </form>
  );
}

/** Open where something of the file was not read: the columns may have to be chosen by hand. */
function Columns({ view: { columns, columnsHref, notices } }: { view: View }) {
  return (
    <details open={notices.length > 0}>
      <summary>Đã đọc {columns.length} cột của tệp</summary>
      <ul className="columns-list">{columns.map(({ letter, title }) => <li key={letter}><b>{letter}</b> là {title}</li>)}</ul>
      {columnsHref !== null && <p><a href={columnsHref}>Chọn lại các cột</a></p>}
    </details>
  );
}

const noun: Record<ImportKind, string> = { units: "đơn vị", people: "người", questions: "câu hỏi" };

function Outcomes({ view: { summary, rowCount, show, batchHref } }: { view: View }) {
  const tabs: { show: PlanFilter; label: string; count: number }[] = [
    { show: "all", label: "Tất cả", count: rowCount },
    { show: "create", label: "Tạo mới", count: summary.create },
    { show: "change", label: "Thay đổi", count: summary.change },
    { show: "same", label: "Giữ nguyên", count: summary.same },
    { show: "warned", label: "Cảnh báo", count: summary.warned },
    { show: "rejected", label: "Từ chối", count: summary.rejected },
  ];
  return (
    <nav className="tabs" aria-label="Lọc dòng theo kết quả">
      {tabs.map((tab) => <a key={tab.show} href={`${batchHref}?show=${tab.show}`} aria-current={tab.show === show ? "page" : undefined}>{tab.label} <span className="num">{tab.count}</span></a>)}
    </nav>
  );
}
