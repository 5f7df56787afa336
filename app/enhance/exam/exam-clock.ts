import { Countdown } from "./countdown";

/**
 * The countdown of the open exam page. A page fresh from the server knows the time. A page kept on the device does not:
 * it starts from what the last answer told (server time against the phone's clock) and is right after the first answer.
 */
type Told = { readonly attemptId: string; readonly serverNow: number; readonly wallAt: number; readonly deadlineAt: number };

export type PageTimes = { readonly attemptId: string; readonly serverNow: number; readonly deadlineAt: number };

/** Server time and deadline for a kept page. Time never goes back behind what the server has told. */
export function estimate(page: PageTimes, told: Told | null, wallNow: number): { serverNow: number; deadlineAt: number } {
  if (told?.attemptId !== page.attemptId) return page;
  const passed = Math.max(0, wallNow - told.wallAt);
  return { serverNow: Math.max(page.serverNow, told.serverNow + passed), deadlineAt: told.deadlineAt };
}

const key = "exam-clock";

export function createExamClock(page: PageTimes, isKept: boolean) {
  const navigation = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  const begin = isKept ? estimate(page, recall(), Date.now()) : page;
  const countdown = new Countdown(begin.serverNow, isKept ? performance.now() : (navigation?.responseStart ?? 0), begin.deadlineAt);
  let isSure = !isKept;
  let deadlineAt = begin.deadlineAt;

  const now = () => countdown.serverNow(performance.now());
  const remember = () => {
    const told: Told = { attemptId: page.attemptId, serverNow: now(), wallAt: Date.now(), deadlineAt };
    try {
      localStorage.setItem(key, JSON.stringify(told));
    } catch {
      // why: without storage there is no kept page either.
    }
  };
  if (isSure) remember();

  return {
    now,
    deadlineAt: () => deadlineAt,
    remaining: () => countdown.remaining(performance.now()),
    /** False until a kept page has had its first answer. */
    isSure: () => isSure,
    correct(serverNow: number, newDeadlineAt: number) {
      isSure = true;
      deadlineAt = newDeadlineAt;
      countdown.correct(serverNow, performance.now(), deadlineAt);
      remember();
    },
  };
}

export type ExamClock = ReturnType<typeof createExamClock>;

function recall(): Told | null {
  try {
    const told = JSON.parse(localStorage.getItem(key) ?? "null") as Partial<Told> | null;
    const isWhole = told && typeof told.attemptId === "string" && [told.serverNow, told.wallAt, told.deadlineAt].every(Number.isFinite);
    return isWhole ? (told as Told) : null;
  } catch {
    return null;
  }
}
