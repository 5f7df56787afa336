/**
 * A question bank out of a sheet. A question is known by its code where the file has one, else by its normalised
 * content. Topics that do not exist yet are created by the import; levels and types are fixed catalogues. A changed
 * question becomes a new revision and waits for approval again.
 */
import type { QuestionState, QuestionType } from "../question/question";
import type { Points } from "../shared/points";
import { comparisonKey } from "../shared/text";
import type { Day } from "../shared/time";
import { formatDay } from "../shared/time";
import type { Remarks } from "./check-cells";
import { checkCells, checkLength } from "./check-cells";
import type { PlannedRow, PlanSteps } from "./plan";
import { acceptedRow, planInSteps, rejectedRow } from "./plan";
import type { QuestionColumnKey } from "./question-columns";
import { textLimits } from "./question-columns";
import type { ChoiceValue } from "./read-answers";
import { readChoices, readQuestionType } from "./read-answers";
import { readDay } from "./read-day";
import { readPoints } from "./read-number";
import type { SheetTable, TableRow } from "./table";
import { hasColumn, shortened, tableRows } from "./table";

export type QuestionValue = {
  readonly code: string | null;
  readonly contentKey: string;
  readonly topicName: string;
  readonly levelId: string;
  readonly type: QuestionType;
  readonly content: string;
  readonly choices: readonly ChoiceValue[];
  readonly points: Points;
  readonly explanation: string;
  readonly citation: string;
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
};

export type ExistingQuestion = QuestionValue & { readonly state: QuestionState };

export type ExistingQuestions = {
  readonly topicNames: readonly string[];
  readonly levels: readonly { readonly id: string; readonly name: string }[];
  readonly questions: readonly ExistingQuestion[];
};

const defaultPoints: Points = 100;

type Context = {
  readonly table: SheetTable<QuestionColumnKey>;
  /** Grows with the file: the first spelling of a new topic is the topic's name. */
  readonly topics: Map<string, string>;
  readonly levels: ReadonlyMap<string, string>;
  readonly byCode: ReadonlyMap<string, ExistingQuestion>;
  readonly byContent: ReadonlyMap<string, ExistingQuestion>;
  readonly rowByCode: Map<string, number>;
  readonly rowByContent: Map<string, number>;
  /** Accepted rows by the stored question that each is about. */
  readonly rowByKnown: Map<ExistingQuestion, number>;
};

export function planQuestions(table: SheetTable<QuestionColumnKey>, existing: ExistingQuestions): PlanSteps<QuestionValue> {
  const context: Context = {
    table,
    topics: new Map(existing.topicNames.map((name) => [comparisonKey(name), name])),
    levels: new Map(existing.levels.map((level) => [comparisonKey(level.name), level.id])),
    byCode: new Map(existing.questions.flatMap((question) => (question.code === null ? [] : [[question.code, question] as const]))),
    byContent: new Map(existing.questions.map((question) => [question.contentKey, question])),
    rowByCode: new Map(),
    rowByContent: new Map(),
    rowByKnown: new Map(),
  };
  return planInSteps(tableRows(table), (row) => planQuestion(context, row), table.notices);
}

function planQuestion(context: Context, row: TableRow<QuestionColumnKey>): PlannedRow<QuestionValue> {
  const remarks = checkCells(context.table, row);
  const code = readCode(row, remarks);
  const contentKey = comparisonKey(row.text("content"));
  checkDoubles(context, row.row, code, contentKey, remarks);
  const known = findKnown(context, code, contentKey, remarks);
  if (remarks.reasons.length === 0) checkClaim(context, known, remarks);
  const value = readQuestion(context, row, { code: code ?? known?.code ?? null, contentKey, known }, remarks);
  if (value === null || remarks.reasons.length > 0) return rejectedRow(row.row, remarks.reasons, remarks.warnings);
  if (known !== undefined) context.rowByKnown.set(known, row.row);
  if (!context.topics.has(comparisonKey(value.topicName))) context.topics.set(comparisonKey(value.topicName), value.topicName);
  if (known?.state === "retired") remarks.warnings.push("Câu hỏi này đang ngừng dùng.");
  return acceptedRow(row.row, value, known, known !== undefined && isSameQuestion(value, known), remarks.warnings);
}

function readCode(row: TableRow<QuestionColumnKey>, remarks: Remarks): string | null {
  const code = row.text("code");
  if (code === "") return null;
  if (row.cell("code")?.kind !== "text") remarks.reasons.push(`Mã câu hỏi ${code} là ô số, có thể đã mất số 0 ở đầu; định dạng ô là chữ (Text) rồi ghi lại.`);
  checkLength(remarks, "Mã câu hỏi", code, 40);
  return code;
}

function checkDoubles(context: Context, row: number, code: string | null, contentKey: string, remarks: Remarks): void {
  const sameCode = code === null ? undefined : context.rowByCode.get(code);
  const sameContent = contentKey === "" ? undefined : context.rowByContent.get(contentKey);
  if (sameCode !== undefined) remarks.reasons.push(`Mã câu hỏi ${code ?? ""} trùng với dòng ${sameCode}.`);
  if (sameContent !== undefined) remarks.reasons.push(`Nội dung trùng với dòng ${sameContent}.`);
  if (code !== null && sameCode === undefined) context.rowByCode.set(code, row);
  if (contentKey !== "" && sameContent === undefined) context.rowByContent.set(contentKey, row);
}

