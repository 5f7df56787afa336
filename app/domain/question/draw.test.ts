import fc from "fast-check";
import { expect, test } from "vitest";
import { choicesResponse } from "../attempt/response";
import { gradeResponse } from "../grading/grade-response";
import { seededRandom, shuffle } from "../shared/random";
import { checkBlueprint, fitsLine } from "./blueprint";
import { bankOf, blueprintArbitrary, line } from "./blueprint.fixture";
import { type DrawnItem, type DrawOrder, drawQuestionSet } from "./draw";

const bank = bankOf(["T1 L1 single", 20], ["T1 L2 several", 10], ["T2 L1 true-false", 10]);
const order: DrawOrder = {
  lines: [line("T1 L1 single", 6, 100), line("T1 L2 several", 3, 200), line("T2 L1 true-false", 2, 50)],
  bank,
  seed: "đề 1",
  shuffleQuestions: true,
  shuffleChoices: true,
};

function draw(changes: Partial<DrawOrder> = {}): readonly DrawnItem[] {
  const drawn = drawQuestionSet({ ...order, ...changes });
  if (!drawn.ok) throw new Error("the bank should serve the blueprint");
  return drawn.value;
}

const kindOf = (item: DrawnItem) => bank.find(({ questionId }) => questionId === item.questionId)!.type;

test("one seed draws one set, another seed another", () => {
  expect(draw()).toEqual(draw());
  expect(draw({ seed: "đề 2" })).not.toEqual(draw());
});

test("the bank's order does not matter", () => {
  expect(draw({ bank: shuffle(seededRandom("other order"), bank) })).toEqual(draw());
});

test("positions are 1 … 11 and the points are the lines': 6 × 1 + 3 × 2 + 2 × 0,5 = 13", () => {
  const set = draw();
  expect(set.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(set.reduce((sum, { points }) => sum + points, 0)).toBe(1300);
  for (const item of set) expect(item.points).toBe({ single: 100, several: 200, "true-false": 50 }[kindOf(item)]);
});

test("without shuffling the set follows the lines and choices keep their stored order", () => {
  const set = draw({ shuffleQuestions: false, shuffleChoices: false });
  expect(set.map(kindOf)).toEqual([...Array(6).fill("single"), ...Array(3).fill("several"), ...Array(2).fill("true-false")]);
  for (const item of set) expect(item.choiceOrder).toEqual(bank.find(({ questionId }) => questionId === item.questionId)!.choiceIds);
});

test("the two shuffles change the order only, not which questions are drawn", () => {
  const ids = (set: readonly DrawnItem[]) => set.map(({ questionId }) => questionId).sort();
  expect(ids(draw({ shuffleQuestions: false, shuffleChoices: false }))).toEqual(ids(draw()));
});

test("Đúng/Sai keeps its order under any seed; the others do get shuffled", () => {
  const sets = Array.from({ length: 40 }, (_, index) => draw({ seed: `seed ${index}` })).flat();
  const isStored = (item: DrawnItem) => item.choiceOrder.join() === bank.find(({ questionId }) => questionId === item.questionId)!.choiceIds.join();
  expect(sets.filter((item) => kindOf(item) === "true-false").every(isStored)).toBe(true);
  expect(sets.filter((item) => kindOf(item) === "single").some((item) => !isStored(item))).toBe(true);
});

test("every question of a cell is drawn about equally often: 20 for 6 places in 2000 sets, 600 times each", () => {
  const seen = new Map<string, number>();
  for (let run = 0; run < 2000; run++) {
    for (const item of draw({ seed: `fair ${run}` })) seen.set(item.questionId, (seen.get(item.questionId) ?? 0) + 1);
  }
  const singles = bank.filter(({ type }) => type === "single").map(({ questionId }) => seen.get(questionId) ?? 0);
  expect(singles.reduce((sum, count) => sum + count, 0)).toBe(12_000);
  for (const count of singles) expect(Math.abs(count - 600)).toBeLessThan(110);
});

test("too small a bank is refused with the line that lacks", () => {
  const drawn = drawQuestionSet({ ...order, lines: [line("T1 L1 single", 21)] });
  expect(drawn).toMatchObject({ ok: false, refusal: { lines: [{ needed: 21, available: 20, shortage: 1 }] } });
});

test("property: a set respects the blueprint, and is refused only where the check says so", () => {
  let drawnSets = 0;
  fc.assert(
    fc.property(blueprintArbitrary, fc.string(), fc.boolean(), fc.boolean(), (blueprint, seed, shuffleQuestions, shuffleChoices) => {
      const drawn = drawQuestionSet({ ...blueprint, seed, shuffleQuestions, shuffleChoices });
      expect(drawn.ok).toBe(checkBlueprint(blueprint.lines, blueprint.bank).isSatisfiable);
      if (!drawn.ok) return;
      drawnSets += 1;
      expectToRespect(blueprint, drawn.value, shuffleQuestions);
    }),
    { numRuns: 1000 },
  );
  expect(drawnSets).toBeGreaterThan(100);
});

function expectToRespect({ lines, bank: from }: Pick<DrawOrder, "lines" | "bank">, set: readonly DrawnItem[], isShuffled: boolean): void {
  const byId = new Map(from.map((item) => [item.questionId, item]));
  const questions = set.map((item) => byId.get(item.questionId)!);
  const places = lines.flatMap((wanted) => Array.from({ length: wanted.count }, () => wanted));
  expect(new Set(questions).size).toBe(questions.length);
  expect(questions.every(({ state }) => state === "approved")).toBe(true);
  expect(set.map(({ position }) => position)).toEqual(places.map((_, index) => index + 1));
  expect(set.map(({ points }) => points).sort()).toEqual(places.map(({ points }) => points).sort());
  if (!isShuffled) expect(questions.every((item, index) => fitsLine(places[index]!, item))).toBe(true);
}

test("property: shuffling keeps the key: the same choices in another order are as right as before", () => {
  fc.assert(
    fc.property(fc.string(), fc.subarray(["a", "b", "c", "d"], { minLength: 1 }), (seed, rightLetters) => {
      for (const item of draw({ seed })) {
        const stored = bank.find(({ questionId }) => questionId === item.questionId)!;
        expect([...item.choiceOrder].sort()).toEqual([...stored.choiceIds].sort());
        const answerKey = rightLetters.map((letter) => `${item.questionId}-${letter}`);
        const chosen = item.choiceOrder.filter((choice) => answerKey.includes(choice));
        if (chosen.length !== answerKey.length) continue;
        expect(gradeResponse({ type: "several", answerKey, points: item.points }, choicesResponse(chosen), "proportional").points).toBe(item.points);
      }
    }),
  );
});
