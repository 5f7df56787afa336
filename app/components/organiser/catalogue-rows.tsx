import { Required } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { AddRowButton, isRowAdded } from "./add-row-button";

/** An entry without an id is proposed: it exists once the form is saved. */
type Entry = { readonly id: string; readonly name: string; readonly uses: number };
type BlocEntry = Entry & { readonly onlyGender: "male" | "female" | null; readonly maxAge: number | null };
type Named = "levels" | "topics" | "unitTypes";
export type CatalogueLists = { readonly blocs: readonly BlocEntry[] } & { readonly [List in Named]: readonly Entry[] };

type RowsProps<Of extends Entry> = {
  readonly entries: readonly Of[];
  readonly legend: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
  /** Rows to add in. */
  readonly blank: number;
  readonly state: FormState | undefined;
};

/** `title`: what an entry is called by screen readers. */
type NamedRowsProps = RowsProps<Entry> & { readonly list: string; readonly field: string; readonly title: string };

export function NamedRows({ list, field, title, legend, hint, isRequired, entries, blank, state }: NamedRowsProps) {
  const names = typed(state, `${field}Name`);
  const rows = rowsOf(entries, blank, typed(state, `${field}Id`));
  const labelOf = (entry: Entry | null, row: number) => (entry ? `${title}: ${entry.name}` : `${title} mới${nth(row - entries.length)}`);
  return (
    <ListFrame list={list} title={title} legend={legend} hint={hint} isRequired={isRequired} names={[`${field}Name`]} state={state}>
      {rows.map((entry, row) => (
        <li key={row}>
          <input type="hidden" name={`${field}Id[]`} value={entry?.id ?? ""} />
          <input
            {...rowField(state, `${field}Name`, row)} defaultValue={names?.[row] ?? entry?.name}
            placeholder={entry ? undefined : "Thêm mục mới"} aria-label={labelOf(entry, row)} autoComplete="off"
            autoFocus={isRowAdded(state, list) && row === rows.length - 1}
          />
          {hasUses(entries) && <Uses entry={entry} />}
        </li>
      ))}
    </ListFrame>
  );
}

export function BlocRows({ legend, hint, isRequired, entries, blank, state }: RowsProps<BlocEntry>) {
  const [names, genders, ages] = ["blocName", "blocGender", "blocMaxAge"].map((name) => typed(state, name));
  const rows = rowsOf(entries, blank, typed(state, "blocId"));
  return (
    <ListFrame list="blocs" title="Khối" legend={legend} hint={hint} isRequired={isRequired} names={["blocName", "blocMaxAge"]} state={state}>
      <li className="bloc-row bloc-titles small muted" aria-hidden="true"><span>Tên khối</span><span>Giới tính</span><span>Tuổi tối đa</span>{hasUses(entries) && <span className="uses" />}</li>
      {rows.map((bloc, row) => {
        const name = bloc?.name ?? `mới${nth(row - entries.length)}`;
        return (
          <li key={row} className="bloc-row">
            <input type="hidden" name="blocId[]" value={bloc?.id ?? ""} />
            <div data-label="Tên khối">
              <input
                {...rowField(state, "blocName", row)} defaultValue={names?.[row] ?? bloc?.name}
                placeholder={bloc ? undefined : "Thêm khối mới"} aria-label={bloc ? `Khối: ${name}` : `Khối ${name}`} autoComplete="off"
                autoFocus={isRowAdded(state, "blocs") && row === rows.length - 1}
              />
            </div>
            <div data-label="Giới tính">
              <select name="blocGender[]" defaultValue={genders?.[row] ?? bloc?.onlyGender ?? ""} aria-label={`Giới tính của khối ${name}`}>
                <option value="">Nam và nữ</option>
                <option value="female">Chỉ nữ</option>
                <option value="male">Chỉ nam</option>
              </select>
            </div>
            <div data-label="Tuổi tối đa">
              <input
                {...rowField(state, "blocMaxAge", row)} defaultValue={ages?.[row] ?? bloc?.maxAge ?? ""} inputMode="numeric"
                placeholder="Không giới hạn" aria-label={`Tuổi tối đa của khối ${name}`} autoComplete="off"
              />
            </div>
            {hasUses(entries) && <Uses entry={bloc} />}
          </li>
        );
      })}
    </ListFrame>
  );
}

type FrameProps = Pick<RowsProps<Entry>, "legend" | "state"> & {
  readonly list: string;
  readonly title: string;
  readonly isRequired: boolean | undefined;
  readonly hint: string | undefined;
  readonly names: readonly string[];
  readonly children: React.ReactNode;
};

function ListFrame({ list, title, legend, hint, isRequired, names, state, children }: FrameProps) {
  const error = state?.errors[list];
  return (
    <fieldset className={error ? "card stack invalid" : "card stack"} id={list} tabIndex={-1}>
      <legend className="card-title">{isRequired ? <Required>{legend}</Required> : legend}</legend>
      {hint && <p className="hint muted small">{hint}</p>}
      {error && <p className="message">{error}</p>}
      <RowMessages state={state} names={names} />
      <ul className="entry-rows">{children}</ul>
      <AddRowButton list={list} to={`danh mục ${title.toLowerCase()}`} />
    </fieldset>
  );
}

/** Known and blank rows; of a refused form the rows that were typed, each with the entry of its id. */
function rowsOf<Of extends Entry>(entries: readonly Of[], blank: number, ids: readonly string[] | null): (Of | null)[] {
  if (ids === null) return [...entries, ...Array.from({ length: blank }, () => null)];
  const proposedAt = (row: number) => (entries[row]?.id === "" ? entries[row] : null);
  return ids.map((id, row) => (id === "" ? proposedAt(row) : entries.find((entry) => entry.id === id) ?? null));
}

/** Id of one row's control, where the summary's link goes, and what ties it to its message. */
function rowField(state: FormState | undefined, name: string, row: number) {
  const error = state?.errors[`${name}.${row}`];
  const invalid = { "aria-invalid": error ? true : undefined, "aria-describedby": error && `${name}-errors` };
  return { id: `${name}.${row}`, name: `${name}[]`, ...invalid };
}

function RowMessages({ state, names }: { state: FormState | undefined; names: readonly string[] }) {
  return names.map((name) => {
    const messages = Object.entries(state?.errors ?? {}).filter(([field]) => field.startsWith(`${name}.`)).map(([, message]) => message);
    return messages.length > 0 && <p className="message" id={`${name}-errors`} key={name}>{[...new Set(messages)].join(" ")}</p>;
  });
}

/** Null: the form was not refused, or did not hold the list. */
function typed(state: FormState | undefined, name: string): readonly string[] | null {
  const values = state?.values[name];
  return values === undefined ? null : [values].flat();
}

const nth = (index: number) => (index > 0 ? ` ${index + 1}` : "");

/** Proposals are not used anywhere yet, so a list of them has no column for it. */
const hasUses = (entries: readonly Entry[]) => entries.some((entry) => entry.id !== "");

function Uses({ entry }: { entry: Entry | null }) {
  const text = entry === null || entry.id === "" ? "" : entry.uses === 0 ? "chưa dùng" : `${entry.uses} chỗ dùng`;
  return <span className="small muted num uses">{text}</span>;
}
