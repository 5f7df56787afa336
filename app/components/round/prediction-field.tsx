import type { PredictionSubject } from "~/domain/contest/round";
import { TextField } from "../ui/field";
import type { FormState } from "../ui/form-state";

const questions: Record<PredictionSubject, string> = {
  persons: "Câu dự đoán: sẽ có bao nhiêu người dự thi?",
  attempts: "Câu dự đoán: sẽ có bao nhiêu lượt thi?",
  "perfect-persons": "Câu dự đoán: sẽ có bao nhiêu người đạt điểm tối đa?",
  "contest-persons": "Câu dự đoán: cả cuộc thi sẽ có bao nhiêu người dự thi?",
  "contest-attempts": "Câu dự đoán: cả cuộc thi sẽ có bao nhiêu lượt thi?",
  "contest-perfect-persons": "Câu dự đoán: cả cuộc thi sẽ có bao nhiêu người đạt điểm tối đa?",
};

type Props = { prediction: { subject: PredictionSubject; value: number | null; mayEdit: boolean }; state: FormState | undefined };

/** One prediction per person and round; afterwards it only shows. */
export function PredictionField({ prediction, state }: Props) {
  if (!prediction.mayEdit) return null;
  return (
    <TextField
      name="prediction"
      label={questions[prediction.subject]}
      hint="Dùng để phân thứ hạng khi bằng điểm. Sửa được đến khi nộp bài lần đầu."
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
