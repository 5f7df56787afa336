import { SelectField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";

export type UnitChoice = { readonly id: string; readonly name: string; readonly depth: number };
type Props = { name: string; label: string; units: readonly UnitChoice[]; state: FormState | undefined; chosen: string; hint?: string; /** Words of the empty choice. */ none?: string };

/** One unit out of the tree, indented as it stands there. */
export function UnitSelect({ name, label, units, state, chosen, hint, none = "Chọn đơn vị" }: Props) {
  return (
    <SelectField name={name} label={label} hint={hint} state={state} defaultValue={chosen}>
      <option value="">{none}</option>
      {units.map((unit) => <option key={unit.id} value={unit.id}>{"\u2003".repeat(unit.depth)}{unit.name}</option>)}
    </SelectField>
  );
}
