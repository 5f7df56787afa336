/** Eligible counts beside the roster: the denominator of participation can hardly be smaller than the people it is about. */
export type EligibleCell = {
  /** Null: nobody gave a number. */
  readonly count: number | null;
  /** People of the unit itself (and of the bloc) on the roster. */
  readonly onRoster: number;
};

export type EligibleWarning = { readonly column: number; readonly kind: "below-roster" | "above-total" };

/** The first cell is all blocs together; blocs overlap, so their sum says nothing, but none is larger than the whole. */
export function eligibleWarnings(cells: readonly EligibleCell[]): EligibleWarning[] {
  const total = cells[0]?.count ?? null;
  return cells.flatMap(({ count, onRoster }, column): EligibleWarning[] => {
    if (count === null) return [];
    if (count < onRoster) return [{ column, kind: "below-roster" }];
    return column > 0 && total !== null && count > total ? [{ column, kind: "above-total" }] : [];
  });
}

/** Of the numbers given; null where there is none at all. */
export function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}
