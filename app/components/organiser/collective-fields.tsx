import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { type CollectiveSettings, plainMeasures } from "~/domain/standings/collective";
import { measureLabels } from "~/domain/standings/collective-words";

type Props = { initial: CollectiveSettings; minimumRatePercent: number; state: FormState | undefined };

/** What units are ranked by, against others of their type. */
export function CollectiveFields({ initial, minimumRatePercent, state }: Props) {
  const error = state?.errors["measures"];
  const chain = state ? [state.values["measures"] ?? []].flat() : initial.measures;
  const measures = Object.entries(measureLabels);
  return (
    <fieldset className="card stack">
      <legend className="card-title">Giải tập thể</legend>
      <p className="muted small">Các đơn vị xếp hạng trong cùng loại đơn vị. Bằng nhau ở tiêu chí trước thì xét tiêu chí sau.</p>
      <div className={error ? "field invalid" : "field"} id="measures" tabIndex={-1}>
        <p><b>Xếp theo</b></p>
        {error && <p className="message" id="measures-error">{error}</p>}
        <ol className="chain">
          {measures.map((_, position) => (
            <li key={position}>
              <select name="measures[]" defaultValue={chain[position] ?? ""} aria-label={`Tiêu chí tập thể thứ ${position + 1}`} aria-invalid={error ? true : undefined} aria-describedby={error && "measures-error"}><option value="">–</option>{measures.map(([measure, label]) => <option key={measure} value={measure}>{label}</option>)}</select>
            </li>
          ))}
        </ol>
      </div>
      <div className="fields-2">
        <TextField name="minimumRatePercent" label="Tỷ lệ tham gia tối thiểu (%)" inputMode="numeric" hint="Đơn vị dưới mức này không xếp hạng; 0 là không đặt mức." state={state} defaultValue={minimumRatePercent} />
        <TextField name="winnerRanks" label="Số hạng cá nhân có giải" inputMode="numeric" hint="Hạng 1 đến hạng này được tính là đạt giải." state={state} defaultValue={initial.winnerRanks} />
      </div>
      <WeightFields initial={initial} state={state} />
    </fieldset>
  );
}

function WeightFields({ initial, state }: Pick<Props, "initial" | "state">) {
  const error = state?.errors["weights"];
  return (
    <div className={error ? "field invalid" : "field"} id="weights" tabIndex={-1}>
      <p><b>Hệ số của điểm tổng hợp (%)</b></p>
      <p className="hint">Chỉ dùng khi xếp theo điểm tổng hợp; cộng lại bằng 100. Mỗi phần quy về thang 100.</p>
      {error && <p className="message">{error}</p>}
      <div className="fields-4">
        {plainMeasures.map((measure) => <TextField key={measure} name={`weight-${measure}`} label={measureLabels[measure]} inputMode="numeric" state={state} defaultValue={initial.weights[measure]} />)}
      </div>
    </div>
  );
}
