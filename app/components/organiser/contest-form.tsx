import { ErrorSummary } from "~/components/ui/error-summary";
import { TextArea, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import type { CollectiveSettings } from "~/domain/standings/collective";
import { CollectiveFields } from "./collective-fields";

export type ContestValues = {
  readonly name: string;
  readonly startsOn: string;
  readonly description: string;
  readonly prizes: string;
  readonly contact: string;
  readonly superiorBody: string;
  readonly agency: string;
  readonly place: string;
  readonly signers: readonly { readonly title: string; readonly name: string }[];
  readonly consentText: string;
  readonly minimumRatePercent: number;
  readonly collective: CollectiveSettings;
};

type Props = { contestId: string; initial: ContestValues; state: FormState | undefined; defaultConsent: string; submitLabel: string };

/** Settings of a contest in parts: what it is, collective prizes, the agency block of its documents, personal data. */
export function ContestForm({ contestId, initial, state, defaultConsent, submitLabel }: Props) {
  return (
    <form method="post" className="stack form-wide" noValidate>
      <ErrorSummary state={state} />
      <input type="hidden" name="contestId" value={contestId} />
      <fieldset className="card stack">
        <legend className="card-title">Cuộc thi</legend>
        <TextField name="name" label="Tên cuộc thi" state={state} defaultValue={initial.name} autoComplete="off" />
        <div className="fields-2">
          <TextField name="startsOn" label="Ngày bắt đầu" type="date" hint="Tuổi của các khối tính đến ngày này." state={state} defaultValue={initial.startsOn} />
        </div>
        <TextField name="contact" label="Liên hệ của Ban Tổ chức" hint="Hiện ở chân trang và khi có sự cố, ví dụ: Đội Tổng hợp, 0255 000 000" state={state} defaultValue={initial.contact} autoComplete="off" />
        <TextArea name="description" label="Giới thiệu" state={state} defaultValue={initial.description} rows={3} />
        <TextArea name="prizes" label="Giải thưởng" state={state} defaultValue={initial.prizes} rows={3} />
      </fieldset>
      <CollectiveFields initial={initial.collective} minimumRatePercent={initial.minimumRatePercent} state={state} />
      <fieldset className="card stack">
        <legend className="card-title">Thể thức báo cáo</legend>
        <p className="hint muted small">Ghi trên đầu và cuối báo cáo theo Nghị định số <span className="nb">30/2020/NĐ-CP</span>.</p>
        <div className="fields-2">
          <TextField name="superiorBody" label="Cơ quan cấp trên" hint="Dòng thứ nhất, bên trái." state={state} defaultValue={initial.superiorBody} autoComplete="off" />
          <TextField name="agency" label="Cơ quan ban hành" hint="Dòng thứ hai, chữ đậm." state={state} defaultValue={initial.agency} autoComplete="off" />
          <TextField name="place" label="Địa danh" hint="Trước ngày, tháng, năm." state={state} defaultValue={initial.place} autoComplete="off" />
        </div>
        <SignerRows initial={initial.signers} state={state} />
      </fieldset>
      <fieldset className="card stack">
        <legend className="card-title">Dữ liệu cá nhân</legend>
        <TextArea name="consentText" label="Nội dung đồng ý" hint="Để trống thì dùng nội dung mẫu. Khi đổi nội dung, mọi người phải đồng ý lại ở lần đăng nhập sau." state={state} defaultValue={initial.consentText} rows={4} />
        <details><summary>Xem nội dung mẫu</summary><p className="keep-lines small">{defaultConsent}</p></details>
      </fieldset>
      <p><button className="btn">{submitLabel}</button></p>
    </form>
  );
}

const mostSigners = 4;

function SignerRows({ initial, state }: { initial: ContestValues["signers"]; state: FormState | undefined }) {
  const list = (name: string) => (state ? [state.values[name] ?? []].flat() : null);
  const titles = list("signerTitle") ?? initial.map((signer) => signer.title);
  const names = list("signerName") ?? initial.map((signer) => signer.name);
  const used = titles.filter((title, row) => title !== "" || names[row] !== "").length;
  const rows = Array.from({ length: Math.min(mostSigners, Math.max(2, used + 1)) }, (_, row) => row);
  return (
    <fieldset className="stack">
      <legend>Người ký</legend>
      <p className="hint muted small">Từ trái sang phải ở cuối báo cáo. Dòng để trống không được lưu.</p>
      {rows.map((row) => (
        <div className="fields-2" key={row}>
          <SignerField name={`signerTitle.${row}`} list="signerTitle[]" label={`Chức vụ người ký ${row + 1}`} value={titles[row]} error={state?.errors[`signerTitle.${row}`]} />
          <SignerField name={`signerName.${row}`} list="signerName[]" label={`Họ tên người ký ${row + 1}`} value={names[row]} error={state?.errors[`signerName.${row}`]} />
        </div>
      ))}
    </fieldset>
  );
}

type SignerFieldProps = { name: string; list: string; label: string; value: string | undefined; error: string | undefined };

function SignerField({ name, list, label, value, error }: SignerFieldProps) {
  return (
    <div className={error ? "field invalid" : "field"}>
      <label htmlFor={name}>{label}</label>
      {error && <p className="message" id={`${name}-error`}>{error}</p>}
      <input id={name} name={list} defaultValue={value} autoComplete="off" aria-invalid={error ? true : undefined} aria-describedby={error && `${name}-error`} />
    </div>
  );
}
