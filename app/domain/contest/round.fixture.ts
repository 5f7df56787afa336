/** A round of ten days for tests to override: 01/06/2022 08:00 to 10/06/2022 17:00, a Wednesday to a Friday. */
import { hourMs, startOfDay } from "../shared/time";
import type { PhasedRound } from "./phase";
import type { RoundRules } from "./round";

export const opensAt = startOfDay("2022-06-01") + 8 * hourMs;
export const closesAt = startOfDay("2022-06-10") + 17 * hourMs;

const baseRules: RoundRules = {
  minutes: 20,
  graceSeconds: 10,
  attempts: { allowed: 1, per: "round", pauseMinutes: 0 },
  counts: "best",
  tieBreak: ["score", "prediction", "duration", "submitted-earlier", "lots"],
  severalScoring: "all-or-nothing",
  shuffleQuestions: true,
  shuffleChoices: true,
  prediction: "persons",
  show: { score: "at-once", keys: "after-closing", board: "live", freezeMinutes: 60 },
};

type Changes = Partial<Omit<PhasedRound, "rules">> & { rules?: Partial<Omit<RoundRules, "show">> & { show?: Partial<RoundRules["show"]> } };

export function roundWith({ rules, ...changes }: Changes = {}): PhasedRound {
  const show = { ...baseRules.show, ...rules?.show };
  return { opensAt, closesAt, isTrial: false, state: "ready", lastDeadlineAt: null, ...changes, rules: { ...baseRules, ...rules, show } };
}
