/**
 * What the rules of a round must satisfy among themselves, as one message per field of the composer. Nothing here asks
 * the bank or the clock: whether a round may open is the opening checklist's question.
 */
import type { BlueprintLine, Round, RoundRules } from "./round";
import { minuteMs } from "../shared/time";

export type RoundDraft = Round & { readonly name: string; readonly lines: readonly BlueprintLine[] };
/** A round as far as its form is readable; a rule speaks only where all it needs is known. */
type FlatRound = Pick<Round, "opensAt" | "closesAt" | "isTrial"> & Pick<RoundRules, "minutes" | "tieBreak" | "prediction"> & {
  readonly showScore: RoundRules["show"]["score"];
  readonly showKeys: RoundRules["show"]["keys"];
  readonly showBoard: RoundRules["show"]["board"];
  readonly freezeMinutes: number;
  readonly lineCounts: readonly number[];
};
export type RoundParts = { readonly [Part in keyof FlatRound]?: FlatRound[Part] | undefined };
export type RoundFieldErrors = Partial<Record<"closesAt" | "minutes" | "tieBreak" | "prediction" | "freezeMinutes" | "lines" | "showScore" | "showKeys", string>>;

/** Questions of one set; more would not fit into any time a person has. */
const mostQuestions = 200;

export function checkRound({ rules, lines, ...window }: RoundDraft): RoundFieldErrors {
  const { score, keys, board, freezeMinutes } = rules.show;
  return checkRoundParts({ ...window, ...rules, showScore: score, showKeys: keys, showBoard: board, freezeMinutes, lineCounts: lines.map((line) => line.count) });
}

export function checkRoundParts(parts: RoundParts): RoundFieldErrors {
  const { tieBreak, isTrial, lineCounts = [] } = parts;
  const questionCount = lineCounts.reduce((sum, count) => sum + count, 0);
  return {
    ...windowErrors(parts),
    ...(tieBreak === undefined ? {} : tieBreakError(tieBreak)),
    ...(tieBreak?.includes("prediction") && parts.prediction === null
      ? { prediction: "Thứ tự xếp hạng có câu dự đoán: chọn nội dung dự đoán, hoặc bỏ bước này." }
      : {}),
    ...(isTrial && parts.showScore === "after-publishing" ? { showScore: "Kỳ thi thử không có bước công bố: chọn cho xem điểm ngay hoặc sau khi đóng." } : {}),
    ...(isTrial && parts.showKeys === "after-publishing" ? { showKeys: "Kỳ thi thử không có bước công bố: chọn cho xem đáp án sau khi đóng, hoặc không." } : {}),
    ...(parts.showBoard === "frozen" && parts.freezeMinutes === 0 ? { freezeMinutes: "Nhập số phút cuối mà bảng xếp hạng dừng cập nhật." } : {}),
    ...(questionCount > mostQuestions ? { lines: `Một đề có tối đa ${mostQuestions} câu; ma trận này có ${questionCount}.` } : {}),
  };
}

function windowErrors({ opensAt, closesAt, minutes }: RoundParts): Pick<RoundFieldErrors, "closesAt" | "minutes"> {
  if (opensAt === undefined || closesAt === undefined) return {};
  const windowMinutes = (closesAt - opensAt) / minuteMs;
  if (windowMinutes <= 0) return { closesAt: "Giờ đóng phải sau giờ mở." };
  return minutes !== undefined && minutes > windowMinutes ? { minutes: `Thời gian làm bài (${minutes} phút) dài hơn cả kỳ thi.` } : {};
}

function tieBreakError(chain: readonly string[]): Pick<RoundFieldErrors, "tieBreak"> {
  if (new Set(chain).size < chain.length) return { tieBreak: "Mỗi tiêu chí xếp hạng chỉ chọn một lần." };
  return chain.includes("score") ? {} : { tieBreak: "Thứ tự xếp hạng phải có điểm." };
}

/** Parts of a round that decide who does well; once somebody has started, they stay. */
export type FixedPart = "window" | "trial" | "blueprint" | "audience" | "time" | "attempts" | "counting" | "ranking" | "scoring" | "order" | "prediction";

export const fixedPartLabels: Record<FixedPart, string> = {
  window: "giờ mở và giờ đóng",
  trial: "thi thử hay tính kết quả",
  blueprint: "ma trận đề",
  audience: "khối, đơn vị được dự thi",
  time: "thời gian làm bài",
  attempts: "số lượt thi",
  counting: "lượt được tính",
  ranking: "thứ tự xếp hạng",
  scoring: "cách chấm câu nhiều lựa chọn",
  order: "xáo trộn câu hỏi và phương án",
  prediction: "câu dự đoán",
};

export type ComposedRound = RoundDraft & { readonly blocIds: readonly string[]; readonly unitIds: readonly string[] };

/** The fixed parts in which two versions differ; name and what is shown when are not among them. */
export function changedFixedParts(before: ComposedRound, after: ComposedRound): FixedPart[] {
  const parts = fixedParts(after);
  return Object.entries(fixedParts(before)).flatMap(([part, value]) => (JSON.stringify(value) === JSON.stringify(parts[part as FixedPart]) ? [] : [part as FixedPart]));
}

function fixedParts({ opensAt, closesAt, isTrial, rules, lines, blocIds, unitIds }: ComposedRound): Record<FixedPart, unknown> {
  return {
    window: [opensAt, closesAt],
    trial: isTrial,
    blueprint: lines.map(({ topicId, levelId, type, count, points }) => [topicId, levelId, type, count, points]),
    audience: [[...blocIds].sort(), [...unitIds].sort()],
    time: [rules.minutes, rules.graceSeconds],
    attempts: [rules.attempts.allowed, rules.attempts.per, rules.attempts.pauseMinutes],
    counting: rules.counts,
    ranking: rules.tieBreak,
    scoring: rules.severalScoring,
    order: [rules.shuffleQuestions, rules.shuffleChoices],
    prediction: rules.prediction,
  };
}
