/**
 * Why an attempt that is being sat ends at another time than its minutes give: the committee gave extra time, opened it again,
 * or closes the round early and collects. Only the newest of them counts, and a closing only where the attempt ends with it.
 */
import { earlyClosings, type ToldChanges } from "../contest/round-change";
import { formatMoment, type Instant, minuteMs } from "../shared/time";
import type { IncidentKind } from "./incident";

type Sat = { readonly startedAt: Instant; readonly deadlineAt: Instant };
type OwnIncident = { readonly kind: IncidentKind; readonly at: Instant; readonly reason: string };

/** False for nearly everybody, so their page needs to look for nothing. */
export function hasMovedDeadline({ startedAt, deadlineAt }: Sat, minutes: number): boolean {
  return deadlineAt !== startedAt + minutes * minuteMs;
}

/** Null where nobody decided anything: the round simply closes before the minutes are over. */
export function deadlineNews(deadlineAt: Instant, incidents: readonly OwnIncident[], roundChanges: readonly ToldChanges[]): string | null {
  const closings = earlyClosings(roundChanges).filter(({ to }) => to === deadlineAt);
  const told = [
    ...closings.map(({ at, reason }) => ({ at, reason, sentence: `Kỳ thi đóng sớm: bài đang làm được thu lúc ${formatMoment(deadlineAt)}.` })),
    ...incidents.flatMap(({ kind, at, reason }) => {
      const sentence = incidentNews(kind, deadlineAt);
      return sentence === null ? [] : [{ at, reason, sentence }];
    }),
  ];
  const newest = told.sort((a, b) => b.at - a.at)[0];
  return newest ? `${newest.sentence} Lý do: ${newest.reason}` : null;
}

function incidentNews(kind: IncidentKind, deadlineAt: Instant): string | null {
  if (kind === "extra-time") return `Ban Tổ chức đã cho thêm giờ: hạn nộp bài là ${formatMoment(deadlineAt)}.`;
  return kind === "reopening" ? `Ban Tổ chức đã mở lại lượt thi: làm tiếp đến ${formatMoment(deadlineAt)}.` : null;
}
