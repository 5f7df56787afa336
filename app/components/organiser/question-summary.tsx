import { LegalText } from "~/components/ui/legal-text";
import { isInForce, type QuestionState, questionStateLabels, type QuestionType, questionTypeLabels } from "~/domain/question/question";
import { type Day, formatDay } from "~/domain/shared/time";

type Dates = { readonly effectiveFrom: Day | null; readonly effectiveTo: Day | null };

/** Type, legal basis and dates in force in one line under a question. */
export function QuestionFacts({ type, citation, effectiveFrom, effectiveTo }: Dates & { type: QuestionType; citation: string }) {
  const dates = forceText({ effectiveFrom, effectiveTo });
  return (
    <p className="small muted">
      {questionTypeLabels[type]}
      {citation !== "" && <> · <LegalText text={citation} /></>}
      {dates !== "" && <> · <span className="nb">{dates}</span></>}
    </p>
  );
}

/** “từ 01/07/2025”, “đến 30/06/2025”, “21/06/2018 – 30/06/2025”, or nothing. */
export function forceText({ effectiveFrom, effectiveTo }: Dates): string {
  if (effectiveFrom !== null && effectiveTo !== null) return `${formatDay(effectiveFrom)} – ${formatDay(effectiveTo)}`;
  if (effectiveFrom !== null) return `từ ${formatDay(effectiveFrom)}`;
  return effectiveTo === null ? "" : `đến ${formatDay(effectiveTo)}`;
}

const stateTones: Record<QuestionState, string> = { approved: "tag", pending: "tag mute", retired: "tag mute" };

/** State of a question, and that it is out of force on `day`. */
export function QuestionTags({ state, day, ...dates }: Dates & { state: QuestionState; day: Day }) {
  return (
    <span className="tags">
      <span className={stateTones[state]}>{questionStateLabels[state]}</span>
      {!isInForce(dates, day) && <span className="tag warn">{dates.effectiveTo !== null && dates.effectiveTo < day ? "Hết hiệu lực" : "Chưa có hiệu lực"}</span>}
    </span>
  );
}
