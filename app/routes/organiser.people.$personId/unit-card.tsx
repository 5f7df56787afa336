import { UnitSelect, type UnitChoice } from "~/components/organiser/unit-select";
import { ErrorSummary } from "~/components/ui/error-summary";
import { SelectField, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";

type Transfer = { readonly id: string; readonly fromUnit: string; readonly toUnit: string; readonly onDay: string };
type Props = { unitName: string; unitHref: string; transfers: readonly Transfer[]; units: readonly UnitChoice[]; today: string; state: FormState | undefined };

/** Where the person belongs, where they came from, and the way to another unit. */
export function UnitCard({ unitName, unitHref, transfers, units, today, state }: Props) {
  return (
    <section className="card stack" aria-labelledby="unit-title">
      <h2 id="unit-title" className="card-title">Đơn vị</h2>
      <p><a href={unitHref}><b>{unitName}</b></a></p>
      {transfers.length > 0 && (
        <ul className="plain-list small">{transfers.map((one) => <li key={one.id}><span className="num">{one.onDay}</span>: từ {one.fromUnit} sang {one.toUnit}</li>)}</ul>
      )}
      <details open={state !== undefined}>
        <summary>Đổi đơn vị</summary>
        <form method="post" className="stack" noValidate>
          <ErrorSummary state={state} />
          <UnitSelect name="unitId" label="Đơn vị mới" units={units} state={state} chosen="" />
          <SelectField name="kind" label="Vì sao" hint="Chuyển công tác: lượt thi đã làm vẫn tính cho đơn vị cũ. Ghi sai: lượt thi của các kỳ chưa công bố kết quả tính lại cho đơn vị đúng." state={state} defaultValue="transfer">
            <option value="transfer">Chuyển công tác</option><option value="mistake">Danh sách ghi sai đơn vị</option>
          </SelectField>
          <TextField name="onDay" label="Ngày chuyển" type="date" hint="Ngày đầu tiên ở đơn vị mới; bỏ qua nếu ghi sai." state={state} defaultValue={today} max={today} />
          <TextField name="transferReason" label="Lý do, căn cứ" state={state} autoComplete="off" />
          <p><button className="btn quiet" name="intent" value="transfer">Đổi đơn vị</button></p>
        </form>
      </details>
    </section>
  );
}
