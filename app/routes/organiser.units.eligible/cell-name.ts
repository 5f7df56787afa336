/** Name and id of the field of one unit and bloc; null is all blocs together. */
export function cellName(unitId: string, blocId: string | null): string {
  return `count-${unitId}-${blocId ?? "all"}`;
}
