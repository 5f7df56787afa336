import { ErrorSummary } from "~/components/ui/error-summary";
import type { FormState } from "~/components/ui/form-state";
import { BlocRows, type CatalogueLists, NamedRows } from "./catalogue-rows";
import { type ContestHeadValues, DocumentFields, NameFields } from "./contest-head-fields";

type Props = { head: ContestHeadValues; lists: CatalogueLists; state: FormState | undefined };

const required = ["name", "startsOn", "contact", "agency"];

/** All that an empty installation needs before files are imported, as one form in numbered sections. */
export function SetupForm({ head, lists: { blocs, unitTypes, levels, topics }, state }: Props) {
  return (
    <form method="post" className="stack form-wide" noValidate>
      <button className="visually-hidden" tabIndex={-1} aria-hidden="true">Lưu thiết lập</button>
      <ErrorSummary state={state} />
      <fieldset className="card stack">
        <legend className="card-title">1. Cuộc thi và cơ quan</legend>
        <NameFields initial={head} state={state} required={required} />
        <DocumentFields initial={head} state={state} required={required} />
      </fieldset>
      <BlocRows legend="2. Khối" isRequired hint="Ít nhất một khối. Một người có thể thuộc nhiều khối. Giới tính và tuổi chỉ để nhắc khi nhập danh sách." entries={blocs} blank={2} state={state} />
      <NamedRows legend="3. Loại đơn vị" hint="Giải tập thể xếp hạng các đơn vị cùng loại với nhau." list="unitTypes" field="unitType" title="Loại đơn vị" entries={unitTypes} blank={3} state={state} />
      <NamedRows legend="4. Mức độ câu hỏi" isRequired hint="Ít nhất một mức độ, từ dễ đến khó." list="levels" field="level" title="Mức độ" entries={levels} blank={2} state={state} />
      <NamedRows legend="5. Chủ đề câu hỏi" hint="Chủ đề mới trong tệp câu hỏi được tự thêm khi nhập." list="topics" field="topic" title="Chủ đề" entries={topics} blank={3} state={state} />
      <p><button className="btn">Lưu thiết lập</button></p>
    </form>
  );
}
