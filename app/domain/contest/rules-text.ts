/**
 * The rules of a round (thể lệ) as short Vietnamese sentences, made from the rules themselves so that what people read
 * is what the program does.
 */
import type { QuestionType } from "../question/question";
import { formatPoints, type Points } from "../shared/points";
import { formatClosingMoment, formatMoment } from "../shared/time";
import { explainLots } from "../standings/lots";
import { predictionAsked } from "./prediction-words";
import { isContestWide, type PredictionSubject, type Round, type RoundRules, type TieBreakStep } from "./round";
import { effectiveBoard, effectiveKeys, shownAfterContest } from "./visibility";

export type SetSize = { readonly questionCount: number; readonly totalPoints: Points; readonly types: ReadonlySet<QuestionType> };

/** Names of blocs and units; empty lists are everybody. */
export type AudienceNames = { readonly blocs: readonly string[]; readonly units: readonly string[] };

/** About ten sentences in the order in which a participant needs them. */
export function describeRules(round: Round & { readonly lotsSeed: string }, set: SetSize, audience: AudienceNames): string[] {
  const { rules } = round;
  return [
    ...(round.isTrial ? ["Đây là kỳ thi thử: kết quả không được tính."] : []),
    `Kỳ thi mở từ ${formatMoment(round.opensAt)} đến ${formatClosingMoment(round.closesAt)}.`,
    audienceSentence(audience),
    `Đề thi có ${set.questionCount} câu, tổng ${formatPoints(set.totalPoints)} điểm${shuffleClause(rules)}.`,
    `Thời gian làm bài ${rules.minutes} phút, tính từ lúc bấm “Bắt đầu làm bài” và không quá giờ đóng kỳ thi.`,
    attemptsSentence(rules.attempts),
    ...countsSentence(rules),
    ...oneChoiceSentence(set.types),
    ...(set.types.has("several") ? [severalSentences[rules.severalScoring]] : []),
    `Câu trả lời được lưu ngay khi chọn; hết giờ, bài được tự động thu và chấm theo những gì đã lưu${graceClause(rules)}.`,
    ...(rules.prediction === null ? [] : [predictionSentence(rules.prediction)]),
    ...(round.isTrial ? [] : [rankingSentence(rules)]),
    ...(!round.isTrial && rules.tieBreak.includes("lots") ? [explainLots(round.lotsSeed)] : []),
    scoreSentences[rules.show.score],
    keySentences[effectiveKeys(rules.show)],
    ...(shownAfterContest(round).length === 0 ? [] : ["Kết quả được công bố sau khi mọi kỳ thi chính thức của cuộc thi đã đóng và chấm xong."]),
    ...(round.isTrial ? [] : [boardSentence(rules.show)]),
  ];
}

const either = new Intl.ListFormat("vi", { type: "disjunction" });

function audienceSentence({ blocs, units }: AudienceNames): string {
  if (blocs.length === 0 && units.length === 0) return "Mọi người trong danh sách của cuộc thi đều được dự thi.";
  const who = blocs.length === 0 ? "mọi người" : `khối ${either.format(blocs)}`;
  return `Người dự thi: ${who}${units.length === 0 ? "" : ` của ${either.format(units)} (gồm cả các đơn vị trực thuộc)`}.`;
}

function shuffleClause(rules: RoundRules): string {
  if (rules.shuffleQuestions && rules.shuffleChoices) return "; thứ tự câu hỏi và phương án được xáo trộn";
  if (rules.shuffleQuestions) return "; thứ tự câu hỏi được xáo trộn";
  return rules.shuffleChoices ? "; thứ tự phương án được xáo trộn" : "";
}

function graceClause({ graceSeconds }: RoundRules): string {
  return graceSeconds === 0 ? "" : ` (câu chọn kịp giờ mà gửi chậm được nhận thêm trong ${graceSeconds} giây)`;
}

const periodLabels: Record<RoundRules["attempts"]["per"], string> = {
  round: "trong cả kỳ thi",
  day: "mỗi ngày",
  week: "mỗi tuần (từ thứ Hai đến Chủ nhật)",
};

