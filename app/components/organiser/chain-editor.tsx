import { useState } from "react";
import type { FormState } from "~/components/ui/form-state";
import { tieBreakLabels } from "./round-values";

/** The tie-break chain: a step per place, moved up and down by buttons. Without scripts the buttons send the form. */
export function ChainEditor({ chain, state }: { chain: readonly string[]; state: FormState | undefined }) {
  const labels = Object.entries(tieBreakLabels);
  const [steps, setSteps] = useState<readonly string[]>(() => labels.map((_, place) => chain[place] ?? ""));
  const error = state?.errors["tieBreak"];
  const put = (place: number, step: string) => setSteps((before) => before.with(place, step));
  const swap = (place: number, other: number) => setSteps((before) => before.with(place, before[other]!).with(other, before[place]!));
  return (
    <div className={error ? "field invalid" : "field"} id="tieBreak" tabIndex={-1}>
      {error && <p className="message" id="tieBreak-error">{error}</p>}
      <ol className="chain">
        {steps.map((step, place) => (
          <li key={place}>
            <span className="chain-step">
              <select name="tieBreak[]" value={step} onChange={(event) => put(place, event.target.value)} aria-label={`Tiêu chí thứ ${place + 1}`} aria-invalid={error ? true : undefined} aria-describedby={error && "tieBreak-error"}>
                <option value="">–</option>{labels.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
              </select>
              <Move place={place} by={-1} isPossible={place > 0} swap={swap} />
              <Move place={place} by={1} isPossible={place < steps.length - 1} swap={swap} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

type MoveProps = { place: number; by: 1 | -1; isPossible: boolean; swap: (place: number, other: number) => void };

function Move({ place, by, isPossible, swap }: MoveProps) {
  const label = `Chuyển tiêu chí thứ ${place + 1} ${by < 0 ? "lên" : "xuống"}`;
  return (
    <button className="btn quiet small drop" name="intent" value={`${by < 0 ? "step-up" : "step-down"}-${place}`} formNoValidate disabled={!isPossible} aria-label={label}
      onClick={(event) => { event.preventDefault(); swap(place, place + by); }}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={by < 0 ? "M3 10l5-5 5 5" : "M3 6l5 5 5-5"} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" /></svg>
    </button>
  );
}
