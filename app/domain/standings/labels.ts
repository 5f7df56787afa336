/** What screens and workbooks of results call the steps of the tie-break chain. */
import type { TieBreakStep } from "../contest/round";

export const stepLabels: Record<TieBreakStep, string> = {
  score: "Điểm",
  prediction: "Chênh lệch dự đoán",
  duration: "Thời gian làm bài",
  "submitted-earlier": "Nộp bài sớm hơn",
  lots: "Bốc thăm",
};
