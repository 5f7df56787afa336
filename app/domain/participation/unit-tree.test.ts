import fc from "fast-check";
import { expect, test } from "vitest";
import { buildUnitTree } from "./unit-tree";

const unit = (unitId: string, parentId: string | null) => ({ unitId, parentId, typeId: unitId.slice(0, 1) });
const tree = buildUnitTree([unit("D1", "C"), unit("C", null), unit("X1", "C"), unit("D1a", "D1"), unit("D2", "C"), unit("Z", null)]);

test("pre-order: a parent before its children, siblings as given", () => {
  expect(tree.preOrder).toEqual(["C", "D1", "D1a", "X1", "D2", "Z"]);
  expect(tree.preOrder.map(tree.depthOf)).toEqual([0, 1, 2, 1, 1, 0]);
});

test("roots, children, ancestors and subtrees", () => {
  expect(tree.roots).toEqual(["C", "Z"]);
  expect(tree.childrenOf("C")).toEqual(["D1", "X1", "D2"]);
  expect(tree.ancestorsOf("D1a")).toEqual(["D1", "C"]);
  expect(tree.subtreeOf("D1")).toEqual(["D1", "D1a"]);
  expect([tree.ancestorsOf("C"), tree.subtreeOf("Z"), tree.typeOf("X1")]).toEqual([[], ["Z"], "X"]);
});

test("a unit the tree does not have is refused, not taken for an empty one", () => {
  expect(tree.has("Q")).toBe(false);
  for (const ask of [tree.depthOf, tree.childrenOf, tree.ancestorsOf, tree.subtreeOf, tree.typeOf]) expect(() => ask("Q")).toThrow(RangeError);
});

test("a missing parent makes a root", () => {
  expect(buildUnitTree([unit("a", "gone")]).roots).toEqual(["a"]);
});

test("property: any parents, circles too: every unit has exactly one place, and lies below each of its ancestors", () => {
  const parents = fc.array(fc.option(fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(parents, (list) => {
      const units = list.map((parent, index) => unit(String(index), parent === null ? null : String(parent)));
      const any = buildUnitTree(units);
      expect([...any.preOrder].sort()).toEqual(units.map(({ unitId }) => unitId).sort());
      for (const { unitId } of units) {
        for (const ancestor of any.ancestorsOf(unitId)) expect(any.subtreeOf(ancestor)).toContain(unitId);
      }
      expect(any.roots.flatMap(any.subtreeOf)).toEqual(any.preOrder);
    }),
  );
});
