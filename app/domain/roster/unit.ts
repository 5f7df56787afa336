/** A unit as the committee writes it by hand: a dated node of the tree. Both days of its validity are part of it. */
import { buildUnitTree, type UnitNode } from "../participation/unit-tree";
import { type Day, formatDay } from "../shared/time";

export type UnitRecord = {
  readonly code: string;
  readonly name: string;
  readonly typeId: string;
  readonly parentId: string | null;
  /** Order among siblings. */
  readonly position: number;
  readonly validFrom: Day | null;
};

type Validity = { readonly validFrom: Day | null; readonly validTo: Day | null };

/** A unit that has not begun yet is open: people can be put into it beforehand. */
export function isUnitOpen({ validTo }: Pick<Validity, "validTo">, today: Day): boolean {
  return validTo === null || validTo >= today;
}

/** Why nobody is put into a unit any more; null while it is open. Whoever is in it already may stay until an organiser moves him. */
export function closedSentence({ name, validTo }: Pick<Validity, "validTo"> & { readonly name: string }, today: Day): string | null {
  return validTo === null || isUnitOpen({ validTo }, today) ? null : `Đơn vị “${name}” đã ngừng, ngày cuối là ${formatDay(validTo)}.`;
}

/** Where a unit may hang: nowhere below itself. */
export function mayHangBelow(units: readonly UnitNode[], unitId: string, parentId: string | null): boolean {
  if (parentId === null) return true;
  const tree = buildUnitTree(units);
  if (!tree.has(parentId)) return false;
  return !tree.has(unitId) || !tree.subtreeOf(unitId).includes(parentId);
}
