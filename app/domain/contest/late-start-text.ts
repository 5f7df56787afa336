import { formatMoment, type Instant, minuteMs } from "~/domain/shared/time";

/**
 * Said before a start so late that the round closes before the time of an attempt is up, and one attempt's length before that, since a
 * page may lie open; null while there is time enough. Minutes are cut, not rounded.
 */
export function lateStartText({ minutes, closesAt }: { readonly minutes: number; readonly closesAt: Instant }, now: Instant): string | null {
  const left = closesAt - now;
  if (left >= 2 * minutes * minuteMs) return null;
  if (left >= minutes * minuteMs) return `Kỳ thi sắp đóng: bắt đầu sau ${formatMoment(closesAt - minutes * minuteMs)} thì không đủ ${minutes} phút làm bài.`;
  const rest = left < minuteMs ? "chưa đầy 1" : String(Math.floor(left / minuteMs));
  return `Kỳ thi sắp đóng: nếu bắt đầu bây giờ, chỉ còn ${rest} phút làm bài thay vì ${minutes} phút.`;
}
