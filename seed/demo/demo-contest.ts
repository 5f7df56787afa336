import type { BlueprintLine, RoundRules } from "~/domain/contest/round";
import { dayMs, dayOf, hourMs, type Instant, startOfDay } from "~/domain/shared/time";
import { usualCollective } from "~/domain/standings/collective";
import type { ContestInput } from "~/use-cases/contest/contest-input";

/**
 * The demo: the competition of 2022 in Công an huyện Sơn Tịnh, moved to the day of the first start, with a trial round,
 * a closed round that people have sat, and a round that stays open for 30 days.
 */
export function demoContest(now: Instant): ContestInput {
  return {
    name: "Tìm hiểu về cải cách hành chính",
    startsOn: dayOf(now - 24 * dayMs),
    description:
      "Cuộc thi trực tuyến dành cho cán bộ, chiến sĩ, đoàn viên và hội viên phụ nữ Công an huyện Sơn Tịnh, nhằm nâng cao nhận thức về công tác cải cách hành chính.",
    prizes:
      "Cá nhân: 01 giải Nhất, 02 giải Nhì, 03 giải Ba, 05 giải Khuyến khích.\nTập thể: 01 giải cho đội nghiệp vụ và 01 giải cho công an xã có tỷ lệ tham gia cao nhất (từ 50% trở lên).",
    contact: "Đội Tổng hợp, Công an huyện Sơn Tịnh, điện thoại 0000 000 000 (số giả định)",
    superiorBody: "CÔNG AN TỈNH QUẢNG NGÃI",
    agency: "CÔNG AN HUYỆN SƠN TỊNH",
    place: "Sơn Tịnh",
    signers: [
      { title: "THƯ KÝ BAN TỔ CHỨC", name: "" },
      { title: "TRƯỞNG BAN TỔ CHỨC", name: "" },
    ],
    consentText: "",
    minimumRatePercent: 50,
    collective: usualCollective,
  };
}

const baseRules: RoundRules = {
  minutes: 20,
  graceSeconds: 10,
  attempts: { allowed: 2, per: "round", pauseMinutes: 5 },
  counts: "best",
  tieBreak: ["score", "prediction", "duration", "submitted-earlier", "lots"],
  severalScoring: "proportional",
  shuffleQuestions: true,
  shuffleChoices: true,
  prediction: "perfect-persons",
  show: { score: "at-once", keys: "after-closing", board: "live", freezeMinutes: 60 },
};

const trialRules: RoundRules = { ...baseRules, attempts: { allowed: null, per: "round", pauseMinutes: 0 }, prediction: null, tieBreak: ["score", "duration", "submitted-earlier", "lots"] };

export type DemoRound = { key: "closed" | "trial" | "open"; name: string; isTrial: boolean; opensAt: Instant; closesAt: Instant; rules: RoundRules };

export function demoRounds(now: Instant): DemoRound[] {
  const today = startOfDay(dayOf(now));
  return [
    { key: "trial", name: "Thi thử", isTrial: true, opensAt: today - 25 * dayMs, closesAt: today + 30 * dayMs, rules: trialRules },
    { key: "closed", name: "Kỳ 1", isTrial: false, opensAt: today - 21 * dayMs + 7 * hourMs, closesAt: today - 7 * dayMs + 17 * hourMs, rules: baseRules },
    { key: "open", name: "Kỳ 2", isTrial: false, opensAt: today - dayMs + 7 * hourMs, closesAt: today + 30 * dayMs + 17 * hourMs, rules: { ...baseRules, prediction: "persons" } },
  ];
}

type Line = Pick<BlueprintLine, "type" | "count" | "points"> & { level: string | null };

/** 20 questions, 22 points. */
export const demoBlueprint: readonly Line[] = [
  { type: "single", level: "Nhận biết", count: 6, points: 100 },
  { type: "single", level: "Thông hiểu", count: 7, points: 100 },
  { type: "single", level: "Vận dụng", count: 3, points: 100 },
  { type: "true-false", level: null, count: 2, points: 100 },
  { type: "several", level: null, count: 2, points: 200 },
];

/** 10 questions, 10 points. */
export const trialBlueprint: readonly Line[] = [
  { type: "single", level: null, count: 8, points: 100 },
  { type: "true-false", level: null, count: 2, points: 100 },
];
