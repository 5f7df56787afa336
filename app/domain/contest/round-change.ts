/**
 * Changes of a round that people already know about. Before the first attempt its window may move; afterwards only what
 * gives everybody more (a later closing, more minutes, more attempts), or an earlier closing. Each needs a reason and is
 * shown to those it touches. What would take something from somebody who has sat already is refused.
 */
import { ok, refuse, type Result } from "../shared/result";
import { formatClosingMoment, formatMoment, type Instant, minuteMs, sameMinuteOr, secondMs } from "../shared/time";
import { isPastClosing, type RoundPhase } from "./phase";
import type { Round } from "./round";

type Window = { readonly opensAt: Instant; readonly closesAt: Instant };
/** What an earlier closing does to people who are sitting: they go on to their own deadline, or all stop at the closing. */
export type RunningAttempts = "kept" | "collected";

export type RoundChange =
  | { readonly kind: "window"; readonly from: Window; readonly to: Window }
  | { readonly kind: "closes-later"; readonly from: Instant; readonly to: Instant }
  | { readonly kind: "closes-earlier"; readonly from: Instant; readonly to: Instant; readonly running: RunningAttempts }
  | { readonly kind: "minutes"; readonly from: number; readonly to: number }
  /** Null is unlimited. */
  | { readonly kind: "attempts"; readonly from: number | null; readonly to: number | null }
  | { readonly kind: "cancelled" };

export type ChangeWish =
  | ({ readonly kind: "postpone" } & Window)
  | { readonly kind: "loosen"; readonly closesAt: Instant; readonly minutes: number; readonly allowed: number | null }
  /** `at` null: at once. */
  | { readonly kind: "close-early"; readonly at: Instant | null; readonly running: RunningAttempts };

export type KnownRound = Pick<Round, "opensAt" | "closesAt" | "rules"> & { readonly phase: RoundPhase; readonly isStarted: boolean };
export type ChangeErrors = Partial<Record<"newOpensAt" | "newClosesAt" | "closesAt" | "minutes" | "attemptsAllowed" | "closeAt" | "form", string>>;
export type ChangePlan = Result<readonly RoundChange[], ChangeErrors>;

/** People who are sitting learn of an earlier end within seconds; these minutes let them finish what they have begun. */
export const collectionNoticeMinutes = 5;

/** Which of the wishes a round admits at all. */
export function possibleChanges({ phase, isStarted }: Pick<KnownRound, "phase" | "isStarted">): readonly ChangeWish["kind"][] {
  if (phase === "before") return ["postpone"];
  if (phase !== "open") return [];
  return isStarted ? ["loosen", "close-early"] : ["postpone", "close-early"];
}

/** What a wish changes, or why it can't be; wishing what is so already changes nothing. */
export function planChange(round: KnownRound, wish: ChangeWish, now: Instant): ChangePlan {
  if (!possibleChanges(round).includes(wish.kind)) return isClosedAlready(round, wish) ? ok([]) : refuse({ form: impossibleText(round, wish.kind) });
  switch (wish.kind) {
    case "postpone":
      return planPostponement(round, wish, now);
    case "loosen":
      return planLoosening(round, wish);
    case "close-early":
      return planEarlyClosing(round, wish, now);
  }
}

/** “Close at once”, sent twice. */
function isClosedAlready({ phase }: KnownRound, wish: ChangeWish): boolean {
  return wish.kind === "close-early" && wish.at === null && isPastClosing(phase);
}

function impossibleText({ phase, isStarted }: KnownRound, kind: ChangeWish["kind"]): string {
  if (phase === "draft") return "Kỳ thi còn là bản nháp: sửa thẳng trong trang kỳ thi.";
  if (phase === "cancelled") return "Kỳ thi đã hủy; hãy sao chép thành kỳ thi mới.";
  if (isPastClosing(phase)) return "Kỳ thi đã đóng nên không đổi được nữa; hãy sao chép thành kỳ thi mới.";
  if (kind === "postpone" && isStarted) return "Đã có người vào thi nên không dời giờ mở được; có thể gia hạn hoặc đóng sớm.";
  return kind === "loosen" ? "Chưa có ai vào thi: sửa thẳng trong trang kỳ thi." : "Kỳ thi chưa mở nên không có gì để đóng; có thể hoãn hoặc hủy.";
}

