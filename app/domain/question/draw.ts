/**
 * Draws the question set of one attempt from a stored seed: the same lines, bank and seed always give the same set,
 * whatever order the bank comes in. Every line gets its number, no question comes twice. Which questions, their order
 * and the order of choices come from three generators, so switching one shuffle off leaves the rest as it was.
 */
import type { BlueprintLine } from "../contest/round";
import type { Points } from "../shared/points";
import { sample, type SeededRandom, seededRandom, shuffle } from "../shared/random";
import { ok, refuse, type Result } from "../shared/result";
import { type BankQuestion, checkBlueprint, type BlueprintCheck, fitsLine, questionsWithin } from "./blueprint";
import type { ChoiceId } from "./question";

export type DrawnItem = {
  /** 1-based place in the set. */
  readonly position: number;
  readonly questionId: string;
  readonly revisionId: string;
  readonly choiceOrder: readonly ChoiceId[];
  readonly points: Points;
};

export type DrawOrder = {
  readonly lines: readonly BlueprintLine[];
  readonly bank: readonly BankQuestion[];
} & SetOrder;

export type SetOrder = {
  readonly seed: string;
  readonly shuffleQuestions: boolean;
  readonly shuffleChoices: boolean;
};

/** What all sets of one blueprint and bank have in common, so that a thousand starts work it out once. */
export type DrawPlan = {
  readonly lines: readonly BlueprintLine[];
  /** By line, the approved questions that fit it, by id: the order of the bank must not matter. */
  readonly fitting: readonly (readonly BankQuestion[])[];
};

/** Refused only when the approved bank cannot serve the lines; the refusal is the check that says what lacks. */
export function drawQuestionSet({ lines, bank, ...order }: DrawOrder): Result<readonly DrawnItem[], BlueprintCheck> {
  const plan = planDraw(lines, bank);
  return plan.ok ? ok(drawFromPlan(plan.value, order)) : plan;
}

/** Refused as `drawQuestionSet` is. */
export function planDraw(lines: readonly BlueprintLine[], bank: readonly BankQuestion[]): Result<DrawPlan, BlueprintCheck> {
  const check = checkBlueprint(lines, bank);
  if (!check.isSatisfiable) return refuse(check);
  const pool = questionsWithin(lines, bank).sort((a, b) => (a.questionId < b.questionId ? -1 : 1));
  return ok({ lines, fitting: lines.map((line) => pool.filter((question) => fitsLine(line, question))) });
}

export function drawFromPlan(plan: DrawPlan, { seed, shuffleQuestions, shuffleChoices }: SetOrder): readonly DrawnItem[] {
  const drawn = drawPerLine(plan, seededRandom(`${seed}/questions`));
  const inLineOrder = drawn.flatMap((questions, index) => questions.map((question) => ({ question, points: plan.lines[index]!.points })));
  const placed = shuffleQuestions ? shuffle(seededRandom(`${seed}/order`), inLineOrder) : inLineOrder;
  const choiceRandom = seededRandom(`${seed}/choices`);
  return placed.map(({ question, points }, index) => ({
    position: index + 1,
    questionId: question.questionId,
    revisionId: question.revisionId,
    choiceOrder: shuffleChoices ? shuffledChoices(question, choiceRandom) : question.choiceIds,
    points,
  }));
}

/** Đúng/Sai keeps its order: “Sai, Đúng” would only confuse. */
function shuffledChoices(question: BankQuestion, random: SeededRandom): readonly ChoiceId[] {
  return question.type === "true-false" ? question.choiceIds : shuffle(random, question.choiceIds);
}

/**
 * Each line takes a random sample of the free questions that fit it, the narrowest lines first. Where that leaves a line
 * short, another line hands one of its questions over and takes a free one instead (augmenting path).
 */
function drawPerLine({ lines, fitting }: DrawPlan, random: SeededRandom): BankQuestion[][] {
  const taken = new Map<BankQuestion, number>();
  const takeFree = (line: number, count: number): number => {
    const free = fitting[line]!.filter((question) => !taken.has(question));
    const chosen = sample(random, free, Math.min(count, free.length));
    for (const question of chosen) taken.set(question, line);
    return chosen.length;
  };
  const takeOneMore = (line: number, asked: Set<number>): boolean => {
    asked.add(line);
    if (takeFree(line, 1) === 1) return true;
    const handedOver = fitting[line]!.find((question) => {
      const holder = taken.get(question)!;
      return !asked.has(holder) && takeOneMore(holder, asked);
    });
    if (handedOver !== undefined) taken.set(handedOver, line);
    return handedOver !== undefined;
  };
  for (const index of narrowestFirst(lines)) {
    const wanted = lines[index]!.count;
    for (let count = takeFree(index, wanted); count < wanted; count++) takeOneMore(index, new Set());
  }
  return lines.map((_, index) => [...taken].filter(([, line]) => line === index).map(([question]) => question));
}

function narrowestFirst(lines: readonly BlueprintLine[]): number[] {
  const width = (line: BlueprintLine) => Number(line.topicId === null) + Number(line.levelId === null);
  return lines.map((_, index) => index).sort((a, b) => width(lines[a]!) - width(lines[b]!) || a - b);
}
