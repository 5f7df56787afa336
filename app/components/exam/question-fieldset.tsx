import type { QuestionType } from "~/domain/question/question";
import { formatPoints, type Points } from "~/domain/shared/points";
import { LegalText } from "../ui/legal-text";

export type ExamQuestion = {
  position: number;
  type: QuestionType;
  content: string;
  points: Points;
  choices: readonly { id: string; text: string }[];
  chosen: readonly string[];
  isFlagged: boolean;
};

const letters = "ABCDEFGHIJ";

/** One question: the whole row of a choice is its target, nothing is chosen beforehand. */
export function QuestionFieldset({ question, total }: { question: ExamQuestion; total: number }) {
  const { position, type, points, choices, chosen, isFlagged } = question;
  const isSeveral = type === "several";
  return (
    <fieldset className="question" id={`c${position}`} data-position={position}>
      <legend>
        <span className="question-head">Câu {position} / {total} · {formatPoints(points)} điểm{isSeveral && " · chọn nhiều phương án"}</span>
        <span className="question-text"><LegalText text={question.content} /></span>
      </legend>
      <div className="choices">
        {choices.map((choice, index) => (
          <label className={isSeveral ? "option several" : "option"} key={choice.id}>
            <input type={isSeveral ? "checkbox" : "radio"} name={`q${position}`} value={choice.id} defaultChecked={chosen.includes(choice.id)} />
            <b aria-hidden="true">{letters[index]}</b>
            <span><LegalText text={choice.text} /></span>
          </label>
        ))}
      </div>
      <label className="flag">
        <input type="checkbox" name={`f${position}`} value="1" defaultChecked={isFlagged} />
        <svg width="14" height="14" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true"><path d="M3 1v14h1.6V9.6H13l-2-4 2-4H3z" /></svg>
        <span>Xem lại câu này</span>
      </label>
    </fieldset>
  );
}
