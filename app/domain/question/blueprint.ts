/**
 * A blueprint says which questions every set of a round holds. Lines may overlap (a null topic or level is any), and a
 * question serves one line only, so “is there enough?” is a flow from kinds of questions to lines, not a count per line.
 */
import type { BlueprintLine } from "../contest/round";
import { daysOfRound } from "../contest/round-days";
import type { Points } from "../shared/points";
import { addDays, type Day, type Instant } from "../shared/time";
import type { ChoiceId, QuestionState, QuestionType } from "./question";
import { isInForce } from "./question";

/** The current revision of a question, as far as composing and drawing need it. No content, no key. */
export type BankQuestion = {
  readonly questionId: string;
  readonly revisionId: string;
  readonly state: QuestionState;
  readonly topicId: string;
  readonly levelId: string;
  readonly type: QuestionType;
  readonly choiceIds: readonly ChoiceId[];
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
};

type Kind = Pick<BankQuestion, "topicId" | "levelId" | "type">;
type LineKind = Pick<BlueprintLine, "topicId" | "levelId" | "type">;

export type LineCheck = {
  readonly needed: number;
  /** Approved questions that fit the line, whether or not another line takes them too. */
  readonly available: number;
  /** How many the line lacks once every question serves one line only; earlier lines are filled first. */
  readonly shortage: number;
};

export type BlueprintCheck = {
  readonly lines: readonly LineCheck[];
  readonly questionCount: number;
  /** What one set is worth; equal for all sets, because a line's points override the question's. */
  readonly totalPoints: Points;
  /** True when there is at least one line and none lacks a question. */
  readonly isSatisfiable: boolean;
};

export function fitsLine(line: LineKind, question: Kind): boolean {
  return (
    question.type === line.type &&
    (line.topicId === null || line.topicId === question.topicId) &&
    (line.levelId === null || line.levelId === question.levelId)
  );
}

/** The approved questions that some line may draw, in the bank's order. */
export function questionsWithin<Question extends Kind & Pick<BankQuestion, "state">>(
  lines: readonly LineKind[],
  bank: readonly Question[],
): Question[] {
  return bank.filter((question) => question.state === "approved" && lines.some((line) => fitsLine(line, question)));
}

export function checkBlueprint(
  lines: readonly BlueprintLine[],
  bank: readonly (Kind & Pick<BankQuestion, "state">)[],
): BlueprintCheck {
  const kinds = countKinds(questionsWithin(lines, bank));
  const served = serveLines(lines, kinds);
  const checks = lines.map((line, index) => ({
    needed: line.count,
    available: kinds.filter(({ kind }) => fitsLine(line, kind)).reduce((sum, { count }) => sum + count, 0),
    shortage: line.count - served[index]!,
  }));
  return {
    lines: checks,
    questionCount: lines.reduce((sum, line) => sum + line.count, 0),
    totalPoints: lines.reduce((sum, line) => sum + line.count * line.points, 0),
    isSatisfiable: lines.length > 0 && checks.every((check) => check.shortage === 0),
  };
}

export type OutOfForce<Question> = { readonly question: Question; readonly firstDay: Day; readonly lastDay: Day };

/**
 * Questions out of force on any day of the round `[opensAt, closesAt)`, with the first and last such day. A question
 * that comes into force and ends inside the window is out on both sides; the days then span the gap too.
 */
export function questionsOutOfForce<Question extends Pick<BankQuestion, "effectiveFrom" | "effectiveTo">>(
  questions: readonly Question[],
  window: { readonly opensAt: Instant; readonly closesAt: Instant },
): OutOfForce<Question>[] {
  const days = daysOf(window);
  return questions.flatMap((question) => {
    const out = days.filter((day) => !isInForce(question, day));
    return out.length === 0 ? [] : [{ question, firstDay: out[0]!, lastDay: out.at(-1)! }];
  });
}

function daysOf(window: { opensAt: Instant; closesAt: Instant }): Day[] {
  const { first, last } = daysOfRound(window);
  const days = [first];
  while (days.at(-1)! < last) days.push(addDays(days.at(-1)!, 1));
  return days;
}

type KindCount = { readonly kind: Kind; readonly count: number };

function countKinds(questions: readonly Kind[]): KindCount[] {
  const kinds = new Map<string, { kind: Kind; count: number }>();
  for (const { topicId, levelId, type } of questions) {
    const key = `${type}\n${topicId}\n${levelId}`;
    const known = kinds.get(key);
    if (known) known.count += 1;
    else kinds.set(key, { kind: { topicId, levelId, type }, count: 1 });
  }
  return [...kinds.values()];
}

/**
 * Maximum flow by augmenting paths (Ford and Fulkerson), one question at a time. A path never takes a question from a
 * line without giving it another, so lines served earlier stay served and the total is the greatest possible.
 */
function serveLines(lines: readonly BlueprintLine[], kinds: readonly KindCount[]): number[] {
  const free = kinds.map((kind) => kind.count);
  const given = lines.map(() => kinds.map(() => 0));
  const giveOneMore = (line: number, asked: Set<number>): boolean => {
    asked.add(line);
    const fitting = kinds.flatMap(({ kind }, index) => (fitsLine(lines[line]!, kind) ? [index] : []));
    const direct = fitting.find((kind) => free[kind]! > 0);
    if (direct !== undefined) {
      free[direct]! -= 1;
      given[line]![direct]! += 1;
      return true;
    }
    for (const kind of fitting) {
      const holder = lines.findIndex((_, other) => !asked.has(other) && given[other]![kind]! > 0 && giveOneMore(other, asked));
      if (holder < 0) continue;
      given[holder]![kind]! -= 1;
      given[line]![kind]! += 1;
      return true;
    }
    return false;
  };
  return lines.map((line, index) => {
    let served = 0;
    while (served < line.count && giveOneMore(index, new Set())) served += 1;
    return served;
  });
}
