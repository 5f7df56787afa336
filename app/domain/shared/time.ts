/**
 * Instants are epoch milliseconds, days are `YYYY-MM-DD`. The platform lives in Asia/Ho_Chi_Minh, which has been
 * UTC+7 without summer time since 1975, so the zone is an offset and never the machine's.
 */
export type Instant = number;
export type Day = string;

export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
const zoneOffsetMs = 7 * hourMs;

/** The calendar day of an instant in Vietnam. */
export function dayOf(instant: Instant): Day {
  return new Date(instant + zoneOffsetMs).toISOString().slice(0, 10);
}

/** The first instant of a calendar day in Vietnam. */
export function startOfDay(day: Day): Instant {
  return Date.parse(`${day}T00:00:00Z`) - zoneOffsetMs;
}

/** `dd/MM/yyyy`. */
export function formatDay(day: Day): string {
  const [year, month, date] = day.split("-");
  return `${date}/${month}/${year}`;
}

/** `dd/MM/yyyy HH:mm` in Vietnam. */
export function formatInstant(instant: Instant): string {
  return `${formatDay(dayOf(instant))} ${formatClockTime(instant).slice(0, 5)}`;
}

/** “10:32 ngày 14/06/2022”, as moments are written in sentences. */
export function formatMoment(instant: Instant): string {
  return `${formatClockTime(instant).slice(0, 5)} ngày ${formatDay(dayOf(instant))}`;
}

/** The end of a window: “hết ngày dd/MM/yyyy” when it ends at midnight, since people would read 00:00 as a day more. */
export function formatClosing(instant: Instant): string {
  return lastWholeDay(instant) ?? formatInstant(instant);
}

/** The same in a sentence: “17:00 ngày 14/06/2022”, or “hết ngày …”. */
export function formatClosingMoment(instant: Instant): string {
  return lastWholeDay(instant) ?? formatMoment(instant);
}

/** “hết ngày dd/MM/yyyy” for a midnight, else null. */
export function lastWholeDay(instant: Instant): string | null {
  return startOfDay(dayOf(instant)) === instant ? `hết ngày ${formatDay(addDays(dayOf(instant), -1))}` : null;
}

/** `HH:mm:ss` in Vietnam. */
export function formatClockTime(instant: Instant): string {
  return new Date(instant + zoneOffsetMs).toISOString().slice(11, 19);
}

/** A length of time in whole seconds as “12 phút 05 giây”, with hours when there are any; seconds are cut, not rounded. */
export function formatDuration(milliseconds: number): string {
  const total = Math.max(0, Math.trunc(milliseconds / secondMs));
  const hours = Math.trunc(total / 3600);
  const minutes = Math.trunc((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, "0");
  return hours > 0 ? `${hours} giờ ${String(minutes).padStart(2, "0")} phút ${seconds} giây` : `${minutes} phút ${seconds} giây`;
}

/** A form's `YYYY-MM-DDTHH:mm` (datetime-local, Vietnam) → instant; null when it is no such moment. */
export function parseLocalInstant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const utc = Date.parse(`${text}:00Z`);
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 16) !== text) return null;
  return utc - zoneOffsetMs;
}

/** Instant → `YYYY-MM-DDTHH:mm` in Vietnam, the value of a datetime-local field. */
export function toLocalInstant(instant: Instant): string {
  return new Date(instant + zoneOffsetMs).toISOString().slice(0, 16);
}

/** The calendar day `count` days after a day (before it when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** The Monday of the week (Monday to Sunday) in which a day lies. */
export function mondayOf(day: Day): Day {
  const daysSinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -daysSinceMonday);
}

/** A form knows minutes only: what is typed within the minute of a known moment means that moment, its seconds too. */
export function sameMinuteOr(known: Instant, typed: Instant): Instant {
  return Math.trunc(known / minuteMs) === Math.trunc(typed / minuteMs) ? known : typed;
}
