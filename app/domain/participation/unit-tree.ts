/**
 * The tree of units, read once and asked many times. Siblings keep the order in which the units are given. Every unit
 * has exactly one place: one whose parent is missing, or that only hangs in a circle, stands as a root.
 */
export type UnitNode = { readonly unitId: string; readonly parentId: string | null; readonly typeId: string };

export type UnitTree = {
  /** All units, a parent before its children. */
  readonly preOrder: readonly string[];
  readonly roots: readonly string[];
  /** 0 for a root. */
  readonly depthOf: (unitId: string) => number;
  readonly typeOf: (unitId: string) => string;
  readonly childrenOf: (unitId: string) => readonly string[];
  /** From the parent up to the root, without the unit itself. */
  readonly ancestorsOf: (unitId: string) => readonly string[];
  /** The unit and everything below it, in pre-order. */
  readonly subtreeOf: (unitId: string) => readonly string[];
  readonly has: (unitId: string) => boolean;
};

type Place = { readonly typeId: string; readonly parent: string | null; readonly depth: number; readonly start: number; end: number };

/** The functions of the tree throw RangeError for a unit it does not have. */
export function buildUnitTree(units: readonly UnitNode[]): UnitTree {
  const types = new Map(units.map((unit) => [unit.unitId, unit.typeId]));
  const children = groupByParent(units, types);
  const places = new Map<string, Place>();
  const preOrder: string[] = [];
  const visit = (unitId: string, parent: string | null, depth: number): void => {
    if (places.has(unitId)) return;
    const place: Place = { typeId: types.get(unitId)!, parent, depth, start: preOrder.length, end: 0 };
    places.set(unitId, place);
    preOrder.push(unitId);
    for (const child of children.get(unitId) ?? []) visit(child, unitId, depth + 1);
    place.end = preOrder.length;
  };
  for (const unitId of children.get(null) ?? []) visit(unitId, null, 0);
  for (const unit of units) visit(unit.unitId, null, 0);
  return treeOf(preOrder, places);
}

function groupByParent(units: readonly UnitNode[], known: ReadonlyMap<string, string>): Map<string | null, string[]> {
  const children = new Map<string | null, string[]>();
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(unit.unitId);
    else children.set(parent, [unit.unitId]);
  }
  return children;
}

function treeOf(preOrder: readonly string[], places: ReadonlyMap<string, Place>): UnitTree {
  const placeOf = (unitId: string): Place => {
    const place = places.get(unitId);
    if (!place) throw new RangeError(`Unit ${unitId} is not in the tree`);
    return place;
  };
  const subtreeOf = (unitId: string) => preOrder.slice(placeOf(unitId).start, placeOf(unitId).end);
  const ancestorsOf = (unitId: string): string[] => {
    const parent = placeOf(unitId).parent;
    return parent === null ? [] : [parent, ...ancestorsOf(parent)];
  };
  return {
    preOrder,
    roots: preOrder.filter((unitId) => placeOf(unitId).parent === null),
    depthOf: (unitId) => placeOf(unitId).depth,
    typeOf: (unitId) => placeOf(unitId).typeId,
    childrenOf: (unitId) => subtreeOf(unitId).filter((other) => placeOf(other).parent === unitId),
    ancestorsOf,
    subtreeOf,
    has: (unitId) => places.has(unitId),
  };
}

/** The units named and everything below them; null (everybody) when none is named. Names that the tree does not have admit nobody. */
export function admittedUnits(tree: UnitTree, roots: readonly string[]): ReadonlySet<string> | null {
  return roots.length === 0 ? null : new Set(roots.filter(tree.has).flatMap((root) => [...tree.subtreeOf(root)]));
}

export function isAdmitted(admitted: ReadonlySet<string> | null | undefined, unitId: string): boolean {
  return admitted === undefined || admitted === null || admitted.has(unitId);
}
