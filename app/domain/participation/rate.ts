/** Eligible without a valid entry, never below 0; null without a denominator. */
export function missingCount(entered: number, eligible: number | null): number | null {
  return eligible === null ? null : Math.max(0, eligible - entered);
}

/** A rate as text: one decimal with a comma, “95,7%”; “–” where there is no denominator. Half a tenth rounds up. */
export function formatRate(entered: number, eligible: number | null): string {
  if (eligible === null || eligible <= 0) return "–";
  const tenths = Math.floor((2000 * entered + eligible) / (2 * eligible));
  return `${Math.trunc(tenths / 10)},${tenths % 10}%`;
}
