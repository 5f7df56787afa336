import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "~/components/ui/empty-state";
import { SelectField, TextField } from "~/components/ui/field";
import { formatCount } from "~/domain/shared/count";
import { guarded } from "~/http/guard.server";
import auditStyles from "~/styles/audit.css?url";
import { AuditTable } from "./audit-table";
import { loadPage } from "./page.server";

/** Who changed what, when, from what to what, and why. Nothing here can be changed. */
export const meta: MetaFunction = () => [{ title: "Nhật ký" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: auditStyles }];

export const loader = guarded("read-audit", loadPage);

export default function Audit() {
  const page = useLoaderData<typeof loader>();
  const { lines, subjectName, deedName, isFiltered, isUpsideDown, isFirst, newestHref, olderHref, exportHref, clearHref, mostExportedRows } = page;
  return (
    <>
      <div className="head">
        <div>
          <h1>Nhật ký</h1>
          <p className="muted">Ai đã làm gì, lúc nào, từ giá trị nào sang giá trị nào, vì sao. Nhật ký chỉ ghi thêm, không sửa, không xóa.</p>
        </div>
        <a className="btn quiet no-print" href={exportHref}>Tải nhật ký (.xlsx)</a>
      </div>
      <Filter />
      {subjectName !== null && <p className="note">Chỉ hiện việc liên quan đến: <b>{subjectName}</b>. <a href={clearHref}>Xem tất cả</a></p>}
      {deedName !== null && <p className="note">Chỉ hiện từng mục của một việc: <b>{deedName}</b>. <a href={clearHref}>Xem tất cả</a></p>}
      {isUpsideDown && <p className="note err">{isUpsideDown}</p>}
      {lines.length === 0
        ? <EmptyState title="Không có việc nào" action={isFiltered && <a className="btn quiet" href={clearHref}>Bỏ lọc</a>}>{isFiltered ? "Thử bỏ bớt điều kiện lọc hoặc mở rộng khoảng ngày." : "Mỗi thay đổi từ nay về sau được ghi ở đây."}</EmptyState>
        : <AuditTable lines={lines} />}
      {(!isFirst || olderHref) && (
        <nav className="pager no-print" aria-label="Trang">
          {isFirst ? <span /> : <a className="btn quiet small" href={newestHref}>Về mới nhất</a>}
          {olderHref && <a className="btn quiet small" href={olderHref} rel="next">Cũ hơn</a>}
        </nav>
      )}
      <p className="muted small no-print">Tệp .xlsx gồm các dòng đúng bộ lọc, mới nhất ở trên, nhiều nhất {formatCount(mostExportedRows)} dòng; muốn lấy cũ hơn, chọn khoảng ngày. Mỗi lần tải được ghi vào nhật ký.</p>
    </>
  );
}

function Filter() {
  const { values, kinds, isFiltered, clearHref } = useLoaderData<typeof loader>();
  return (
    <form method="get" role="search" className="audit-filter no-print" aria-label="Lọc nhật ký" key={JSON.stringify(values)}>
      {values.subject !== null && <input type="hidden" name="subject" value={values.subject} />}
      {values.deed !== null && <input type="hidden" name="deed" value={values.deed} />}
      <TextField name="q" type="search" label="Người thực hiện" defaultValue={values.q} placeholder="Tên hoặc tài khoản" maxLength={100} />
      <SelectField name="kind" label="Loại việc" defaultValue={values.kind}>{kinds.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}</SelectField>
      <TextField name="from" type="date" label="Từ ngày" defaultValue={values.from} />
      <TextField name="to" type="date" label="Đến ngày" defaultValue={values.to} />
      <div className="row"><button className="btn quiet">Lọc</button>{isFiltered && <a href={clearHref}>Bỏ lọc</a>}</div>
    </form>
  );
}
