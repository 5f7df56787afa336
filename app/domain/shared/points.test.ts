import fc from "fast-check";
import { expect, test } from "vitest";
import { formatPoints, meanPoints, parsePoints } from "./points";

test("hundredths read with a decimal comma and without trailing zeros", () => {
  expect([0, 5, 50, 100, 1500, 1584, -150].map(formatPoints)).toEqual(["0", "0,05", "0,5", "1", "15", "15,84", "-1,5"]);
});

test("comma and point are both read; finer than a hundredth, negative or no number is refused", () => {
  expect([" 0,5 ", "0.5", "1", "15,84", "0,05"].map(parsePoints)).toEqual([50, 50, 100, 1584, 5]);
  expect(["", "một", "-1", "1,234", "1,", "12345"].map(parsePoints)).toEqual([null, null, null, null, null, null]);
});

test("means round halves up: (15,84 + 15,85) / 2 = 15,845 → 15,85; of nothing there is none", () => {
  expect([meanPoints(1584 + 1585, 2), meanPoints(0, 0)]).toEqual([1585, null]);
});

test("what is written is read back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), (points) => {
      expect(parsePoints(formatPoints(points))).toBe(points);
    }),
  );
});
