import { type ReactNode, useState } from "react";
import { ErrorSummary } from "~/components/ui/error-summary";
import { SelectField, TextArea, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { questionTypeLabels } from "~/domain/question/question";
import { ChoiceRows } from "./choice-rows";
import { draftOfForm, keptDraft, type QuestionDraftView } from "./question-draft";
import { QuestionPreview } from "./question-preview";

type Option = { readonly id: string; readonly name: string };
type Props = {
  initial: QuestionDraftView;
  state: FormState | undefined;
  topics: readonly Option[];
  levels: readonly Option[];
  /** Hidden fields that say which question and revision this is. */
  hidden: Readonly<Record<string, string>>;
  buttons: ReactNode;
};

/** Editor of a question beside its preview. Works without scripts; with them the preview follows every key. */
export function QuestionForm({ initial, state, topics, levels, hidden, buttons }: Props) {
  const kept = keptDraft(state, initial);
  const [draft, setDraft] = useState(kept);
  // why not <Form>: with single fetch a refused action loads nothing anew, so the form would keep the old basis.
  return (
    <div className="editor">
      <form method="post" className="stack" onInput={(event) => setDraft(draftOfForm(new FormData(event.currentTarget)))} noValidate>
        <button className="visually-hidden" name="intent" value="preview" tabIndex={-1} aria-hidden="true">Xem trước</button>
        <ErrorSummary state={state} />
        {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <div className="fields-2">
          <SelectField name="topicId" label="Chủ đề" state={state} defaultValue={initial.topicId}><Options first="Chọn chủ đề" options={topics} /></SelectField>
          <SelectField name="levelId" label="Mức độ" state={state} defaultValue={initial.levelId}><Options first="Chọn mức độ" options={levels} /></SelectField>
          <SelectField name="type" label="Loại câu hỏi" state={state} defaultValue={initial.type}>
            {Object.entries(questionTypeLabels).map(([type, label]) => <option key={type} value={type}>{label}</option>)}
          </SelectField>
          <TextField name="points" label="Điểm" inputMode="decimal" autoComplete="off" state={state} defaultValue={initial.points} />
        </div>
        <TextArea name="content" label="Nội dung câu hỏi" state={state} defaultValue={initial.content} rows={3} />
        <ChoiceRows choices={kept.choices} errors={state?.errors ?? {}} />
        <TextArea name="explanation" label="Giải thích" hint="Hiện cùng đáp án, sau khi kỳ thi đã đóng." state={state} defaultValue={initial.explanation} rows={3} />
        <TextField name="citation" label="Căn cứ pháp lý" hint="Ví dụ: Điều 18 Nghị định số 118/2025/NĐ-CP" state={state} defaultValue={initial.citation} autoComplete="off" />
        <div className="fields-2">
          <TextField name="effectiveFrom" label="Hiệu lực từ" type="date" hint="Để trống nếu không giới hạn." state={state} defaultValue={initial.effectiveFrom} />
          <TextField name="effectiveTo" label="Hiệu lực đến" type="date" hint="Ngày cuối còn hiệu lực." state={state} defaultValue={initial.effectiveTo} />
        </div>
        <div className="row form-buttons">{buttons}<noscript><button className="btn quiet" name="intent" value="preview">Xem trước</button></noscript></div>
      </form>
      <QuestionPreview draft={draft} />
    </div>
  );
}

function Options({ first, options }: { first: string; options: readonly Option[] }) {
  return <><option value="">{first}</option>{options.map((option) => <option key={option.id} value={option.id}>{option.name}</option>)}</>;
}
