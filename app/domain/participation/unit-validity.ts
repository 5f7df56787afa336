/**
 * Which units a round counts people of: those in force on one of its days. A unit's last day belongs to it, a round's
 * `closesAt` does not; both ends of a unit may be open.
 */
import type { Days } from "../contest/round-days";
import type { Day } from "../shared/time";

export type UnitValidity = { readonly unitId: string; readonly validFrom: Day | null; readonly validTo: Day | null };

export function isInForce({ validFrom, validTo }: Omit<UnitValidity, "unitId">, { first, last }: Days): boolean {
  return (validFrom === null || validFrom <= last) && (validTo === null || validTo >= first);
}

/** Nobody is eligible in them; whoever entered there all the same stays counted there. */
export function outOfForceUnits(units: readonly UnitValidity[], days: Days): ReadonlySet<string> {
  return new Set(units.filter((unit) => !isInForce(unit, days)).map(({ unitId }) => unitId));
}

/** For numbers that belong to no round: what is asked of is the day itself. */
export function outOfForceOn(units: readonly UnitValidity[], day: Day): ReadonlySet<string> {
  return outOfForceUnits(units, { first: day, last: day });
}
