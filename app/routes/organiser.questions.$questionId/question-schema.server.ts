import { z } from "zod";
import { checkQuestion } from "~/domain/question/check-question";
import { textLimits } from "~/domain/sheets/question-columns";
import { type Known, parseCheckedForm, type ParsedForm } from "~/http/form.server";
import { oneOf, optionalDay, optionalText, pointsField, requiredId, requiredText } from "~/http/form-fields.server";
import type { QuestionInput } from "~/use-cases/question/question-input";

/** The editor's form: choices are parallel lists, blank ones are left out, `right` holds the rows of the right ones. */
const schema = z.object({
  topicId: requiredId("Chọn chủ đề."),
  levelId: requiredId("Chọn mức độ."),
  type: oneOf(["single", "several", "true-false"], "Chọn loại câu hỏi."),
  points: pointsField("điểm"),
  content: requiredText("nội dung câu hỏi", textLimits.content),
  choiceId: z.array(z.string().max(64)).max(8).default([]),
  choiceText: z.array(z.string().max(textLimits.choice, `Phương án dài quá ${textLimits.choice} ký tự; hãy rút gọn.`)).max(8, "Nhiều nhất 8 phương án.").default([]),
  right: z.array(z.string().regex(/^[0-7]$/)).default([]),
  explanation: optionalText("giải thích", textLimits.explanation),
  citation: optionalText("căn cứ pháp lý", textLimits.citation),
  effectiveFrom: optionalDay("hiệu lực từ"),
  effectiveTo: optionalDay("hiệu lực đến"),
});

export function parseQuestion(form: FormData): ParsedForm<QuestionInput> {
  const parsed = parseCheckedForm(form, schema, (known) => checkQuestion({ ...known, choices: choicesOf(known) }));
  if (!parsed.ok) return parsed;
  const { choiceId: _choiceId, choiceText: _choiceText, right: _right, ...rest } = parsed.value;
  return { ok: true, value: { ...rest, choices: choicesOf(parsed.value) ?? [] } };
}

function choicesOf({ choiceId = [], choiceText, right }: Known<typeof schema>): QuestionInput["choices"] | undefined {
  if (choiceText === undefined || right === undefined) return undefined;
  return choiceText.map((text, row) => ({ id: choiceId[row] || null, text, isCorrect: right.includes(String(row)) })).filter((choice) => choice.text !== "");
}

export const saveSchema = z.object({ intent: z.enum(["approved", "pending", "retired"]), basedOn: requiredId("Mở lại trang rồi sửa tiếp.") });
export const createSchema = z.object({ intent: z.enum(["approved", "pending"]), questionId: requiredId("Mở lại trang rồi soạn tiếp.") });

/** Buttons that only show the form again: one more row, or the preview. */
export const showsAgain = (form: FormData) => ["add-choice", "preview"].includes(String(form.get("intent")));
