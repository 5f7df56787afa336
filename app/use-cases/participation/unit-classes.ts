/**
 * The units of one level as lines grouped by class (unit type), best rate first. A level splits a part of the tree without
 * overlap: the unit alone, and each child with everything below it; so the lines add up to the whole.
 */
import { hasAnybody } from "~/domain/participation/participation";
import type { RoundFacts } from "./round-facts.server";
import { figuresOf, type ShownFigures, shownFigures } from "./figures";

export type UnitLine = {
  readonly unitId: string;
  readonly name: string;
  /** The unit alone, without the units below it, which have lines of their own. */
  readonly isOwnOnly: boolean;
  readonly figures: ShownFigures;
};
export type UnitClass = { readonly typeId: string; readonly name: string; readonly lines: readonly UnitLine[] };

/** Lines of a unit: itself alone and its children. Several roots of a scope make one line each. */
export function levelLines(facts: RoundFacts, roots: readonly string[], blocId: string | null): UnitLine[] {
  const { tree } = facts.participation;
  const [only] = roots;
  const parts: [string, boolean][] =
    roots.length === 1 && only !== undefined && tree.childrenOf(only).length > 0
      ? [[only, true], ...tree.childrenOf(only).map((child): [string, boolean] => [child, false])]
      : roots.map((root) => [root, false]);
  return parts.flatMap(([unitId, isOwnOnly]) => lineOf(facts, unitId, isOwnOnly, blocId) ?? []);
}

/** In the order of the types; inside, by rate, then as the committee lists them; lines without a rate last. */
export function groupByClass(facts: RoundFacts, lines: readonly UnitLine[]): UnitClass[] {
  const classes = new Map<string, UnitLine[]>();
  for (const line of lines) {
    const { typeId } = facts.unitOf.get(line.unitId)!;
    classes.set(typeId, [...(classes.get(typeId) ?? []), line]);
  }
  return [...classes]
    .map(([typeId, list]) => ({ typeId, unit: facts.unitOf.get(list[0]!.unitId)!, lines: list.toSorted(byRate) }))
    .sort((a, b) => a.unit.typePosition - b.unit.typePosition)
    .map(({ typeId, unit, lines: sorted }) => ({ typeId, name: unit.typeName, lines: sorted }));
}

function lineOf(facts: RoundFacts, unitId: string, isOwnOnly: boolean, blocId: string | null): UnitLine | null {
  const unit = facts.participation.byUnit.get(unitId)!;
  const figures = figuresOf(isOwnOnly ? unit.own : unit.subtree, blocId);
  return hasAnybody(figures) ? { unitId, name: facts.unitOf.get(unitId)!.name, isOwnOnly, figures: shownFigures(figures) } : null;
}

/** Exact fractions; Array.sort keeps the order of equals. */
function byRate({ figures: a }: UnitLine, { figures: b }: UnitLine): number {
  const [hasA, hasB] = [a, b].map(({ eligible }) => eligible !== null && eligible > 0);
  if (!hasA || !hasB) return Number(hasB) - Number(hasA);
  return b.entered * a.eligible! - a.entered * b.eligible!;
}
