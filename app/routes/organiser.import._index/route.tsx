import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { type HistoryItem, ImportHistory } from "~/components/organiser/import-history";
import { EmptyState } from "~/components/ui/empty-state";
import { Pager } from "~/components/ui/pager";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { type ImportLine, listImports } from "~/use-cases/import/list-imports.server";

export const meta: MetaFunction = () => [{ title: "Các lần nhập từ tệp" }];

const query = z.object({ page: z.coerce.number().int().min(1).catch(1), show: z.literal("written").optional().catch(undefined) });

export const loader = guarded("manage-roster", async ({ context, request }) => {
  const { page, show } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { lines, ...rest } = await listImports(context.app, page, show === "written");
  return { ...rest, show, items: lines.map(itemOf) };
});

/** With the last thing that happened to it, and who did that. */
function itemOf({ id, kind, fileName, state, summary, createdAt, createdBy, committedAt, committedBy, undoneAt, undoneBy }: ImportLine): HistoryItem {
  const last = undoneAt !== null ? { at: undoneAt, by: undoneBy } : committedAt !== null ? { at: committedAt, by: committedBy } : { at: createdAt, by: createdBy };
  return { id, kind, fileName, state, summary, ...last, href: paths.organiserImportBatch(id) };
}

export default function Imports() {
  const { items, show, total, page, pageCount } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="head">
        <div><h1>Các lần nhập từ tệp</h1><p className="muted">Tệp chưa ghi được giữ 7 ngày. Lần nhập đã ghi có thể hoàn tác khi chưa có gì phụ thuộc vào nó.</p></div>
        {(items.length > 0 || show) && <a className="btn" href={paths.organiserImport("people")}>Nhập từ tệp</a>}
      </div>
      {(items.length > 0 || show) && (
        <nav className="tabs" aria-label="Lọc các lần nhập">
          <a href={paths.organiserImports()} aria-current={show ? undefined : "page"}>Tất cả</a>
          <a href={paths.organiserImports({ show: "written" })} aria-current={show && "page"}>Đã ghi</a>
        </nav>
      )}
      {items.length === 0 && show ? <EmptyState title="Chưa ghi tệp nào">Các tệp đã tải lên mà chưa ghi ở mục “Tất cả”.</EmptyState> : items.length === 0 ? <EmptyState title="Chưa nhập tệp nào" action={<a className="btn" href={paths.organiserImport("units")}>Nhập danh sách đơn vị</a>}>Nhập danh sách đơn vị trước, rồi người dự thi và câu hỏi.</EmptyState> : <ImportHistory items={items} />}
      <Pager page={page} pageCount={pageCount} total={total} noun="lần nhập" hrefOf={(to) => paths.organiserImports({ show, page: String(to) })} />
    </>
  );
}