function planPostponement({ opensAt, closesAt, rules }: KnownRound, typed: Window, now: Instant): ChangePlan {
  const to = { opensAt: sameMinuteOr(opensAt, typed.opensAt), closesAt: sameMinuteOr(closesAt, typed.closesAt) };
  if (to.opensAt === opensAt && to.closesAt === closesAt) return ok([]);
  const isTooShort = rules.minutes * minuteMs > to.closesAt - to.opensAt;
  const errors: ChangeErrors = {
    ...(to.opensAt !== opensAt && to.opensAt < now ? { newOpensAt: "Giờ mở mới phải sau thời điểm hiện tại." } : {}),
    ...(isTooShort ? { newClosesAt: `Kỳ thi ngắn hơn thời gian làm bài (${rules.minutes} phút).` } : {}),
    ...(to.closesAt <= Math.max(to.opensAt, now) ? { newClosesAt: "Giờ đóng mới phải sau giờ mở và sau thời điểm hiện tại." } : {}),
  };
  if (Object.keys(errors).length > 0) return refuse(errors);
  return ok([{ kind: "window", from: { opensAt, closesAt }, to }]);
}

function planLoosening({ opensAt, closesAt, rules }: KnownRound, typed: Extract<ChangeWish, { kind: "loosen" }>): ChangePlan {
  const wish = { ...typed, closesAt: sameMinuteOr(closesAt, typed.closesAt) };
  const { minutes, attempts: { allowed } } = rules;
  const isFewer = allowed === null ? wish.allowed !== null : wish.allowed !== null && wish.allowed < allowed;
  const errors: ChangeErrors = {
    ...(wish.closesAt < closesAt ? { closesAt: "Giờ đóng ở đây chỉ lùi muộn hơn; muốn đóng sớm, dùng mục “Đóng sớm”." } : {}),
    ...(wish.minutes < minutes ? { minutes: `Đã có người thi với ${minutes} phút nên không giảm được.` } : {}),
    ...(wish.minutes * minuteMs > Math.max(wish.closesAt, closesAt) - opensAt ? { minutes: `Thời gian làm bài (${wish.minutes} phút) dài hơn cả kỳ thi.` } : {}),
    ...(isFewer ? { attemptsAllowed: "Đã có người vào thi nên không giảm số lượt được." } : {}),
  };
  if (Object.keys(errors).length > 0) return refuse(errors);
  return ok([
    ...(wish.closesAt > closesAt ? [{ kind: "closes-later", from: closesAt, to: wish.closesAt } as const] : []),
    ...(wish.minutes > minutes ? [{ kind: "minutes", from: minutes, to: wish.minutes } as const] : []),
    ...(wish.allowed !== allowed ? [{ kind: "attempts", from: allowed, to: wish.allowed } as const] : []),
  ]);
}

function planEarlyClosing({ closesAt }: KnownRound, { at, running }: Extract<ChangeWish, { kind: "close-early" }>, now: Instant): ChangePlan {
  if (at === closesAt) return ok([]);
  const earliest = running === "collected" ? now + collectionNoticeMinutes * minuteMs : now;
  if ((at ?? now) < earliest) {
    return refuse({ closeAt: running === "collected" ? `Thu cả bài đang làm thì phải báo trước ít nhất ${collectionNoticeMinutes} phút: chọn giờ đóng từ ${formatMoment(earliest + minuteMs)}.` : "Giờ đóng mới phải từ thời điểm hiện tại trở đi." });
  }
  if (at !== null && at > closesAt) return refuse({ closeAt: `Giờ đóng mới phải trước giờ đóng hiện nay (${formatClosingMoment(closesAt)}).` });
  return ok([{ kind: "closes-earlier", from: closesAt, to: at ?? now, running }]);
}

