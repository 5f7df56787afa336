/** Which part of the unit tree somebody sees: everything, or the subtrees of the units of their grants. */
import type { UnitTree } from "~/domain/participation/unit-tree";

export type Scope = "all" | readonly string[];

/** The topmost units of the scope, without a unit that lies below another one of them; unknown units reach nothing. */
export function scopeRoots(tree: UnitTree, scope: Scope): readonly string[] {
  if (scope === "all") return tree.roots;
  const wanted = new Set(scope.filter((unitId) => tree.has(unitId)));
  return tree.preOrder.filter((unitId) => wanted.has(unitId) && !tree.ancestorsOf(unitId).some((above) => wanted.has(above)));
}

/** Every unit of the scope, in pre-order. */
export function scopeUnits(tree: UnitTree, scope: Scope): readonly string[] {
  return scope === "all" ? tree.preOrder : scopeRoots(tree, scope).flatMap((root) => [...tree.subtreeOf(root)]);
}

export function isInScope(tree: UnitTree, scope: Scope, unitId: string): boolean {
  if (!tree.has(unitId)) return false;
  return scope === "all" || [unitId, ...tree.ancestorsOf(unitId)].some((above) => scope.includes(above));
}
