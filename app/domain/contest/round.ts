import type { Points } from "../shared/points";
import type { Instant } from "../shared/time";
import type { QuestionType } from "../question/question";

/** One window `[opensAt, closesAt)` of a contest with its own rules and question sets. */
export type Round = {
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly isTrial: boolean;
  readonly rules: RoundRules;
};

export type RoundState = "draft" | "ready" | "cancelled";
export type TieBreakStep = "score" | "prediction" | "duration" | "submitted-earlier" | "lots";
export type CountedAttempt = "best" | "first" | "last";
export const predictedCounts = ["persons", "attempts", "perfect-persons"] as const;
export type PredictedCount = (typeof predictedCounts)[number];
/** Of the round that asks, or of all official rounds of its contest. */
export type PredictionSubject = PredictedCount | `contest-${PredictedCount}`;
export const predictionSubjects = [...predictedCounts, ...predictedCounts.map((count) => `contest-${count}` as const)] as const;
export type SeveralScoring = "all-or-nothing" | "proportional";

export type RoundRules = {
  readonly minutes: number;
  readonly graceSeconds: number;
  /** `allowed: null` is unlimited; counted over the whole round, a day or a week (Monday to Sunday) in Vietnam. */
  readonly attempts: { readonly allowed: number | null; readonly per: "round" | "day" | "week"; readonly pauseMinutes: number };
  readonly counts: CountedAttempt;
  readonly tieBreak: readonly TieBreakStep[];
  readonly severalScoring: SeveralScoring;
  readonly shuffleQuestions: boolean;
  readonly shuffleChoices: boolean;
  readonly prediction: PredictionSubject | null;
  readonly show: {
    readonly score: "at-once" | "after-closing" | "after-publishing";
    readonly keys: "after-closing" | "after-publishing" | "never";
    readonly board: "live" | "frozen" | "after-closing" | "after-publishing";
    /** With `frozen`: the board stands still for the last n minutes of the round. */
    readonly freezeMinutes: number;
  };
};

export function isContestWide(subject: PredictionSubject): subject is `contest-${PredictedCount}` {
  return subject.startsWith("contest-");
}

export function countOf(subject: PredictionSubject): PredictedCount {
  return (isContestWide(subject) ? subject.slice("contest-".length) : subject) as PredictedCount;
}

/** Whether ranks depend on a number of the whole contest. */
export function ranksByContest({ prediction, tieBreak }: Pick<RoundRules, "prediction" | "tieBreak">): boolean {
  return prediction !== null && isContestWide(prediction) && tieBreak.includes("prediction");
}

/** “count questions of topic × level × type, points each”. A null topic or level stands for any. */
export type BlueprintLine = {
  readonly topicId: string | null;
  readonly levelId: string | null;
  readonly type: QuestionType;
  readonly count: number;
  readonly points: Points;
};
