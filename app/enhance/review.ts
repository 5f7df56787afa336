import { clockLabel } from "~/domain/attempt/clock-label";
import { announcement, Countdown } from "./exam/countdown";

/** Clock of the review page: same deadline, same announcements; at zero it leads to the receipt, where the attempt is closed. */
const frame = document.getElementById("review-clock");
const clock = document.getElementById("clock");
if (frame && clock) {
  const navigation = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  const countdown = new Countdown(Number(frame.dataset["serverNow"]), navigation?.responseStart ?? 0, Number(frame.dataset["deadlineAt"]));
  const spoken = document.getElementById("spoken");
  let before = countdown.remaining(performance.now());
  const timer = setInterval(() => {
    const after = countdown.remaining(performance.now());
    const sentence = announcement(before, after);
    if (sentence && spoken) spoken.textContent = sentence;
    before = after;
    clock.textContent = clockLabel(after);
    if (after > 0) return;
    clearInterval(timer);
    location.assign(String(frame.dataset["resultUrl"]));
  }, 250);
}
document.documentElement.classList.add("js");
