import { type Role, roleLabels } from "~/domain/access/policy";
import { SelectField } from "./field";
import type { FormState } from "./form-state";

type Props = { units: readonly { id: string; name: string; depth: number }[]; state?: FormState | undefined };

/** A role and, where it is limited to a part of the tree, the unit. */
export function RoleFields({ units, state }: Props) {
  return (
    <>
      <SelectField name="role" label="Vai trò" state={state} required defaultValue="">
        <option value="" disabled>Chọn vai trò</option>
        {(["organiser", "leadership", "coordinator", "administrator"] satisfies Role[]).map((role) => <option key={role} value={role}>{roleLabels[role]}</option>)}
      </SelectField>
      <SelectField name="unitId" label="Đơn vị" hint="Với lãnh đạo và đầu mối: xem được đơn vị này và các đơn vị trực thuộc. Vai trò khác không cần chọn." state={state} defaultValue="">
        <option value="">Không chọn</option>
        {units.map(({ id, name, depth }) => <option key={id} value={id}>{"\u2003".repeat(depth) + name}</option>)}
      </SelectField>
    </>
  );
}
