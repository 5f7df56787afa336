import { clockLabel } from "~/domain/attempt/clock-label";
import { createConfirmBox } from "./exam/confirm-box";
import { announcement, Countdown } from "./exam/countdown";
import { submitUntilTaken } from "./exam/submit";

/**
 * The review page, improved: same deadline and announcements as the exam page, and a submit that survives a lost network.
 * It leaves for the receipt only when the server can be reached, so nobody ends on an error page of the browser.
 */
const postTimeoutMs = 10_000;
const askEveryMs = 2_000;
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

function start(frame: HTMLElement, form: HTMLFormElement) {
  const resultUrl = String(frame.dataset["resultUrl"]);
  const { box, say } = createTeller(form);
  runClock(frame, () => {
    box.close();
    form.hidden = true;
    say("Đã hết giờ – bài đã được thu. Mọi câu đã lưu đều được tính.");
    void leaveFor(resultUrl);
  });
  let isBusy = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    // why: what is on its way cannot be called back.
    form.querySelector<HTMLElement>("[data-close]")?.setAttribute("hidden", "");
    say("Đang nộp bài…");
    void submitUntilTaken({
      post: () => post(form, resultUrl),
      pause: (milliseconds) => Promise.race([pause(milliseconds), comesOnline()]),
      random: Math.random,
      failed: (cause) => say(`Chưa nộp được – ${cause === "offline" ? "mất mạng" : "máy chủ chưa trả lời"}, đang thử lại. Đừng đóng trang; các câu đã lưu vẫn được tính khi hết giờ.`),
    }).then((outcome) => (outcome === "done" ? location.assign(resultUrl) : form.submit()));
  });
}

/** Says it once: inside the question while that is open, else on the page. */
function createTeller(form: HTMLFormElement) {
  const box = createConfirmBox(form.closest<HTMLElement>("#confirm"), () => show());
  const states = [...document.querySelectorAll<HTMLElement>("[data-submit-state]")];
  let said = "";
  function show() {
    for (const state of states) {
      const text = form.contains(state) === box.isOpen() ? said : "";
      if (state.textContent !== text) state.textContent = text;
      state.hidden = text === "";
    }
  }
  const say = (text: string) => {
    said = text;
    show();
  };
  return { box, say };
}

const comesOnline = () => new Promise<void>((resolve) => addEventListener("online", () => resolve(), { once: true }));

/** Only the receipt proves a submit: the server also sends on to sign-in, to the consent, or back to an attempt that others write. */
async function post(form: HTMLFormElement, resultUrl: string): Promise<number | "receipt" | null> {
  try {
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]));
    const response = await fetch(location.pathname, { method: "POST", body, signal: AbortSignal.timeout(postTimeoutMs) });
    return response.redirected && new URL(response.url).pathname === resultUrl && response.ok ? "receipt" : response.status;
  } catch {
    return null;
  }
}

async function leaveFor(url: string): Promise<void> {
  for (;;) {
    const response = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    if (response?.ok) return location.assign(url);
    await Promise.race([pause(askEveryMs), comesOnline()]);
  }
}

function runClock(frame: HTMLElement, ended: () => void) {
  const clock = document.getElementById("clock");
  const spoken = document.getElementById("spoken");
  const navigation = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  const countdown = new Countdown(Number(frame.dataset["serverNow"]), navigation?.responseStart ?? 0, Number(frame.dataset["deadlineAt"]));
  let before = countdown.remaining(performance.now());
  const timer = setInterval(() => {
    const after = countdown.remaining(performance.now());
    const sentence = announcement(before, after);
    if (sentence && spoken) spoken.textContent = sentence;
    before = after;
    if (clock) clock.textContent = clockLabel(after);
    if (after > 0) return;
    clearInterval(timer);
    ended();
  }, 250);
}

const frame = document.getElementById("review-clock");
const form = document.querySelector<HTMLFormElement>("#hand-in");
if (frame && form) start(frame, form);
document.documentElement.classList.add("js");
