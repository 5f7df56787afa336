import fc from "fast-check";
import { expect, test } from "vitest";
import { generatorFrom, sample, seededRandom, shuffle } from "./random";

test("xoshiro128** from the state 1, 2, 3, 4 gives the reference implementation's first numbers", () => {
  const random = generatorFrom([1, 2, 3, 4]);
  const reference = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804];
  expect(reference.map(() => random.nextUint32())).toEqual(reference);
});

test("one seed, one sequence; another seed, another sequence", () => {
  const take = (seed: string) => Array.from({ length: 8 }, seededRandom(seed).nextUint32);
  expect(take("kỳ 1")).toEqual(take("kỳ 1"));
  expect(take("kỳ 1")).not.toEqual(take("kỳ 2"));
});

test("below(n) stays in 0 … n − 1 for every n up to 2³²", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 0x1_0000_0000 }), (seed, n) => {
      const value = seededRandom(seed).below(n);
      expect(Number.isInteger(value) && value >= 0 && value < n).toBe(true);
    }),
  );
});

test("below(3 × 2³⁰) is fair where a bare remainder would give the lowest third twice the share", () => {
  const random = seededRandom("fair");
  const third = 2 ** 30;
  const draws = 6000;
  const lowest = Array.from({ length: draws }, () => random.below(3 * third)).filter((value) => value < third).length;
  expect(lowest / draws).toBeGreaterThan(0.3);
  expect(lowest / draws).toBeLessThan(0.37);
});

test("below refuses what is no positive integer up to 2³²", () => {
  for (const n of [0, -1, 1.5, Number.NaN, 0x1_0000_0001]) expect(() => seededRandom("x").below(n)).toThrow(RangeError);
});

test("shuffling keeps every item and leaves the given array alone", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.integer()), (seed, items) => {
      const before = [...items];
      expect(shuffle(seededRandom(seed), items).sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      expect(items).toEqual(before);
    }),
  );
});

test("all six orders of three items come up about equally often: 12,000 ÷ 6 = 2000 each (swapping with any place would give 1778 or 2222)", () => {
  const random = seededRandom("orders");
  const seen = new Map<string, number>();
  for (let run = 0; run < 12_000; run++) {
    const order = shuffle(random, ["a", "b", "c"]).join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect(seen.size).toBe(6);
  for (const count of seen.values()) expect(Math.abs(count - 2000)).toBeLessThan(150);
});

test("a sample has different items; more than there are is refused", () => {
  const taken = sample(seededRandom("s"), [1, 2, 3, 4, 5], 3);
  expect(new Set(taken).size).toBe(3);
  expect(() => sample(seededRandom("s"), [1, 2], 3)).toThrow(RangeError);
});
