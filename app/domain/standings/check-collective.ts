import { type CollectiveSettings, isMeasured, plainMeasures } from "./collective";

/** What is wrong with the settings of collective prizes, by field of their form. */
export function checkCollective(settings: CollectiveSettings): Partial<Record<"measures" | "weights" | "winnerRanks", string>> {
  const { measures, weights, winnerRanks } = settings;
  const total = plainMeasures.reduce((sum, measure) => sum + weights[measure], 0);
  return {
    ...(measures.length === 0 ? { measures: "Chọn ít nhất một tiêu chí xếp hạng tập thể." } : {}),
    ...(new Set(measures).size < measures.length ? { measures: "Mỗi tiêu chí xếp hạng tập thể chỉ chọn một lần." } : {}),
    ...(measures.includes("weighted") && total !== 100 ? { weights: `Các hệ số của điểm tổng hợp phải cộng bằng 100; hiện là ${total}.` } : {}),
    ...(isMeasured(settings, "winners") && winnerRanks === 0 ? { winnerRanks: "Nhập số hạng cá nhân có giải, từ 1, để tính số người đạt giải." } : {}),
  };
}