function findKnown(context: Context, code: string | null, contentKey: string, remarks: Remarks): ExistingQuestion | undefined {
  const byCode = code === null ? undefined : context.byCode.get(code);
  const byContent = context.byContent.get(contentKey);
  if (byContent !== undefined && byContent !== byCode && (byCode !== undefined || (code !== null && byContent.code !== null))) {
    remarks.reasons.push(`Nội dung trùng với câu hỏi ${byContent.code === null ? "đã có" : `mã ${byContent.code}`} trong ngân hàng.`);
  }
  return byCode ?? byContent;
}

/** One row may name a question by its code and another by its old content: only the first of them is written. */
function checkClaim(context: Context, known: ExistingQuestion | undefined, remarks: Remarks): void {
  const earlier = known === undefined ? undefined : context.rowByKnown.get(known);
  if (earlier !== undefined) remarks.reasons.push(`Là cùng một câu hỏi với dòng ${earlier}; giữ một dòng, hoặc ghi mã câu hỏi khác nhau.`);
}

type Identity = { readonly code: string | null; readonly contentKey: string; readonly known: ExistingQuestion | undefined };

function readQuestion(context: Context, row: TableRow<QuestionColumnKey>, identity: Identity, remarks: Remarks): QuestionValue | null {
  const { table } = context;
  const { code, contentKey, known } = identity;
  const content = row.text("content");
  if (content === "" && row.cell("content")?.kind !== "uncomputed") remarks.reasons.push("Không có nội dung câu hỏi.");
  checkLength(remarks, "Nội dung câu hỏi", content, textLimits.content);
  const topicName = readTopic(context, row, remarks);
  const levelId = readLevel(context, row, remarks);
  const type = readQuestionType(row.text("type"), remarks);
  const choices = readChoices(table, row, type, remarks);
  const points = hasColumn(table, "points") ? readPointsInto(row, remarks) : (known?.points ?? defaultPoints);
  const explanation = hasColumn(table, "explanation") ? row.text("explanation") : (known?.explanation ?? "");
  const citation = hasColumn(table, "citation") ? row.text("citation") : (known?.citation ?? "");
  checkLength(remarks, "Giải thích", explanation, textLimits.explanation);
  checkLength(remarks, "Căn cứ pháp lý", citation, textLimits.citation);
  const effectiveFrom = hasColumn(table, "effectiveFrom") ? readDayInto(row, "effectiveFrom", "Hiệu lực từ", remarks) : (known?.effectiveFrom ?? null);
  const effectiveTo = hasColumn(table, "effectiveTo") ? readDayInto(row, "effectiveTo", "Hiệu lực đến", remarks) : (known?.effectiveTo ?? null);
  if (effectiveFrom !== null && effectiveTo !== null && effectiveTo < effectiveFrom) {
    remarks.reasons.push(`Hiệu lực đến (${formatDay(effectiveTo)}) sớm hơn Hiệu lực từ (${formatDay(effectiveFrom)}).`);
  }
  if (levelId === null || type === null) return null;
  return { code, contentKey, topicName, levelId, type, content, choices, points, explanation, citation, effectiveFrom, effectiveTo };
}

function readTopic(context: Context, row: TableRow<QuestionColumnKey>, remarks: Remarks): string {
  const name = row.text("topic").replace(/\n/g, " ");
  if (name === "") remarks.reasons.push("Thiếu chủ đề.");
  checkLength(remarks, "Chủ đề", name, textLimits.topic);
  return context.topics.get(comparisonKey(name)) ?? name;
}

function readLevel(context: Context, row: TableRow<QuestionColumnKey>, remarks: Remarks): string | null {
  const name = row.text("level");
  const levelId = context.levels.get(comparisonKey(name)) ?? null;
  if (levelId === null) remarks.reasons.push(name === "" ? "Thiếu mức độ." : `Mức độ “${shortened(name)}” không có trong danh mục.`);
  return levelId;
}

function readPointsInto(row: TableRow<QuestionColumnKey>, remarks: Remarks): Points {
  const read = readPoints(row.cell("points"));
  if (!read.ok) remarks.reasons.push(`Điểm ${read.refusal}.`);
  else if (read.value === null) remarks.warnings.push("Không ghi điểm, lấy 1 điểm.");
  return (read.ok ? read.value : null) ?? defaultPoints;
}

function readDayInto(row: TableRow<QuestionColumnKey>, key: "effectiveFrom" | "effectiveTo", title: string, remarks: Remarks): Day | null {
  const read = readDay(row.cell(key));
  if (!read.ok) remarks.reasons.push(`${title} ${read.refusal}.`);
  return read.ok ? read.value : null;
}

export function isSameQuestion(value: QuestionValue, known: ExistingQuestion): boolean {
  const keys = ["code", "topicName", "levelId", "type", "content", "points", "explanation", "citation", "effectiveFrom", "effectiveTo"] as const;
  return keys.every((key) => value[key] === known[key]) && choicesKey(value.choices) === choicesKey(known.choices);
}

function choicesKey(choices: readonly ChoiceValue[]): string {
  return JSON.stringify(choices.map(({ text, isCorrect }) => [text, isCorrect]));
}
