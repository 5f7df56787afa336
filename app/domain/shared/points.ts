/**
 * Points are integers in hundredths of a point (1 point = 100), so that sums and comparisons are exact. They become
 * text only at the edge.
 */
export type Points = number;

/** Mean of scores that add up to `sum`, to the hundredth of a point, halves up; null of nothing. */
export function meanPoints(sum: Points, count: number): Points | null {
  return count === 0 ? null : Math.round(sum / count);
}

/** Hundredths → Vietnamese text with a decimal comma and no trailing zeros: 1500 → "15", 1584 → "15,84". */
export function formatPoints(points: Points): string {
  const sign = points < 0 ? "-" : "";
  const whole = Math.trunc(Math.abs(points) / 100);
  const rest = String(Math.abs(points) % 100).padStart(2, "0").replace(/0+$/, "");
  return rest === "" ? `${sign}${whole}` : `${sign}${whole},${rest}`;
}

/** Text with a decimal comma or point → hundredths; null when it is no number, negative, or finer than a hundredth. */
export function parsePoints(text: string): Points | null {
  const match = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
