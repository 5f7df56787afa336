import { ErrorSummary } from "~/components/ui/error-summary";
import { SelectField, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import type { UnitRecord } from "~/domain/roster/unit";
import { UnitSelect, type UnitChoice } from "./unit-select";

type Props = {
  initial: UnitRecord;
  state: FormState | undefined;
  types: readonly { readonly id: string; readonly name: string }[];
  parents: readonly UnitChoice[];
  hidden?: Readonly<Record<string, string>>;
  isNew?: boolean;
  submitLabel: string;
};

/** A unit and its place in the tree. */
export function UnitForm({ initial, state, types, parents, hidden = {}, isNew = false, submitLabel }: Props) {
  // why not <Form>: with single fetch a refused action loads nothing anew, so the form would keep the old basis.
  return (
    <form method="post" className="card stack" noValidate>
      <ErrorSummary state={state} />
      {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <TextField name="name" label="Tên đơn vị" state={state} defaultValue={initial.name} autoComplete="off" />
      <div className="fields-2">
        <TextField name="code" label="Mã đơn vị" hint="Khi nhập từ tệp, đơn vị được nhận ra theo mã này." state={state} defaultValue={initial.code} autoComplete="off" spellCheck={false} />
        <SelectField name="typeId" label="Loại đơn vị" hint="Xếp giải tập thể giữa các đơn vị cùng loại." state={state} defaultValue={initial.typeId}>
          <option value="">Chọn loại</option>{types.map((type) => <option key={type.id} value={type.id}>{type.name}</option>)}
        </SelectField>
        <UnitSelect name="parentId" label="Đơn vị cấp trên" units={parents} state={state} chosen={initial.parentId ?? ""} none="Không có" />
        <TextField name="position" label="Thứ tự" inputMode="numeric" hint="Trong các đơn vị cùng cấp trên." state={state} defaultValue={initial.position} autoComplete="off" />
        <TextField name="validFrom" label="Có từ ngày" type="date" hint="Để trống nếu có từ trước." state={state} defaultValue={initial.validFrom ?? ""} />
      </div>
      {!isNew && <TextField name="reason" label="Lý do sửa (không bắt buộc)" hint="Ghi vào nhật ký cùng nội dung trước và sau khi sửa." state={state} autoComplete="off" />}
      <p><button className="btn" name="intent" value="save">{submitLabel}</button></p>
    </form>
  );
}
