import { clockLabel } from "~/domain/attempt/clock-label";
import { readExamData } from "~/domain/attempt/exam-data";
import { formatClockTime } from "~/domain/shared/time";
import { announcement, Countdown } from "./exam/countdown";
import { createExamView, type SaveSign } from "./exam/exam-view";
import { openPendingStore } from "./exam/pending-store";
import { SaveQueue, type QueueState } from "./exam/save-queue";
import { sendSaves } from "./exam/transport";

/**
 * The exam page, improved: every change is saved by itself, the clock runs by the server's deadline, and the page says
 * at each moment whether what stands on it is saved. Without this module the same form works with two buttons.
 */
const tickMs = 250;
const leaveWaitMs = 4_000;
const tabWaitMs = 1_500;

async function start(form: HTMLFormElement) {
  const data = readExamData((name) => form.getAttribute(name));
  const view = createExamView(form);
  if (!(await becomeOnlyTab(data.attemptId))) return view.freeze("panel-tab");
  const navigation = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  const countdown = new Countdown(data.serverNow, navigation?.responseStart ?? 0, data.deadlineAt);
  const store = await openPendingStore(data.attemptId, data.epoch);
  let lastSavedAt: number | null = null;
  let isOver = false;

  const serverNow = () => data.deadlineAt - countdown.remaining(performance.now());
  const wallNow = () => performance.timeOrigin + performance.now();

  const queue = new SaveQueue(
    {
      now: wallNow,
      random: Math.random,
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
      keep: store.keep,
      forget: store.forget,
      async send(saves) {
        const { reply, clock } = await sendSaves(data.saveUrl, data.epoch, saves, wallNow());
        if (clock) countdown.correct(clock.now, performance.now(), clock.deadlineAt);
        if (reply.kind === "answered") lastSavedAt = clock?.now ?? serverNow();
        return reply;
      },
      changed: (state) => showState(state),
    },
    data.sequence,
  );

  function showState(state: QueueState) {
    view.showSaveState(saveSign(state, lastSavedAt));
    view.showTrouble(troubleText(state));
    view.showSignIn(state.stop === "signed-out");
    if (state.stop === "stale-writer") view.freeze("panel-stale");
    if (state.stop === "closed") end();
  }

  function end() {
    if (isOver) return;
    isOver = true;
    view.freeze("panel-over");
  }

  const pending = await store.load();
  const typedEarly = view.positions.filter(view.isChanged);
  for (const save of pending) if (!typedEarly.includes(save.position)) view.write(save);
  queue.restore(pending);
  const saveQuestion = (position: number) => {
    const { choiceIds, isFlagged } = view.read(position);
    queue.edit(position, choiceIds, isFlagged);
    view.paintProgress();
  };
  typedEarly.forEach(saveQuestion);
  view.paintProgress();

  form.addEventListener("change", (event) => {
    const position = view.positionOf(event.target);
    if (position !== null) saveQuestion(position);
  });
  form.addEventListener("submit", (event) => leave(event, form, queue, view.showTrouble));
  addEventListener("online", () => queue.flush());
  addEventListener("focus", () => queue.flush());
  document.addEventListener("visibilitychange", () => queue.flush());
  addEventListener("beforeunload", (event) => {
    if (queue.unsent().length > 0 && !isOver) event.preventDefault();
  });

  let before = countdown.remaining(performance.now());
  setInterval(() => {
    const after = countdown.remaining(performance.now());
    const spoken = announcement(before, after);
    if (spoken) view.speak(spoken);
    before = after;
    view.showClock(clockLabel(after), after <= 60_000);
    if (after === 0 && !isOver) {
      queue.flush();
      end();
    }
  }, tickMs);
  setUpClockToggle();
}

/** Leaves for the review page once everything is saved; stays, and says so, when it is not. */
function leave(event: SubmitEvent, form: HTMLFormElement, queue: SaveQueue, showTrouble: (text: string) => void) {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement) || button.value !== "review") return;
  event.preventDefault();
  queue.flush();
  const tooLate = new Promise<"waiting">((resolve) => setTimeout(() => resolve("waiting"), leaveWaitMs));
  void Promise.race([queue.settled(), tooLate]).then(() => {
    if (queue.unsent().length === 0) location.assign(button.dataset["reviewUrl"] ?? form.action);
    else showTrouble(`Còn ${queue.unsent().length} câu chưa lưu được nên chưa sang bước nộp bài. Trang đang tự thử lại.`);
  });
}

function saveSign({ unsaved, isSending, trouble, stop }: QueueState, lastSavedAt: number | null): SaveSign {
  if (unsaved === 0) return { tone: "ok", text: "Đã lưu", detail: lastSavedAt === null ? "" : formatClockTime(lastSavedAt) };
  if (stop !== null || trouble !== null) return { tone: "trouble", text: `Chưa lưu ${unsaved} câu`, detail: "" };
  return { tone: "busy", text: isSending ? "Đang lưu…" : "Chờ lưu…", detail: "" };
}

function troubleText({ unsaved, trouble, stop }: QueueState): string {
  if (stop !== null || trouble === null) return "";
  const cause = trouble === "offline" ? "mất mạng" : "máy chủ chưa trả lời";
  return `Chưa lưu ${unsaved} câu – ${cause}, đang thử lại. Cứ làm tiếp, đừng đóng trang.`;
}

function setUpClockToggle() {
  const toggle = document.getElementById("clock-toggle");
  const clock = document.getElementById("clock");
  if (!toggle || !clock) return;
  toggle.addEventListener("click", () => {
    clock.hidden = !clock.hidden;
    toggle.textContent = clock.hidden ? "Hiện giờ" : "Ẩn giờ";
  });
}

/**
 * Two tabs of one browser would number their saves alike, so only one may save. Waits a moment for a tab that is being
 * reloaded or has just been closed; false when another one is really open. Where locks are missing every tab is trusted.
 */
function becomeOnlyTab(attemptId: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const held = navigator.locks.request(`attempt-${attemptId}`, { signal: AbortSignal.timeout(tabWaitMs) }, () => {
      resolve(true);
      return new Promise(() => undefined);
    });
    held.catch(() => resolve(false));
  });
}

document.documentElement.classList.add("js");
const form = document.getElementById("exam");
if (form instanceof HTMLFormElement) void start(form);
