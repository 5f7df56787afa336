/** The collective ranking in words: what it goes by, and the working of each unit with every number in it. */
import { formatRate } from "../participation/rate";
import { type Basis, basisLabels } from "../participation/basis";
import { formatPoints, meanPoints } from "../shared/points";
import { type CollectiveMeasure, type CollectiveRules, isMeasured, plainMeasures, type PlainMeasure, type Working } from "./collective";

export const measureLabels: Record<CollectiveMeasure, string> = {
  rate: "Tỷ lệ tham gia",
  entrants: "Số người tham gia",
  average: "Điểm trung bình",
  winners: "Số người đạt giải",
  weighted: "Điểm tổng hợp",
};

/** “tỷ lệ tham gia, rồi đến điểm trung bình”. */
export function criterionText({ measures }: Pick<CollectiveRules, "measures">): string {
  return measures.map((measure) => measureLabels[measure].toLowerCase()).join(", rồi đến ");
}

/** How each number is reckoned, one sentence each; only what has a part in the ranking. */
export function explainCollective(rules: CollectiveRules, basis: Basis): string[] {
  const { measures, weights, winnerRanks, minimumRatePercent } = rules;
  const needsRate = isMeasured(rules, "rate") || minimumRatePercent > 0;
  const parts = plainMeasures.filter((measure) => weights[measure] > 0).map((measure) => `${weights[measure]}% × ${measureLabels[measure].toLowerCase()}`);
  return [
    ...(needsRate ? [`Tỷ lệ tham gia = số người có bài hợp lệ ÷ số người ${basisLabels[basis].toLowerCase()}; mỗi đơn vị không gồm đơn vị trực thuộc.`] : []),
    ...(isMeasured(rules, "average") ? ["Điểm trung bình = tổng điểm của bài dùng để xếp hạng ÷ số người có bài hợp lệ."] : []),
    ...(isMeasured(rules, "winners") ? [`Số người đạt giải = số người xếp hạng cá nhân từ 1 đến ${winnerRanks}.`] : []),
    ...(measures.includes("weighted") ? [`Điểm tổng hợp = ${parts.join(" + ")}; mỗi phần quy về thang 100, làm tròn hai chữ số thập phân${scaleText(weights)}.`] : []),
    "Bằng nhau ở tiêu chí trước thì xét tiêu chí sau; bằng nhau tất cả thì đồng hạng.",
    ...(minimumRatePercent > 0 ? [`Đơn vị có tỷ lệ tham gia dưới ${minimumRatePercent}% không xếp hạng.`] : []),
  ];
}

function scaleText(weights: CollectiveRules["weights"]): string {
  const counts = (["entrants", "winners"] as const).filter((measure) => weights[measure] > 0).map((measure) => measureLabels[measure].toLowerCase());
  return [...(weights.average > 0 ? ["điểm so với điểm tối đa"] : []), ...counts.map((label) => `${label} so với đơn vị nhiều nhất cùng loại`)].map((text) => `, ${text}`).join("");
}

/** A value, and the lines of its working: “50,0%” from “7 ÷ 14”. No lines where the value is a plain count. */
export type WorkingText = { readonly value: string; readonly lines: readonly string[] };

export function workingText({ measure, numerator, denominator, parts }: Working): WorkingText {
  if (denominator === null) return { value: "–", lines: [] };
  switch (measure) {
    case "rate":
      return { value: formatRate(numerator, denominator), lines: [`${numerator} ÷ ${denominator}`] };
    case "average":
      return { value: formatPoints(meanPoints(numerator, denominator)!), lines: [`${formatPoints(numerator)} ÷ ${denominator}`] };
    case "entrants":
    case "winners":
      return { value: String(numerator), lines: [] };
    case "weighted":
      return { value: formatPoints(numerator), lines: (parts ?? []).map((part) => `${measureLabels[part.measure]}: ${fractionText(part.measure, part)} × 100 = ${formatPoints(part.value)}, nhân ${part.weight}%`) };
  }
}

function fractionText(measure: PlainMeasure, { numerator, denominator }: { numerator: number; denominator: number }): string {
  const text = measure === "average" ? formatPoints : String;
  return `${text(numerator)} ÷ ${text(denominator)}`;
}
