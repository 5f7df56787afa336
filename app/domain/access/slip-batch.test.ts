import { expect, test } from "vitest";
import { countPages, firstBatch } from "./slip-batch";

const peopleOf = (sizes: Record<string, number>) => Object.entries(sizes).flatMap(([unitId, size]) => Array.from({ length: size }, () => ({ unitId })));
const batchOf = (sizes: Record<string, number>) => firstBatch(peopleOf(sizes)).map((unit) => `${unit[0]!.unitId} ${unit.length}`);

test("whole units are printed together, up to a thousand slips", () => {
  expect(batchOf({ a: 600, b: 400, c: 1 })).toEqual(["a 600", "b 400"]);
  expect(batchOf({ a: 600, b: 401, c: 1 }), "nobody is printed before the unit in front").toEqual(["a 600"]);
  expect(batchOf({ a: 1_001, b: 1 }), "a large unit alone").toEqual(["a 1001"]);
  expect(batchOf({})).toEqual([]);
});

test("every unit begins a page", () => {
  expect(countPages(firstBatch(peopleOf({ a: 10, b: 11, c: 1 })))).toBe(4);
});
