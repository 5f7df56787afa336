/** How many slips are printed in one go, and on how much paper. */
export const slipsPerPage = 10;

/** A failing printer spoils no more than these; a unit is never parted, so one that is larger is printed alone. */
export const mostSlipsAtOnce = 1_000;

/** Of people who stand unit by unit the first units that are printed together. */
export function firstBatch<Person extends { readonly unitId: string }>(people: readonly Person[], most = mostSlipsAtOnce): Person[][] {
  const batch: Person[][] = [];
  let slips = 0;
  for (const unit of byUnit(people)) {
    slips += unit.length;
    if (batch.length > 0 && slips > most) break;
    batch.push(unit);
  }
  return batch;
}

export function byUnit<Person extends { readonly unitId: string }>(people: readonly Person[]): Person[][] {
  const units = new Map<string, Person[]>();
  for (const person of people) {
    const unit = units.get(person.unitId);
    if (unit) unit.push(person);
    else units.set(person.unitId, [person]);
  }
  return [...units.values()];
}

/** Every unit begins a page. */
export function countPages(units: readonly (readonly unknown[])[]): number {
  return units.reduce((sum, slips) => sum + Math.ceil(slips.length / slipsPerPage), 0);
}
