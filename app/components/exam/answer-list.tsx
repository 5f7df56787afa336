import { formatPoints, type Points } from "~/domain/shared/points";
import { LegalText } from "../ui/legal-text";

export type MarkedQuestion = {
  position: number;
  content: string;
  points: Points;
  earned: Points;
  isCorrect: boolean;
  choices: readonly { id: string; text: string; isChosen: boolean; isRight: boolean }[];
  explanation: string;
  citation: string;
};

/** Right answers with explanation and citation; made only from what the rules of the round allow to be shown. */
export function AnswerList({ questions }: { questions: readonly MarkedQuestion[] }) {
  return (
    <div className="stack">
      {questions.map((question) => (
        <article className="answer" key={question.position} aria-labelledby={`answer-${question.position}`}>
          <div className="row">
            <span className={question.isCorrect ? "tag" : "tag err"}>{question.isCorrect ? "Đúng" : question.earned > 0 ? "Đúng một phần" : "Chưa đúng"}</span>
            <span className="small muted num">{formatPoints(question.earned)}/{formatPoints(question.points)} điểm</span>
          </div>
          <h3 id={`answer-${question.position}`} className="keep-lines">Câu {question.position}. <LegalText text={question.content} /></h3>
          <ol>
            {question.choices.map(({ id, text, isChosen, isRight }) => (
              <li key={id} className={isRight ? "right" : undefined}>
                <LegalText text={text} />{isRight && " (đáp án đúng)"}{isChosen && " – đã chọn"}
              </li>
            ))}
          </ol>
          {question.explanation && <p><LegalText text={question.explanation} /></p>}
          {question.citation && <p className="small muted">Căn cứ: <LegalText text={question.citation} /></p>}
        </article>
      ))}
    </div>
  );
}
