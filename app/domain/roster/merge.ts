/**
 * Two rows of the roster that are one person. Attempts move to the one that stays only where no rule is broken: nobody sits at the
 * moment, and no round has counted attempts of both. Void attempts move behind those of the one that stays.
 */
import type { AttemptState } from "../attempt/attempt";
import { ok, refuse, type Result } from "../shared/result";
import { comparisonKey } from "../shared/text";
import type { Day } from "../shared/time";

export type MergeAttempt = { readonly attemptId: string; readonly roundId: string; readonly roundName: string; readonly number: number; readonly state: AttemptState };
export type MergePrediction = { readonly roundId: string; readonly value: number };
export type MergeSide = { readonly attempts: readonly MergeAttempt[]; readonly predictions: readonly MergePrediction[] };

export type MergePlan = {
  readonly attempts: readonly { readonly attemptId: string; readonly number: number }[];
  /** Of these rounds the prediction of the row that goes is the one that counts from now on. */
  readonly predictionRounds: readonly string[];
};

export function planMerge(stays: MergeSide, goes: MergeSide): Result<MergePlan, string> {
  if ([...stays.attempts, ...goes.attempts].some((attempt) => attempt.state === "in-progress")) return refuse("Một trong hai đang làm bài. Gộp sau khi bài đã nộp.");
  const counted = (side: MergeSide) => new Map(side.attempts.filter((attempt) => attempt.state !== "void").map((attempt) => [attempt.roundId, attempt.roundName]));
  const [ours, theirs] = [counted(stays), counted(goes)];
  const both = [...theirs].filter(([roundId]) => ours.has(roundId)).map(([, roundName]) => roundName);
  if (both.length > 0) return refuse(`Cả hai đều có lượt thi ở ${both.join(", ")}. Hủy lượt không hợp lệ của một bên trước, rồi gộp.`);
  const hasPrediction = new Set(stays.predictions.map(({ roundId }) => roundId));
  return ok({
    attempts: renumbered(stays.attempts, goes.attempts),
    predictionRounds: goes.predictions.filter(({ roundId }) => theirs.has(roundId) || !hasPrediction.has(roundId)).map(({ roundId }) => roundId),
  });
}

type Named = { readonly fullName: string; readonly birthDate: Day | null };

/** What speaks against two rows being one person; whoever merges decides. */
export function mergeDoubts(stays: Named, goes: Named): string[] {
  const doubts = comparisonKey(stays.fullName) === comparisonKey(goes.fullName) ? [] : ["Họ và tên khác nhau."];
  if (stays.birthDate === null || goes.birthDate === null) return [...doubts, "Thiếu ngày sinh, không đối chiếu được."];
  return stays.birthDate === goes.birthDate ? doubts : [...doubts, "Ngày sinh khác nhau."];
}

function renumbered(stays: readonly MergeAttempt[], goes: readonly MergeAttempt[]): MergePlan["attempts"] {
  const last = new Map<string, number>();
  for (const { roundId, number } of stays) last.set(roundId, Math.max(last.get(roundId) ?? 0, number));
  return goes.map(({ attemptId, roundId, number }) => ({ attemptId, number: number + (last.get(roundId) ?? 0) }));
}
