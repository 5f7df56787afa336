import { Required, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { AddRowButton, isRowAdded } from "./add-row-button";

export type ContestHeadValues = {
  readonly name: string;
  readonly startsOn: string;
  readonly contact: string;
  readonly superiorBody: string;
  readonly agency: string;
  readonly place: string;
  readonly signers: readonly { readonly title: string; readonly name: string }[];
};
type Props = { initial: ContestHeadValues; state: FormState | undefined; /** Names of fields to mark before they are missed. */ required?: readonly string[] };

export function NameFields({ initial, state, required = [] }: Props) {
  const mark = markOf(required);
  return (
    <>
      <TextField {...mark("name", "Tên cuộc thi")} state={state} defaultValue={initial.name} autoComplete="off" />
      <div className="fields-2">
        <TextField {...mark("startsOn", "Ngày bắt đầu")} type="date" hint="Tuổi của các khối tính đến ngày này." state={state} defaultValue={initial.startsOn} />
      </div>
      <TextField {...mark("contact", "Liên hệ của Ban Tổ chức")} hint="Hiện ở chân trang và khi có sự cố, ví dụ: Đội Tổng hợp, 0255 000 000" state={state} defaultValue={initial.contact} autoComplete="off" />
    </>
  );
}

const markOf = (required: readonly string[]) => (name: string, label: string) => ({ name, label: required.includes(name) ? <Required>{label}</Required> : label, required: required.includes(name) });

/** The agency block of documents, with the signers at their end. */
export function DocumentFields({ initial, state, required = [] }: Props) {
  const mark = markOf(required);
  return (
    <>
      <div className="fields-2">
        <TextField name="superiorBody" label="Cơ quan cấp trên" hint="Dòng thứ nhất, bên trái." state={state} defaultValue={initial.superiorBody} autoComplete="off" />
        <TextField {...mark("agency", "Cơ quan ban hành")} hint="Dòng thứ hai, chữ đậm." state={state} defaultValue={initial.agency} autoComplete="off" />
        <TextField name="place" label="Địa danh" hint="Trước ngày, tháng, năm." state={state} defaultValue={initial.place} autoComplete="off" />
      </div>
      <SignerRows initial={initial.signers} state={state} />
    </>
  );
}

const mostSigners = 4;

function SignerRows({ initial, state }: { initial: ContestHeadValues["signers"]; state: FormState | undefined }) {
  const list = (name: string) => (state ? [state.values[name] ?? []].flat() : null);
  const titles = list("signerTitle") ?? initial.map((signer) => signer.title);
  const names = list("signerName") ?? initial.map((signer) => signer.name);
  const used = titles.filter((title, row) => title !== "" || names[row] !== "").length;
  const rows = Array.from({ length: Math.min(mostSigners, Math.max(2, used + 1, state ? titles.length : 0)) }, (_, row) => row);
  return (
    <fieldset className="stack">
      <legend>Người ký</legend>
      <p className="hint muted small"><b>Cần ít nhất một người để ký sổ kết quả;</b> chưa biết thì ghi sau. Từ trái sang phải ở cuối sổ và biên bản; người đứng đầu ký ở bên phải, nên ghi sau cùng. Dòng để trống không được lưu.</p>
      {rows.map((row) => (
        <div className="fields-2" key={row}>
          <SignerField name={`signerTitle.${row}`} list="signerTitle[]" label={`Chức vụ người ký ${row + 1}`} value={titles[row]} error={state?.errors[`signerTitle.${row}`]} takesFocus={isRowAdded(state, "signers") && row === rows.length - 1} />
          <SignerField name={`signerName.${row}`} list="signerName[]" label={`Họ tên người ký ${row + 1}`} value={names[row]} error={state?.errors[`signerName.${row}`]} />
        </div>
      ))}
      {rows.length < mostSigners && <AddRowButton list="signers" to="người ký" />}
    </fieldset>
  );
}

type SignerFieldProps = { name: string; list: string; label: string; value: string | undefined; error: string | undefined; takesFocus?: boolean };

function SignerField({ name, list, label, value, error, takesFocus = false }: SignerFieldProps) {
  return (
    <div className={error ? "field invalid" : "field"}>
      <label htmlFor={name}>{label}</label>
      {error && <p className="message" id={`${name}-error`}>{error}</p>}
      <input id={name} name={list} defaultValue={value} autoFocus={takesFocus} autoComplete="off" aria-invalid={error ? true : undefined} aria-describedby={error && `${name}-error`} />
    </div>
  );
}