function attemptsSentence({ allowed, per, pauseMinutes }: RoundRules["attempts"]): string {
  if (isSingleAttempt({ allowed, per })) return "Mỗi người được thi 1 lượt.";
  const amount = allowed === null ? "không giới hạn số lượt" : `tối đa ${allowed} lượt ${periodLabels[per]}`;
  const pause = pauseMinutes > 0 ? `, lượt sau cách lượt trước ít nhất ${pauseMinutes} phút` : "";
  return `Mỗi người được thi ${amount}${pause}.`;
}

function countsSentence(rules: RoundRules): string[] {
  if (isSingleAttempt(rules.attempts)) return [];
  const which = { best: "có kết quả tốt nhất", first: "đầu tiên", last: "cuối cùng" }[rules.counts];
  return [`Mỗi người được tính một lượt: lượt hợp lệ ${which}.`];
}

function isSingleAttempt({ allowed, per }: Pick<RoundRules["attempts"], "allowed" | "per">): boolean {
  return allowed === 1 && per === "round";
}

function oneChoiceSentence(types: SetSize["types"]): string[] {
  const named = [types.has("single") ? "câu một lựa chọn" : "", types.has("true-false") ? "câu Đúng/Sai" : ""].filter((name) => name !== "").join(" và ");
  return named === "" ? [] : [`C${named.slice(1)}: chọn đúng được trọn điểm, chọn sai không bị trừ điểm.`];
}

const severalSentences: Record<RoundRules["severalScoring"], string> = {
  "all-or-nothing": "Câu nhiều lựa chọn: chỉ được điểm khi chọn đúng và đủ các phương án.",
  proportional: "Câu nhiều lựa chọn: điểm theo tỷ lệ phương án đúng đã chọn, mỗi phương án sai trừ đi một phương án đúng, không dưới 0.",
};

function predictionSentence(subject: PredictionSubject): string {
  const when = isContestWide(subject) ? "; được xét khi mọi kỳ thi chính thức của cuộc thi đã đóng và chấm xong" : "";
  return `Câu dự đoán: ${predictionAsked(subject)}; mỗi người dự đoán một lần, sửa được đến khi lượt thi đầu tiên kết thúc${when}.`;
}

const stepLabels: Record<TieBreakStep, string> = {
  score: "điểm cao hơn",
  prediction: "dự đoán gần đúng hơn",
  duration: "thời gian làm bài ngắn hơn",
  "submitted-earlier": "nộp bài sớm hơn",
  lots: "bốc thăm",
};

function rankingSentence({ tieBreak, prediction }: RoundRules): string {
  const steps = tieBreak.filter((step) => step !== "prediction" || prediction !== null);
  return `Xếp hạng lần lượt theo: ${steps.map((step) => stepLabels[step]).join("; ")}.`;
}

const scoreSentences: Record<RoundRules["show"]["score"], string> = {
  "at-once": "Điểm hiện ngay sau khi nộp bài.",
  "after-closing": "Điểm được xem sau khi kỳ thi đóng.",
  "after-publishing": "Điểm được xem sau khi Ban Tổ chức công bố kết quả.",
};

const keySentences: Record<RoundRules["show"]["keys"], string> = {
  "after-closing": "Đáp án và căn cứ pháp lý được xem sau khi kỳ thi đóng đối với tất cả mọi người.",
  "after-publishing": "Đáp án và căn cứ pháp lý được xem sau khi Ban Tổ chức công bố kết quả.",
  never: "Đáp án không được công bố trên hệ thống.",
};

function boardSentence(show: RoundRules["show"]): string {
  switch (effectiveBoard(show)) {
    case "live":
      return "Bảng xếp hạng được cập nhật trong suốt kỳ thi.";
    case "frozen":
      return `Bảng xếp hạng được cập nhật trong kỳ thi và dừng cập nhật trong ${show.freezeMinutes} phút cuối.`;
    case "after-closing":
      return "Bảng xếp hạng được xem sau khi kỳ thi đóng.";
    case "after-publishing":
      return "Bảng xếp hạng được xem sau khi Ban Tổ chức công bố kết quả.";
  }
}
