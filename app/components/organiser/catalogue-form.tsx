import { ErrorSummary } from "~/components/ui/error-summary";
import type { FormState } from "~/components/ui/form-state";
import { BlocRows, type CatalogueLists, NamedRows } from "./catalogue-rows";

type Props = CatalogueLists & { state: FormState | undefined };

/** The short lists that everything else refers to. One blank row stands at the end of each, more can be asked for; emptying a name takes an unused entry away. */
export function CatalogueForm({ blocs, levels, topics, unitTypes, state }: Props) {
  return (
    <form method="post" className="stack form-wide" noValidate>
      <button className="visually-hidden" name="intent" value="catalogues" tabIndex={-1} aria-hidden="true">Lưu danh mục</button>
      <ErrorSummary state={state} />
      <p className="muted">Đổi tên ngay tại chỗ; ghi thêm ở dòng trống cuối; xóa tên để bỏ một mục chưa dùng.</p>
      <BlocRows legend="Khối" hint="Một người có thể thuộc nhiều khối. Giới tính và tuổi chỉ để nhắc khi nhập danh sách." entries={blocs} blank={1} state={state} />
      <div className="fields-2">
        <NamedRows legend="Mức độ" list="levels" field="level" title="Mức độ" entries={levels} blank={1} state={state} />
        <NamedRows legend="Loại đơn vị" list="unitTypes" field="unitType" title="Loại đơn vị" entries={unitTypes} blank={1} state={state} />
      </div>
      <NamedRows legend="Chủ đề" list="topics" field="topic" title="Chủ đề" entries={topics} blank={1} state={state} />
      <p><button className="btn" name="intent" value="catalogues">Lưu danh mục</button></p>
    </form>
  );
}
