import { dayOf, formatClockTime, formatDay, type Instant } from "../../domain/shared/time";

/** “10:32 ngày 14/06/2022”, as such moments are written in sentences. */
export function formatMoment(instant: Instant): string {
  return `${formatClockTime(instant).slice(0, 5)} ngày ${formatDay(dayOf(instant))}`;
}

/** Thousands parted by dots: 12345 → “12.345”. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ".");
}
