import { ErrorSummary } from "~/components/ui/error-summary";
import { CheckField, SelectField, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import type { PersonRecord } from "~/domain/roster/person";
import { UnitSelect, type UnitChoice } from "./unit-select";

type Option = { readonly id: string; readonly name: string };
type Props = {
  initial: PersonRecord;
  state: FormState | undefined;
  blocs: readonly Option[];
  /** Only of somebody new: later the unit changes by a transfer. */
  units?: { readonly options: readonly UnitChoice[]; readonly chosen: string };
  hidden?: Readonly<Record<string, string>>;
  submitLabel: string;
};

/** All that the roster says about a person. */
export function PersonForm({ initial, state, blocs, units, hidden = {}, submitLabel }: Props) {
  // why not <Form>: with single fetch a refused action loads nothing anew, so the form would keep the old basis.
  return (
    <form method="post" className="card stack" noValidate>
      <ErrorSummary state={state} />
      {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <div className="fields-2">
        <TextField name="fullName" label="Họ và tên" state={state} defaultValue={initial.fullName} autoComplete="off" />
        <TextField name="code" label="Mã số" hint="Cũng là tên đăng nhập." state={state} defaultValue={initial.code} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        <TextField name="birthDate" label="Ngày sinh" type="date" state={state} defaultValue={initial.birthDate ?? ""} />
        <SelectField name="gender" label="Giới tính" state={state} defaultValue={initial.gender ?? ""}><option value="">Chưa rõ</option><option value="male">Nam</option><option value="female">Nữ</option></SelectField>
        <TextField name="rank" label="Cấp bậc" state={state} defaultValue={initial.rank} autoComplete="off" />
        <TextField name="jobTitle" label="Chức vụ" state={state} defaultValue={initial.jobTitle} autoComplete="off" />
        {units && <UnitSelect name="unitId" label="Đơn vị" units={units.options} state={state} chosen={units.chosen} />}
        <TextField name="phone" label="Số điện thoại" inputMode="tel" state={state} defaultValue={initial.phone ?? ""} autoComplete="off" />
      </div>
      <BlocBoxes blocs={blocs} initial={initial.blocIds} state={state} />
      <CheckField name="isCommitteeMember" value="on" label="Thành viên Ban Tổ chức" hint="Vẫn được thi, nhưng ghi riêng và không xếp hạng." state={state} defaultChecked={initial.isCommitteeMember} />
      {(state?.errors["acceptsDouble"] !== undefined || state?.values["acceptsDouble"] !== undefined) && <CheckField name="acceptsDouble" value="on" label="Đây là người khác, không phải ghi trùng" state={state} />}
      {!units && <TextField name="reason" label="Lý do sửa (không bắt buộc)" hint="Ghi vào nhật ký cùng nội dung trước và sau khi sửa." state={state} autoComplete="off" />}
      <p><button className="btn" name="intent" value="save">{submitLabel}</button></p>
    </form>
  );
}

function BlocBoxes({ blocs, initial, state }: { blocs: readonly Option[]; initial: readonly string[]; state: FormState | undefined }) {
  const chosen = state ? [state.values["blocIds"] ?? []].flat() : initial;
  const error = state?.errors["blocIds"];
  return (
    <fieldset className={error ? "field invalid" : "field"} id="blocIds" tabIndex={-1}>
      <legend>Khối</legend>
      {error && <p className="message">{error}</p>}
      <div className="row">{blocs.map((bloc) => <label className="choice" key={bloc.id}><input type="checkbox" name="blocIds[]" value={bloc.id} defaultChecked={chosen.includes(bloc.id)} /><span>{bloc.name}</span></label>)}</div>
    </fieldset>
  );
}
