/**
 * How many different question sets a blueprint can give: selections of questions, whatever their order and the order of
 * their choices. Lines that share no question multiply. Where lines overlap, every way to spread the questions over kinds
 * is counted once (Hall's condition says which are possible); where there are too many ways, one of them is a lower bound.
 */
import type { BlueprintLine } from "../contest/round";
import { formatCount } from "../shared/count";
import { type BankQuestion, checkBlueprint, fitsLine, questionsWithin } from "./blueprint";

export type SetCount = { readonly count: bigint; readonly isExact: boolean };
type Question = Pick<BankQuestion, "topicId" | "levelId" | "type" | "state">;

/** Questions that fit the same lines can stand for each other. `lines` is a bit mask within the component. */
type Group = { readonly lines: number; readonly size: number };
type Component = { readonly demands: readonly number[]; readonly groups: readonly Group[] };

const mostLinesTogether = 10;
const mostWays = 2_000;

/** Null where the bank cannot serve the lines at all. */
export function countQuestionSets(lines: readonly BlueprintLine[], bank: readonly Question[]): SetCount | null {
  if (!checkBlueprint(lines, bank).isSatisfiable) return null;
  return componentsOf(lines, questionsWithin(lines, bank))
    .map(countComponent)
    .reduce<SetCount>((all, one) => ({ count: all.count * one.count, isExact: all.isExact && one.isExact }), { count: 1n, isExact: true });
}

/** Lines that share questions, directly or through others, with those questions. */
function componentsOf(lines: readonly BlueprintLine[], questions: readonly Question[]): Component[] {
  const groups = new Map<string, { lines: number[]; size: number }>();
  for (const question of questions) {
    const fitting = lines.flatMap((line, index) => (fitsLine(line, question) ? [index] : []));
    const group = groups.get(fitting.join()) ?? { lines: fitting, size: 0 };
    group.size += 1;
    groups.set(fitting.join(), group);
  }
  const rootOf = lines.map((_, index) => index);
  for (const { lines: [first, ...others] } of groups.values()) {
    for (const other of others) {
      const [from, to] = [rootOf[other]!, rootOf[first!]!];
      rootOf.forEach((root, index) => { if (root === from) rootOf[index] = to; });
    }
  }
  return [...new Set(rootOf)].map((root) => {
    const members = rootOf.flatMap((other, index) => (other === root ? [index] : []));
    const own = [...groups.values()].filter((group) => members.includes(group.lines[0]!));
    return {
      demands: members.map((line) => lines[line]!.count),
      groups: own.map(({ lines: of, size }) => ({ size, lines: of.reduce((mask, line) => mask | (1 << members.indexOf(line)), 0) })),
    };
  });
}

function countComponent({ demands, groups }: Component): SetCount {
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  if (groups.length === 1) return { count: choose(groups[0]!.size, total), isExact: true };
  if (demands.length > mostLinesTogether) return { count: 1n, isExact: false };
  const fits = hallCondition(demands, groups);
  let [count, ways, isExact] = [0n, 0, true];
  const spread = (index: number, left: number, taken: number[], product: bigint): void => {
    if (!isExact) return;
    if (index === groups.length) {
      if (left === 0 && fits(taken)) count += product;
      if ((ways += 1) > mostWays) isExact = false;
      return;
    }
    const room = groups.slice(index + 1).reduce((sum, group) => sum + group.size, 0);
    for (let take = Math.max(0, left - room); take <= Math.min(left, groups[index]!.size); take++) {
      spread(index + 1, left - take, [...taken, take], product * choose(groups[index]!.size, take));
    }
  };
  spread(0, total, [], 1n);
  return { count: count > 1n ? count : 1n, isExact };
}

/** Whether questions taken per group can all be placed: none of the lines' unions is asked to hold more than it wants. */
function hallCondition(demands: readonly number[], groups: readonly Group[]): (taken: readonly number[]) => boolean {
  const unions = Array.from({ length: (1 << demands.length) - 1 }, (_, index) => index + 1);
  const checks = unions.map((union) => ({
    wanted: demands.reduce((sum, demand, line) => sum + (union & (1 << line) ? demand : 0), 0),
    inside: groups.flatMap(({ lines }, index) => ((lines & ~union) === 0 ? [index] : [])),
  }));
  return (taken) => checks.every(({ wanted, inside }) => inside.reduce((sum, index) => sum + taken[index]!, 0) <= wanted);
}

/** Binomial coefficient; 0 where more is wanted than there is. */
export function choose(from: number, count: number): bigint {
  if (count < 0 || count > from) return 0n;
  let result = 1n;
  for (let step = 1; step <= Math.min(count, from - count); step++) result = (result * BigInt(from - step + 1)) / BigInt(step);
  return result;
}

const scales: readonly (readonly [bigint, string])[] = [[10n ** 18n, "tỷ tỷ"], [10n ** 9n, "tỷ"], [10n ** 6n, "triệu"]];

/** “1.330 đề khác nhau”, “hơn 12 triệu đề khác nhau”, “ít nhất 20.000 đề khác nhau”. */
export function describeSetCount({ count, isExact }: SetCount): string {
  if (isExact && count === 1n) return "chỉ một đề duy nhất";
  const scale = scales.find(([unit]) => count >= unit);
  if (scale === undefined) return `${isExact ? "" : "ít nhất "}${formatCount(count)} đề khác nhau`;
  const [unit, name] = scale;
  const amount = count / unit;
  if (amount >= 1_000_000n) return "hơn một triệu tỷ tỷ đề khác nhau";
  return `${isExact ? "hơn" : "ít nhất"} ${formatCount(amount)} ${name} đề khác nhau`;
}
