import { LegalText } from "~/components/ui/legal-text";
import { formatPoints } from "~/domain/shared/points";

type Props = {
  item: { readonly choices: readonly { readonly id: string }[] };
  keyed: { readonly answerKey: readonly string[]; readonly explanation: string; readonly citation: string } | undefined;
  grade: { readonly points: number; readonly maxPoints: number; readonly isCorrect: boolean } | undefined;
};

/** Under a question of a tried set: whether it was right, the key by its letters in this order, and why. Nothing until asked for. */
export function QuestionKey({ item, keyed, grade }: Props) {
  if (keyed === undefined) return null;
  const letters = item.choices.flatMap((choice, index) => (keyed.answerKey.includes(choice.id) ? [String.fromCharCode(65 + index)] : []));
  return (
    <div className="answer">
      <p className="row">
        {grade && <span className={grade.isCorrect ? "tag" : "tag err"}>{grade.isCorrect ? "Đúng" : grade.points > 0 ? "Đúng một phần" : "Chưa đúng"}</span>}
        {grade && <span className="small muted num">{formatPoints(grade.points)}/{formatPoints(grade.maxPoints)} điểm</span>}
        <b>Đáp án: {letters.join(", ")}</b>
      </p>
      {keyed.explanation && <p><LegalText text={keyed.explanation} /></p>}
      {keyed.citation && <p className="small muted">Căn cứ: <LegalText text={keyed.citation} /></p>}
    </div>
  );
}
