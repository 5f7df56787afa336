import { formatCount } from "../shared/count";
import { formatDuration, formatMoment, type Instant, minuteMs } from "../shared/time";
import { type IncidentFacts, type IncidentKind, type IncidentTerms, isTimed, type TimeTerms } from "./incident";

/** `deadlineAt`: see `untilNextDecision`. */
type Told = { readonly kind: IncidentKind; readonly after: Pick<IncidentFacts, "deadlineAt">; readonly deadlineAt: Instant };

/** What an incident means for the person it was about, without the reason. */
export function incidentSentence({ kind, after, deadlineAt }: Told): string {
  const since = deadlineAt < after.deadlineAt ? ` (sau đó rút xuống còn đến ${formatMoment(deadlineAt)})` : "";
  switch (kind) {
    case "extra-time":
      return `Ban Tổ chức cho thêm giờ: hạn nộp mới ${formatMoment(after.deadlineAt)}${since}.`;
    case "reopening":
      return `Ban Tổ chức mở lại lượt thi: làm tiếp đến ${formatMoment(after.deadlineAt)}${since}.`;
    case "void":
      return "Ban Tổ chức hủy lượt thi: lượt này không được tính và không trừ vào số lượt được thi.";
    case "hand-in":
      return "Ban Tổ chức nhận các câu trả lời trong tệp đã nộp và chấm lại bài.";
  }
}

type Decided = { readonly attemptId: string; readonly before: Pick<IncidentFacts, "deadlineAt">; readonly deadlineAt: Instant };

/**
 * Each with the deadline that stood when the next decision was taken about the same attempt, or stands now, instead of the
 * attempt's own: earlier than what was decided only where an early closing brought it forward. `incidents` in the order they were decided.
 */
export function untilNextDecision<Incident extends Decided>(incidents: readonly Incident[]): Incident[] {
  const next = new Map<string, Instant>();
  return incidents
    .toReversed()
    .map((incident) => {
      const deadlineAt = next.get(incident.attemptId) ?? incident.deadlineAt;
      next.set(incident.attemptId, incident.before.deadlineAt);
      return { ...incident, deadlineAt };
    })
    .toReversed();
}

type Timed = { readonly kind: IncidentKind; readonly at: Instant };
type Deadlines = { readonly before: Pick<IncidentFacts, "deadlineAt">; readonly after: Pick<IncidentFacts, "deadlineAt"> };

/** By how much an attempt runs longer, or from when it was opened again; less than the minutes asked for where the closing cut it. */
export function timeGiven({ kind, at }: Timed, { before, after }: Deadlines): number {
  return after.deadlineAt - (kind === "reopening" ? at : before.deadlineAt);
}

function isCutByClosing(incident: Timed, { minutes }: Pick<TimeTerms, "minutes">, attempt: Deadlines): boolean {
  return timeGiven(incident, attempt) < minutes * minuteMs;
}

/** Whether somebody got less than the minutes asked for, or nothing. */
export function wasCutAtClosing(incident: Timed & { readonly terms: IncidentTerms }, attempts: readonly Deadlines[]): boolean {
  const { terms } = incident;
  return isTimed(terms) && ((terms.leftAtClosing ?? 0) > 0 || attempts.some((attempt) => isCutByClosing(incident, terms, attempt)));
}

/** What the committee decided, and what came of it where that is less. */
export function termsSentence(incident: Timed & { readonly terms: IncidentTerms }, attempts: readonly Deadlines[]): string {
  const { kind, terms } = incident;
  if (isTimed(terms)) {
    const wished = `${kind === "reopening" ? "Làm tiếp trong" : "Thêm"} ${terms.minutes} phút${terms.mayPassClosing ? ", được quá giờ đóng kỳ thi" : ""}`;
    const cut = attempts.filter((attempt) => isCutByClosing(incident, terms, attempt)).map((attempt) => timeGiven(incident, attempt));
    const less = cut.length === 0 ? "" : `, ${whoseText(cut.length, attempts.length)} chỉ đến giờ đóng kỳ thi (được ${spanText(cut)})`;
    const nothing = terms.leftAtClosing === undefined ? "" : `; ${formatCount(terms.leftAtClosing)} lượt thi không được thêm vì không còn thời gian trước giờ đóng kỳ thi`;
    return `${wished}${less}${nothing}.`;
  }
  return "positions" in terms ? `Nhận câu ${terms.positions.join(", ")} từ tệp tạo lúc ${formatMoment(terms.fileMadeAt)}${terms.despiteKeys ? ", khi đáp án đã hiện" : ""}.` : "";
}

function whoseText(cut: number, all: number): string {
  if (all === 1) return "nhưng";
  return cut === all ? `nhưng cả ${formatCount(all)} lượt thi` : `trong đó ${formatCount(cut)}/${formatCount(all)} lượt thi`;
}

function spanText(given: readonly number[]): string {
  const [least, most] = [Math.min(...given), Math.max(...given)].map(lengthText);
  return least === most ? least! : `từ ${least} đến ${most}`;
}

const lengthText = (milliseconds: number) => (milliseconds % minuteMs === 0 ? `${milliseconds / minuteMs} phút` : formatDuration(milliseconds));
