/** Small banks and blueprints for tests, written as “topic level type”, with * for any. */
import fc from "fast-check";
import type { BlueprintLine } from "../contest/round";
import type { BankQuestion } from "./blueprint";
import type { QuestionType } from "./question";

export function question(questionId: string, kind: string): BankQuestion {
  const [topicId, levelId, type] = kind.split(" ") as [string, string, QuestionType];
  const letters = type === "true-false" ? ["true", "false"] : ["a", "b", "c", "d"];
  return {
    questionId,
    revisionId: `${questionId}-r1`,
    state: "approved",
    topicId,
    levelId,
    type,
    choiceIds: letters.map((letter) => `${questionId}-${letter}`),
    effectiveFrom: null,
    effectiveTo: null,
  };
}

export function bankOf(...kinds: readonly (readonly [kind: string, count: number])[]): BankQuestion[] {
  return kinds.flatMap(([kind, count]) => Array.from({ length: count }, (_, index) => question(`${kind} #${index + 1}`, kind)));
}

export function line(kind: string, count: number, points = 100): BlueprintLine {
  const [topicId, levelId, type] = kind.split(" ").map((part) => (part === "*" ? null : part));
  return { topicId: topicId!, levelId: levelId!, type: type as QuestionType, count, points };
}

const topic = fc.constantFrom("T1", "T2");
const level = fc.constantFrom("L1", "L2");
const type = fc.constantFrom("single", "several");
const anyOr = (part: fc.Arbitrary<string>) => fc.oneof(part, fc.constant("*"));

/** Up to four overlapping lines over a bank of up to thirty questions, some of them not approved. */
export const blueprintArbitrary = fc.record({
  lines: fc.array(
    fc.tuple(anyOr(topic), anyOr(level), type, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 500 })).map(
      ([t, l, k, count, points]) => line(`${t} ${l} ${k}`, count, points),
    ),
    { maxLength: 4 },
  ),
  bank: fc.array(fc.tuple(topic, level, type, fc.constantFrom("approved", "approved", "approved", "pending", "retired")), { maxLength: 30, size: "max" }).map((kinds) =>
    kinds.map(([t, l, k, state], index): BankQuestion => ({ ...question(`q${index}`, `${t} ${l} ${k}`), state })),
  ),
});
