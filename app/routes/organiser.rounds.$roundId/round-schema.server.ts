import { z } from "zod";
import { checkRoundParts } from "~/domain/contest/check-round";
import { predictionSubjects } from "~/domain/contest/round";
import { box, oneOf, optionalId, pointsField, requiredId, requiredMoment, requiredText, wholeNumber } from "~/http/form-fields.server";
import { type ParsedForm, parseCheckedForm } from "~/http/form.server";
import type { RoundInput } from "~/use-cases/round/round-input";

/** The composer's form. Lines are parallel lists; empty steps of the chain are left out. */
const show = {
  showScore: oneOf(["at-once", "after-closing", "after-publishing"], "Chọn khi nào hiện điểm."),
  showKeys: oneOf(["after-closing", "after-publishing", "never"], "Chọn khi nào hiện đáp án."),
  showBoard: oneOf(["live", "frozen", "after-closing", "after-publishing"], "Chọn khi nào hiện bảng xếp hạng."),
  freezeMinutes: wholeNumber("số phút dừng cập nhật", 0, 100_000),
};

const showOf = (form: { showScore: RoundInput["rules"]["show"]["score"]; showKeys: RoundInput["rules"]["show"]["keys"]; showBoard: RoundInput["rules"]["show"]["board"]; freezeMinutes: number }) => ({
  score: form.showScore, keys: form.showKeys, board: form.showBoard, freezeMinutes: form.freezeMinutes,
});

const name = requiredText("tên kỳ thi", 200);

const roundFields = z.object({
  name,
  isTrial: box,
  opensAt: requiredMoment("giờ mở"),
  closesAt: requiredMoment("giờ đóng"),
  minutes: wholeNumber("thời gian làm bài", 1, 180),
  graceSeconds: wholeNumber("thời gian chờ", 0, 60),
  attemptsLimit: oneOf(["limited", "unlimited"], "Chọn có giới hạn số lượt hay không."),
  attemptsAllowed: wholeNumber("số lượt tối đa", 1, 100),
  attemptsPer: oneOf(["round", "day", "week"], "Chọn cách tính số lượt."),
  pauseMinutes: wholeNumber("số phút nghỉ giữa hai lượt", 0, 10_080),
  counts: oneOf(["best", "first", "last"], "Chọn lượt được tính."),
  blocIds: z.array(requiredId("Khối không có trong danh sách.")).max(50).default([]),
  unitIds: z.array(requiredId("Đơn vị không có trong danh sách.")).max(2_000).default([]),
  lineTopic: z.array(optionalId).max(60).default([]),
  lineLevel: z.array(optionalId).max(60).default([]),
  lineType: z.array(oneOf(["single", "several", "true-false"], "Chọn loại câu hỏi.")).max(60).default([]),
  lineCount: z.array(wholeNumber("số câu", 1, 200)).max(60, "Ma trận có tối đa 60 dòng.").default([]),
  linePoints: z.array(pointsField("điểm mỗi câu")).max(60).default([]),
  severalScoring: oneOf(["all-or-nothing", "proportional"], "Chọn cách chấm câu nhiều lựa chọn."),
  shuffleQuestions: box,
  shuffleChoices: box,
  tieBreak: z.array(oneOf(["", "score", "prediction", "duration", "submitted-earlier", "lots"], "Tiêu chí không có trong danh sách.")).max(5).default([]),
  prediction: oneOf(["", ...predictionSubjects], "Chọn nội dung dự đoán."),
  ...show,
});

type RoundFields = z.output<typeof roundFields>;

/** The whole composer in one pass: fields by themselves and the rules among them. */
export function parseRound(form: FormData): ParsedForm<RoundInput> {
  const parsed = parseCheckedForm(form, roundFields, ({ prediction, tieBreak, lineCount, ...known }) =>
    checkRoundParts({ ...known, tieBreak: tieBreak && chainOf(tieBreak), prediction: prediction === "" ? null : prediction, lineCounts: lineCount }));
  return parsed.ok ? { ok: true, value: roundInput(parsed.value) } : parsed;
}

const chainOf = (steps: RoundFields["tieBreak"]) => steps.filter((step) => step !== "");

function roundInput(form: RoundFields): RoundInput {
  return {
    name: form.name,
    isTrial: form.isTrial,
    opensAt: form.opensAt,
    closesAt: form.closesAt,
    blocIds: [...new Set(form.blocIds)],
    unitIds: [...new Set(form.unitIds)],
    lines: form.lineCount.map((count, row) => ({ topicId: form.lineTopic[row] ?? null, levelId: form.lineLevel[row] ?? null, type: form.lineType[row] ?? "single", count, points: form.linePoints[row] ?? 100 })),
    rules: {
      minutes: form.minutes,
      graceSeconds: form.graceSeconds,
      attempts: { allowed: form.attemptsLimit === "unlimited" ? null : form.attemptsAllowed, per: form.attemptsPer, pauseMinutes: form.pauseMinutes },
      counts: form.counts,
      tieBreak: chainOf(form.tieBreak),
      severalScoring: form.severalScoring,
      shuffleQuestions: form.shuffleQuestions,
      shuffleChoices: form.shuffleChoices,
      prediction: form.prediction === "" ? null : form.prediction,
      show: showOf(form),
    },
  };
}

const adjustFields = z.object({ name, ...show });

/** What stays editable after the first attempt. */
export function parseAdjustment(form: FormData) {
  const parsed = parseCheckedForm(form, adjustFields, checkRoundParts);
  return parsed.ok ? { ok: true as const, value: { name: parsed.value.name, show: showOf(parsed.value) } } : parsed;
}

export const newRoundId = z.object({ roundId: requiredId("Mở lại trang rồi lưu lại.") });
export const cancelSchema = z.object({ reason: requiredText("lý do hủy", 500) });

/** Without scripts the buttons of the lists send the form: a line more or less, a step of the chain moved; nothing stored. Null: another button. */
export function withOtherLines(form: FormData): FormData | null {
  const intent = String(form.get("intent"));
  if (intent === "add-line") return addLine(form);
  const step = /^step-(up|down)-([0-4])$/.exec(intent);
  if (step) return moveStep(form, Number(step[2]), step[1] === "up" ? -1 : 1);
  const removed = /^remove-line-(\d{1,2})$/.exec(intent)?.[1];
  return removed === undefined ? null : removeLine(form, Number(removed));
}

function moveStep(form: FormData, place: number, by: 1 | -1): FormData {
  const moved = copyOf(form);
  const steps = moved.getAll("tieBreak[]");
  const [step, other] = [steps[place], steps[place + by]];
  if (step === undefined || other === undefined) return moved;
  moved.delete("tieBreak[]");
  for (const one of steps.with(place, other).with(place + by, step)) moved.append("tieBreak[]", one);
  return moved;
}

const lineFields = { "lineTopic[]": "", "lineLevel[]": "", "lineType[]": "single", "lineCount[]": "5", "linePoints[]": "1" };

function addLine(form: FormData): FormData {
  const longer = copyOf(form);
  for (const [field, value] of Object.entries(lineFields)) longer.append(field, value);
  return longer;
}

function removeLine(form: FormData, row: number): FormData {
  const shorter = copyOf(form);
  for (const field of Object.keys(lineFields)) {
    const values = shorter.getAll(field);
    shorter.delete(field);
    values.filter((_, index) => index !== row).forEach((value) => shorter.append(field, value));
  }
  return shorter;
}

function copyOf(form: FormData): FormData {
  const copy = new FormData();
  for (const [field, value] of form) copy.append(field, value);
  return copy;
}
