/**
 * A published result changes by a void: standings and participation are derived and follow. Everybody who reads the result is told when
 * and by what, with the number the incident has in its round's record; the reason stays in the record, which the committee reads.
 */
import type { IncidentKind } from "../attempt/incident";
import { formatMoment, type Instant } from "../shared/time";

export type LateChange = {
  readonly at: Instant;
  /** In the record of incidents, from 1. */
  readonly number: number;
  /** Of another round, whose attempts the ranks count too; null: of the published round itself. */
  readonly roundName: string | null;
};

/** All incidents of a round, the first one first. */
export type RoundRecord = Pick<LateChange, "roundName"> & { readonly incidents: readonly { readonly kind: IncidentKind; readonly at: Instant }[] };

export function lateChanges(records: readonly RoundRecord[], publishedAt: Instant | null): readonly LateChange[] {
  if (publishedAt === null) return [];
  const changes = records.flatMap(({ roundName, incidents }) => incidents.flatMap(({ kind, at }, index) => (kind === "void" && at > publishedAt ? [{ at, number: index + 1, roundName }] : [])));
  return changes.sort((a, b) => a.at - b.at);
}

export function publishedText(publishedAt: Instant, changes: readonly LateChange[]): string {
  if (changes.length === 0) return `Kết quả đã công bố lúc ${formatMoment(publishedAt)}.`;
  const each = changes.map(({ at, number, roundName }) => {
    const [ofRound, record] = roundName === null ? ["", "biên bản sự cố"] : [` của “${roundName}”`, "biên bản sự cố của kỳ thi đó"];
    return `lúc ${formatMoment(at)} do hủy lượt thi${ofRound} (${record}, mục ${number})`;
  });
  return `Kết quả công bố lúc ${formatMoment(publishedAt)}; đã thay đổi sau khi công bố: ${each.join("; ")}.`;
}
