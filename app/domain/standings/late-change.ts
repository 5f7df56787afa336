/**
 * A published result changes only by a void: standings and participation are derived and follow. Everybody who reads the result is told when
 * and by what, with the number the incident has in the round's record; the reason stays in the record, which the committee reads.
 */
import type { IncidentKind } from "../attempt/incident";
import { formatMoment, type Instant } from "../shared/time";

export type LateChange = { readonly at: Instant; /** In the record of incidents, from 1. */ readonly number: number };

/** `incidents`: all of a round, the first one first. */
export function lateChanges(incidents: readonly { readonly kind: IncidentKind; readonly at: Instant }[], publishedAt: Instant | null): readonly LateChange[] {
  if (publishedAt === null) return [];
  return incidents.flatMap(({ kind, at }, index) => (kind === "void" && at > publishedAt ? [{ at, number: index + 1 }] : []));
}

export function publishedText(publishedAt: Instant, changes: readonly LateChange[]): string {
  if (changes.length === 0) return `Kết quả đã công bố lúc ${formatMoment(publishedAt)}.`;
  const each = changes.map(({ at, number }) => `lúc ${formatMoment(at)} do hủy lượt thi (biên bản sự cố, mục ${number})`);
  return `Kết quả công bố lúc ${formatMoment(publishedAt)}; đã thay đổi sau khi công bố: ${each.join("; ")}.`;
}
