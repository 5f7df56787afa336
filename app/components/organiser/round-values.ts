/** The composer's fields as text: out of a round, or as typed before a refusal. */
import type { BlueprintLine, RoundRules, TieBreakStep } from "~/domain/contest/round";
import { formatPoints } from "~/domain/shared/points";
import { type Instant, toLocalInstant } from "~/domain/shared/time";
import type { FormState } from "../ui/form-state";

export type LineValues = { readonly topicId: string; readonly levelId: string; readonly type: string; readonly count: string; readonly points: string };

export type RoundValues = {
  readonly name: string;
  readonly isTrial: boolean;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly rules: RoundRules;
  readonly blocIds: readonly string[];
  readonly unitIds: readonly string[];
  readonly lines: readonly LineValues[];
  readonly tieBreak: readonly string[];
};

export type RoundShape = {
  readonly name: string;
  readonly isTrial: boolean;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly rules: RoundRules;
  readonly lines: readonly BlueprintLine[];
  readonly blocIds: readonly string[];
  readonly unitIds: readonly string[];
};

export const tieBreakLabels: Record<TieBreakStep, string> = {
  score: "Điểm cao hơn",
  prediction: "Dự đoán gần đúng hơn",
  duration: "Thời gian làm bài ngắn hơn",
  "submitted-earlier": "Nộp bài sớm hơn",
  lots: "Bốc thăm",
};

export function valuesOf({ name, isTrial, opensAt, closesAt, rules, lines, blocIds, unitIds }: RoundShape): RoundValues {
  const text = lines.map(({ topicId, levelId, type, count, points }) => ({ topicId: topicId ?? "", levelId: levelId ?? "", type, count: String(count), points: formatPoints(points) }));
  return { name, isTrial, opensAt: toLocalInstant(opensAt), closesAt: toLocalInstant(closesAt), rules, blocIds, unitIds, lines: text, tieBreak: rules.tieBreak };
}

/** Lists that were typed; single fields keep themselves by the form's state. */
export function keptLists(state: FormState | undefined, initial: RoundValues): Pick<RoundValues, "blocIds" | "unitIds" | "lines" | "tieBreak"> {
  if (!state) return initial;
  const list = (name: string): string[] => [state.values[name] ?? []].flat();
  const [topics, levels, types, points] = ["lineTopic", "lineLevel", "lineType", "linePoints"].map(list);
  const lines = list("lineCount").map((count, row) => ({ topicId: topics?.[row] ?? "", levelId: levels?.[row] ?? "", type: types?.[row] ?? "single", count, points: points?.[row] ?? "" }));
  return { blocIds: list("blocIds"), unitIds: list("unitIds"), lines, tieBreak: list("tieBreak") };
}
