import { buildUnitTree } from "~/domain/participation/unit-tree";
import { isUnitOpen } from "~/domain/roster/unit";
import type { Day } from "~/domain/shared/time";
import type { UnitRow } from "~db/read-models/roster.server";

export type UnitOption = { id: string; name: string; depth: number };

/** The units to choose from, in the order of the tree: those that go on, and the one that is chosen already. */
export function unitOptions(units: readonly UnitRow[], today: Day, chosenId: string | null = null): UnitOption[] {
  const tree = buildUnitTree(units);
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  return tree.preOrder
    .filter((unitId) => unitId === chosenId || isUnitOpen(byId.get(unitId)!, today))
    .map((unitId) => ({ id: unitId, name: byId.get(unitId)!.name, depth: tree.depthOf(unitId) }));
}
