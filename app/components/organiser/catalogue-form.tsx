import { ErrorSummary } from "~/components/ui/error-summary";
import type { FormState } from "~/components/ui/form-state";

type Entry = { readonly id: string; readonly name: string; readonly uses: number };
export type BlocEntry = Entry & { readonly onlyGender: "male" | "female" | null; readonly maxAge: number | null };
type Props = { blocs: readonly BlocEntry[]; levels: readonly Entry[]; topics: readonly Entry[]; unitTypes: readonly Entry[]; state: FormState | undefined };

/** The short lists that everything else refers to. One blank row stands at the end of each; emptying a name takes an unused entry away. */
export function CatalogueForm({ blocs, levels, topics, unitTypes, state }: Props) {
  return (
    <form method="post" className="stack form-wide" noValidate>
      <input type="hidden" name="intent" value="catalogues" />
      <ErrorSummary state={state} />
      <p className="muted">Đổi tên ngay tại chỗ; thêm ở dòng trống cuối; xóa tên để bỏ một mục chưa dùng.</p>
      <BlocRows blocs={blocs} state={state} />
      <div className="fields-2">
        <NamedRows list="levels" field="level" title="Mức độ" entries={levels} state={state} />
        <NamedRows list="unitTypes" field="unitType" title="Loại đơn vị" entries={unitTypes} state={state} />
      </div>
      <NamedRows list="topics" field="topic" title="Chủ đề" entries={topics} state={state} />
      <p><button className="btn">Lưu danh mục</button></p>
    </form>
  );
}

/** Id of one row's control, where the summary's link goes, and what ties it to its message. */
function rowField(state: FormState | undefined, name: string, row: number) {
  const error = state?.errors[`${name}.${row}`];
  return { id: `${name}.${row}`, name: `${name}[]`, "aria-invalid": error ? true : undefined, "aria-describedby": error && `${name}-errors` };
}

function RowMessages({ state, names }: { state: FormState | undefined; names: readonly string[] }) {
  return names.map((name) => {
    const messages = Object.entries(state?.errors ?? {}).filter(([field]) => field.startsWith(`${name}.`)).map(([, message]) => message);
    return messages.length > 0 && <p className="message" id={`${name}-errors`} key={name}>{[...new Set(messages)].join(" ")}</p>;
  });
}

const typed = (state: FormState | undefined, name: string) => (state ? [state.values[name] ?? []].flat() : null);

function NamedRows({ list, field, title, entries, state }: { list: string; field: string; title: string; entries: readonly Entry[]; state: FormState | undefined }) {
  const names = typed(state, `${field}Name`);
  const error = state?.errors[list];
  return (
    <fieldset className={error ? "card stack invalid" : "card stack"} id={list} tabIndex={-1}>
      <legend className="card-title">{title}</legend>
      {error && <p className="message">{error}</p>}
      <RowMessages state={state} names={[`${field}Name`]} />
      <ul className="entry-rows">
        {[...entries, null].map((entry, row) => (
          <li key={entry?.id ?? "new"}>
            <input type="hidden" name={`${field}Id[]`} value={entry?.id ?? ""} />
            <input {...rowField(state, `${field}Name`, row)} defaultValue={names?.[row] ?? entry?.name} placeholder={entry ? undefined : "Thêm mục mới"} aria-label={entry ? `${title}: ${entry.name}` : `${title} mới`} autoComplete="off" />
            <Uses entry={entry} />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function BlocRows({ blocs, state }: { blocs: readonly BlocEntry[]; state: FormState | undefined }) {
  const [names, genders, ages] = ["blocName", "blocGender", "blocMaxAge"].map((name) => typed(state, name));
  const error = state?.errors["blocs"];
  return (
    <fieldset className={error ? "card stack invalid" : "card stack"} id="blocs" tabIndex={-1}>
      <legend className="card-title">Khối</legend>
      <p className="hint muted small">Một người có thể thuộc nhiều khối. Giới tính và tuổi chỉ để nhắc khi nhập danh sách.</p>
      {error && <p className="message">{error}</p>}
      <RowMessages state={state} names={["blocName", "blocMaxAge"]} />
      <ul className="entry-rows">
        {[...blocs, null].map((bloc, row) => (
          <li key={bloc?.id ?? "new"} className="bloc-row">
            <input type="hidden" name="blocId[]" value={bloc?.id ?? ""} />
            <input {...rowField(state, "blocName", row)} defaultValue={names?.[row] ?? bloc?.name} placeholder={bloc ? undefined : "Thêm khối mới"} aria-label={bloc ? `Khối: ${bloc.name}` : "Khối mới"} autoComplete="off" />
            <select name="blocGender[]" defaultValue={genders?.[row] ?? bloc?.onlyGender ?? ""} aria-label={`Giới tính của khối ${bloc?.name ?? "mới"}`}><option value="">Nam và nữ</option><option value="female">Chỉ nữ</option><option value="male">Chỉ nam</option></select>
            <input {...rowField(state, "blocMaxAge", row)} defaultValue={ages?.[row] ?? bloc?.maxAge ?? ""} inputMode="numeric" placeholder="Không giới hạn tuổi" aria-label={`Tuổi tối đa của khối ${bloc?.name ?? "mới"}`} autoComplete="off" />
            <Uses entry={bloc} />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Uses({ entry }: { entry: Entry | null }) {
  return <span className="small muted num uses">{entry === null ? "" : entry.uses === 0 ? "chưa dùng" : `${entry.uses} chỗ dùng`}</span>;
}
