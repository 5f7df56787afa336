import { type ExamData, readExamData } from "~/domain/attempt/exam-data";
import { makeUnsentFile, unsentFileName } from "~/domain/attempt/unsent-file";
import { downloadJson } from "./exam/download";
import { sortEarly, takeEarly } from "./exam/early-choices";
import { createExamClock, type ExamClock } from "./exam/exam-clock";
import { createExamView, type ExamView } from "./exam/exam-view";
import { forgetPage, isKeptPage, keepPage, takePage } from "./exam/kept-page";
import { openKeptResponses, recover, type Recovered } from "./exam/kept-responses";
import { leaveForReview } from "./exam/leave";
import { becomeOnlyTab } from "./exam/only-tab";
import { runClock } from "./exam/run-clock";
import { SaveQueue } from "./exam/save-queue";
import { screenOf } from "./exam/screen";
import { createSender } from "./exam/sender";
import { createSignInDialog } from "./exam/sign-in-dialog";
import { watchOnly } from "./exam/watch-only";

/**
 * The exam page, improved: every change is saved by itself, the clock runs by the server's deadline, and the page says
 * at each moment whether what stands on it is saved. Without this module the same form works with two buttons.
 * This file connects the parts of `exam/`; each of them can be read alone.
 */
type Exam = { data: ExamData; view: ExamView; clock: ExamClock; queue: SaveQueue };

/** Towards the end and in the grace a failed save is tried again sooner. */
const lastStretchMs = 60_000;
/** At the end everybody asks the server whether it was the end; not all in the same instant. */
const askAfterEndMs = 3_000;

async function start(form: HTMLFormElement) {
  const page = takePage();
  const isKept = isKeptPage();
  const data = readExamData((name) => form.getAttribute(name));
  const view = createExamView(form);
  const clock = createExamClock(data, isKept);
  const stopSaying = sayUnsaved(form, view);
  if (!(await becomeOnlyTab(data.attemptId, data.epoch))) {
    stopSaying();
    return watchOnly({ data, view, clock });
  }
  const store = await openKeptResponses(data.attemptId, data.epoch);
  const recovered = recover(await store.load(), data.epoch, data.sequence);
  const sender = createSender(data, clock, recovered.lastSavedAt);
  const dialog = createSignInDialog(() => queue.flush());
  const queue = new SaveQueue(
    {
      now: clock.now, random: Math.random, after, keep: store.keep, acknowledge: store.acknowledge, send: sender.send, changed: () => paint(),
      longestPauseMs: () => (clock.remaining() < lastStretchMs ? 2_000 : 10_000),
    },
    recovered.lastSequence,
  );
  const exam = { data, view, clock, queue };
  const paint = createPainter(exam, sender.lastSavedAt, dialog);

  stopSaying();
  showRecovered(exam, recovered);
  setUpForm(form, exam);
  setUpDownload(exam);
  runClock(exam, paint, () => setTimeout(() => queue.flush(), queue.unsent().length > 0 ? 0 : Math.random() * askAfterEndMs));
  addEventListener("online", () => {
    sender.giveUp();
    queue.flush();
  });
  addEventListener("focus", () => queue.flush());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" || queue.unsent().length > 0) queue.flush();
  });
  if (isKept) queue.flush();
  else void keepPage(page);
}

/** Until it is decided whether this tab saves, a choice is not saved, whatever the server has rendered. Returns what ends it. */
function sayUnsaved(form: HTMLFormElement, view: ExamView): () => void {
  const say = () => {
    if (view.positions.some(view.isChanged)) view.showSave({ tone: "busy", text: "Chờ lưu…", detail: "" });
  };
  say();
  form.addEventListener("change", say);
  return () => form.removeEventListener("change", say);
}

function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

/** Paints the page as it is now; the sign-in dialog opens once for each end of a session and closes when it is over. */
function createPainter({ data, view, clock, queue }: Exam, lastSavedAt: () => number | null, dialog: ReturnType<typeof createSignInDialog>) {
  let neededSignIn = false;
  let hasEnded = false;
  return () => {
    const state = queue.state();
    const now = clock.now();
    const screen = screenOf({ queue: state, now, deadlineAt: clock.deadlineAt(), graceMs: data.graceSeconds * 1_000, lastSavedAt: lastSavedAt() });
    view.show(screen);
    if (state.stop !== null || (state.unsaved === 0 && state.trouble === null && !state.isSending)) view.sayLeaving("");
    if (screen.needsSignIn && !neededSignIn) dialog.open();
    if (!screen.needsSignIn && neededSignIn) dialog.close();
    neededSignIn = screen.needsSignIn;
    if (state.stop === "closed" && !hasEnded) void forgetPage();
    hasEnded = state.stop === "closed";
  };
}

/** What was chosen before this module ran, or while another tab was saving, is newer than anything kept. */
function showRecovered({ data, view, queue }: Exam, { newer, unsent, leftBehind }: Recovered) {
  const { fit, overtaken } = sortEarly(takeEarly(data.attemptId), view.rendered);
  for (const choice of fit) if (!view.isChanged(choice.position)) view.write(choice);
  const typedEarly = view.positions.filter(view.isChanged);
  for (const row of [...newer, ...unsent]) if (!typedEarly.includes(row.position)) view.write(row);
  queue.restore(unsent);
  for (const position of typedEarly) saveQuestion(view, queue, position);
  view.paintProgress();
  view.showLeftBehind([...new Set([...leftBehind, ...overtaken])].filter((position) => !typedEarly.includes(position)).sort((a, b) => a - b));
}

function saveQuestion(view: ExamView, queue: SaveQueue, position: number) {
  const { choiceIds, isFlagged } = view.read(position);
  queue.edit(position, choiceIds, isFlagged);
  view.paintProgress();
}

function setUpForm(form: HTMLFormElement, { view, queue }: Exam) {
  form.addEventListener("change", (event) => {
    const position = view.positionOf(event.target);
    if (position !== null) saveQuestion(view, queue, position);
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || button.value !== "review") return;
    event.preventDefault();
    void leaveForReview(queue, view.sayLeaving).then((mayLeave) => {
      if (mayLeave) location.assign(button.dataset["reviewUrl"] ?? form.action);
    });
  });
  addEventListener("beforeunload", (event) => {
    if (queue.unsent().length > 0 && queue.state().stop !== "stale-writer") event.preventDefault();
  });
}

function setUpDownload({ data, view, clock, queue }: Exam) {
  for (const button of document.querySelectorAll("[data-download]")) {
    button.addEventListener("click", () => {
      const { attemptId, receipt, epoch } = data;
      const file = makeUnsentFile({ attemptId, receipt, epoch, madeAt: Math.round(clock.now()), deadlineAt: clock.deadlineAt(), saves: queue.unsent(), lettersOf: view.lettersOf });
      downloadJson(unsentFileName(receipt), file);
    });
  }
}

const form = document.getElementById("exam");
if (form instanceof HTMLFormElement) void start(form);
document.documentElement.classList.add("js");
