/**
 * Why an attempt that is being sat ends at another time than its minutes give: the committee gave extra time, opened it again,
 * gave everybody more, or closes the round early and collects. Only the newest of what moved the deadline counts.
 */
import { earlyClosings, type RoundChange, type ToldChanges } from "../contest/round-change";
import { formatClosingMoment, formatMoment, type Instant, minuteMs } from "../shared/time";
import type { IncidentFacts, IncidentKind, ToldIncident } from "./incident";

type Sat = { readonly startedAt: Instant; readonly deadlineAt: Instant };
type Decision = Pick<ToldIncident, "kind" | "at" | "reason"> & { readonly after: Pick<IncidentFacts, "deadlineAt"> };
type News = { readonly at: Instant; readonly reason: string; readonly sentence: string };

/** False for nearly everybody, so their page needs to look for nothing. */
export function hasMovedDeadline({ startedAt, deadlineAt }: Sat, minutes: number): boolean {
  return deadlineAt !== startedAt + minutes * minuteMs;
}

/** Null where nobody decided anything: the round simply closes before the minutes are over. `incidents` in the order they were decided. */
export function deadlineNews(sat: Sat, incidents: readonly Decision[], roundChanges: readonly ToldChanges[]): string | null {
  const { deadlineAt } = sat;
  const last = incidents.findLast(({ kind }) => incidentNews(kind, deadlineAt) !== null) ?? null;
  const told = [
    ...closingsAt(deadlineAt, roundChanges),
    ...(last === null ? [] : [{ ...last, sentence: incidentNews(last.kind, deadlineAt)! }]),
    ...loosenings(sat, last, roundChanges),
  ];
  return newestOf(told);
}

/** That the round was closed early and the attempt collected with it; else null. */
export function collectionNews(deadlineAt: Instant, roundChanges: readonly ToldChanges[]): string | null {
  return newestOf(closingsAt(deadlineAt, roundChanges));
}

function newestOf(told: readonly News[]): string | null {
  const newest = told.toSorted((a, b) => b.at - a.at)[0];
  return newest ? `${newest.sentence} Lý do: ${newest.reason}` : null;
}

function closingsAt(deadlineAt: Instant, roundChanges: readonly ToldChanges[]): News[] {
  return earlyClosings(roundChanges)
    .filter(({ to }) => to === deadlineAt)
    .map(({ at, reason }) => ({ at, reason, sentence: `Kỳ thi đóng sớm: bài đang làm được thu lúc ${formatMoment(deadlineAt)}.` }));
}

function incidentNews(kind: IncidentKind, deadlineAt: Instant): string | null {
  if (kind === "extra-time") return `Ban Tổ chức đã cho thêm giờ: hạn nộp bài là ${formatMoment(deadlineAt)}.`;
  return kind === "reopening" ? `Ban Tổ chức đã mở lại lượt thi: làm tiếp đến ${formatMoment(deadlineAt)}.` : null;
}

/** What everybody was given while the attempt ran, and after the last decision about it, where the deadline shows that it moved it. */
function loosenings({ startedAt, deadlineAt }: Sat, last: Decision | null, roundChanges: readonly ToldChanges[]): News[] {
  if (last?.after.deadlineAt === deadlineAt) return [];
  return roundChanges
    .filter(({ at }) => at > (last?.at ?? startedAt))
    .flatMap(({ at, reason, changes }) => changes.flatMap((change) => {
      const sentence = looseningNews(change, deadlineAt, (minutes) => last?.after.deadlineAt ?? startedAt + minutes * minuteMs);
      return sentence === null ? [] : [{ at, reason, sentence }];
    }));
}

function looseningNews(change: RoundChange, deadlineAt: Instant, endAfter: (minutes: number) => Instant): string | null {
  const until = `hạn nộp bài là ${formatMoment(deadlineAt)}.`;
  if (change.kind === "minutes" && deadlineAt > endAfter(change.from)) return `Thời gian làm bài tăng từ ${change.from} lên ${change.to} phút: ${until}`;
  return change.kind === "closes-later" && deadlineAt > change.from ? `Kỳ thi được gia hạn đến ${formatClosingMoment(change.to)}: ${until}` : null;
}
