import { ErrorSummary } from "~/components/ui/error-summary";
import { TextArea } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import type { CollectiveSettings } from "~/domain/standings/collective";
import { CollectiveFields } from "./collective-fields";
import { type ContestHeadValues, DocumentFields, NameFields } from "./contest-head-fields";

type ContestValues = ContestHeadValues & {
  readonly description: string;
  readonly prizes: string;
  readonly consentText: string;
  readonly minimumRatePercent: number;
  readonly collective: CollectiveSettings;
};

type Props = { hidden: Readonly<Record<string, string>>; initial: ContestValues; state: FormState | undefined; defaultConsent: string };

/** Settings of a contest in parts: what it is, collective prizes, the agency block of its documents, personal data. */
export function ContestForm({ hidden, initial, state, defaultConsent }: Props) {
  // why not <Form>: with single fetch a refused action loads nothing anew, so the form would keep the old basis.
  return (
    <form method="post" className="stack form-wide" noValidate>
      <button className="visually-hidden" tabIndex={-1} aria-hidden="true">Lưu thông tin</button>
      <ErrorSummary state={state} />
      {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <fieldset className="card stack">
        <legend className="card-title">Cuộc thi</legend>
        <NameFields initial={initial} state={state} />
        <TextArea name="description" label="Giới thiệu" state={state} defaultValue={initial.description} rows={3} />
        <TextArea name="prizes" label="Giải thưởng" state={state} defaultValue={initial.prizes} rows={3} />
      </fieldset>
      <CollectiveFields initial={initial.collective} minimumRatePercent={initial.minimumRatePercent} state={state} />
      <fieldset className="card stack">
        <legend className="card-title">Thể thức báo cáo</legend>
        <p className="hint muted small">Ghi trên đầu và cuối báo cáo theo Nghị định số <span className="nb">30/2020/NĐ-CP</span>.</p>
        <DocumentFields initial={initial} state={state} />
      </fieldset>
      <fieldset className="card stack">
        <legend className="card-title">Dữ liệu cá nhân</legend>
        <TextArea name="consentText" label="Nội dung đồng ý" hint="Để trống thì dùng nội dung mẫu. Khi đổi nội dung, mọi người phải đồng ý lại ở lần đăng nhập sau." state={state} defaultValue={initial.consentText} rows={4} />
        <details><summary>Xem nội dung mẫu</summary><p className="keep-lines small">{defaultConsent}</p></details>
      </fieldset>
      <p><button className="btn">Lưu thông tin</button></p>
    </form>
  );
}
