import { countAsked } from "~/domain/contest/prediction-words";
import { isContestWide, type PredictionSubject } from "~/domain/contest/round";
import { TextField } from "../ui/field";
import type { FormState } from "../ui/form-state";

type Props = { prediction: { subject: PredictionSubject; value: number | null; mayEdit: boolean }; state: FormState | undefined };

/** One prediction per person and round; afterwards it only shows. */
export function PredictionField({ prediction, state }: Props) {
  if (!prediction.mayEdit) return null;
  return (
    <TextField
      name="prediction"
      label={`Câu dự đoán: ${isContestWide(prediction.subject) ? "cả cuộc thi " : ""}sẽ có ${countAsked(prediction.subject)}?`}
      hint="Dùng để phân thứ hạng khi bằng điểm. Sửa được đến khi lượt thi đầu tiên kết thúc."
      state={state}
      defaultValue={prediction.value ?? undefined}
      inputMode="numeric"
      pattern="[0-9]*"
      autoComplete="off"
      maxLength={8}
      required
    />
  );
}
