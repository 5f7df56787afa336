/** What screens and workbooks of results call the steps of the tie-break chain and what is predicted. */
import type { PredictionSubject, TieBreakStep } from "../contest/round";

export const stepLabels: Record<TieBreakStep, string> = {
  score: "Điểm",
  prediction: "Chênh lệch dự đoán",
  duration: "Thời gian làm bài",
  "submitted-earlier": "Nộp bài sớm hơn",
  lots: "Bốc thăm",
};

export const subjectLabels: Record<PredictionSubject, string> = {
  persons: "số người tham gia",
  attempts: "số lượt thi",
  "perfect-persons": "số người đạt điểm tối đa",
  "contest-persons": "số người dự thi trong cả cuộc thi",
  "contest-attempts": "số lượt thi trong cả cuộc thi",
  "contest-perfect-persons": "số người đạt điểm tối đa trong cả cuộc thi",
};
