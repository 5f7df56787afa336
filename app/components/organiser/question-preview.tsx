import { LegalText } from "~/components/ui/legal-text";
import { questionTypeLabels } from "~/domain/question/question";
import type { QuestionDraftView } from "./question-draft";
import { forceText } from "./question-summary";
import { Tick } from "./setup-steps";

/** The question as a participant sees it, and below it what shows once keys may be seen. */
export function QuestionPreview({ draft }: { draft: QuestionDraftView }) {
  const choices = draft.choices.filter((choice) => choice.text.trim() !== "");
  const dates = forceText({ effectiveFrom: dayOrNull(draft.effectiveFrom), effectiveTo: dayOrNull(draft.effectiveTo) });
  return (
    <section className="card preview" aria-label="Xem trước">
      <p className="small muted preview-title">Xem trước · {questionTypeLabels[draft.type]}{draft.points !== "" && <> · <span className="nb">{draft.points} điểm</span></>}</p>
      <p className="preview-question keep-lines">{draft.content.trim() === "" ? <span className="muted">Nội dung câu hỏi</span> : <LegalText text={draft.content} />}</p>
      <ul className="preview-choices">
        {choices.map((choice, index) => (
          <li key={index} className={choice.isCorrect ? "right" : undefined}>
            <span className={draft.type === "several" ? "preview-mark square" : "preview-mark"} aria-hidden="true">{choice.isCorrect && <Tick />}</span>
            <span className="keep-lines"><LegalText text={choice.text} />{choice.isCorrect && <span className="visually-hidden"> (đáp án)</span>}</span>
          </li>
        ))}
        {choices.length === 0 && <li className="none">Chưa có phương án</li>}
      </ul>
      {(draft.explanation !== "" || draft.citation !== "" || dates !== "") && (
        <div className="preview-after">
          <p className="small muted">Sau khi được xem đáp án</p>
          {draft.explanation !== "" && <p className="keep-lines"><LegalText text={draft.explanation} /></p>}
          {draft.citation !== "" && <p className="small">Căn cứ: <LegalText text={draft.citation} /></p>}
          {dates !== "" && <p className="small muted">Hiệu lực: {dates}</p>}
        </div>
      )}
    </section>
  );
}

const dayOrNull = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null);