/** The round with the changes carried out. */
export function changedRound<R extends Pick<Round, "opensAt" | "closesAt" | "rules">>(round: R, changes: readonly RoundChange[]): Pick<Round, "opensAt" | "closesAt" | "rules"> {
  return changes.reduce<Pick<Round, "opensAt" | "closesAt" | "rules">>((before, change) => {
    switch (change.kind) {
      case "window":
        return { ...before, ...change.to };
      case "closes-later":
      case "closes-earlier":
        return { ...before, closesAt: change.to };
      case "minutes":
        return { ...before, rules: { ...before.rules, minutes: change.to } };
      case "attempts":
        return { ...before, rules: { ...before.rules, attempts: { ...before.rules.attempts, allowed: change.to } } };
      case "cancelled":
        return before;
    }
  }, { opensAt: round.opensAt, closesAt: round.closesAt, rules: round.rules });
}

type RunningAttempt = { readonly startedAt: Instant; readonly deadlineAt: Instant; readonly extraSeconds: number };

/**
 * Until when an attempt that is being sat runs once the changes are carried out. It never gets shorter than it was
 * promised, except where an earlier closing collects what is being sat.
 */
export function deadlineAfter(attempt: RunningAttempt, after: Pick<Round, "closesAt" | "rules">, changes: readonly RoundChange[]): Instant {
  if (changes.some(collects)) return Math.min(attempt.deadlineAt, after.closesAt);
  const promised = attempt.startedAt + after.rules.minutes * minuteMs + attempt.extraSeconds * secondMs;
  return Math.max(attempt.deadlineAt, Math.min(promised, after.closesAt));
}

/** Changes that were made together, as they are read; by whom, for organisers. */
export type ChangeNotice = { readonly at: Instant; readonly sentences: readonly string[]; readonly reason: string; readonly changedBy?: string | null };

/** A change as one sentence for those it touches. */
export function describeChange(change: RoundChange): string {
  switch (change.kind) {
    case "window":
      return `Thời gian thi đổi thành từ ${formatMoment(change.to.opensAt)} đến ${formatClosingMoment(change.to.closesAt)} (trước đây: từ ${formatMoment(change.from.opensAt)} đến ${formatClosingMoment(change.from.closesAt)}).`;
    case "closes-later":
      return `Kỳ thi được gia hạn đến ${formatClosingMoment(change.to)} (trước đây: ${formatClosingMoment(change.from)}).`;
    case "closes-earlier":
      return `Kỳ thi đóng sớm lúc ${formatClosingMoment(change.to)} (trước đây: ${formatClosingMoment(change.from)}). ${change.running === "kept" ? "Bài đang làm được làm tiếp đến hết giờ của bài." : "Bài đang làm được thu cùng lúc đóng."}`;
    case "minutes":
      return `Thời gian làm bài tăng từ ${change.from} lên ${change.to} phút, cho cả bài đang làm.`;
    case "attempts":
      return change.to === null ? "Số lượt thi không còn giới hạn." : `Số lượt thi tối đa tăng từ ${change.from} lên ${change.to}.`;
    case "cancelled":
      return "Kỳ thi đã bị hủy.";
  }
}

export type EarlyClosing = { readonly at: Instant; readonly to: Instant; readonly reason: string; readonly changedBy: string | null };
export type ToldChanges = { readonly at: Instant; readonly changes: readonly RoundChange[]; readonly reason: string; readonly changedBy: string | null };

/** When and why a round was cancelled, where people knew of it. */
export function findCancellation(told: readonly ToldChanges[]): ToldChanges | null {
  return told.find(({ changes }) => changes.some(({ kind }) => kind === "cancelled")) ?? null;
}

/** When running attempts were to be collected before their own deadline, and why; without what was moved again before it came. The first one first. */
export function earlyClosings(told: readonly ToldChanges[]): EarlyClosing[] {
  return told
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ at, changes, reason, changedBy }, index, inOrder) => {
      const closing = changes.find(collects);
      const isMovedAgain = inOrder.slice(index + 1).some((later) => later.changes.some((change) => change.kind === "closes-later" || collects(change)));
      return closing === undefined || isMovedAgain ? [] : [{ at, to: closing.to, reason, changedBy }];
    });
}

type Collection = Extract<RoundChange, { kind: "closes-earlier" }> & { readonly running: "collected" };
const collects = (change: RoundChange): change is Collection => change.kind === "closes-earlier" && change.running === "collected";
