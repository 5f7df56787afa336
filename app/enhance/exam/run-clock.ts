import { clockLabel } from "~/domain/attempt/clock-label";
import { announcement, movedText } from "./countdown";
import type { ExamClock } from "./exam-clock";
import type { ExamView } from "./exam-view";

const tickMs = 250;
/** As long as a moved deadline is said in the head; then it stands in the page, which may be scrolled away. */
const newsMs = 120_000;

/** Paints and speaks the remaining time; tells each time it reaches zero (extra time can start it again). */
export function runClock({ view, clock }: { view: ExamView; clock: ExamClock }, paint: () => void, ended: () => void): void {
  let before = clock.remaining();
  let deadlineAt = clock.deadlineAt();
  let news = { text: "", endsAt: Infinity };
  const tick = () => {
    const after = clock.remaining();
    const moved = movedText(deadlineAt, clock.deadlineAt());
    deadlineAt = clock.deadlineAt();
    if (moved !== null) {
      news = { text: moved, endsAt: performance.now() + newsMs };
      view.sayMoved(moved);
    } else if (performance.now() > news.endsAt) {
      view.keepMoved(news.text);
      news.endsAt = Infinity;
    }
    // why: a leap of the clock passes minutes that nobody had.
    const spoken = moved !== null && after > 0 ? null : announcement(before, after);
    if (spoken) view.speak(spoken);
    view.showClock(clockLabel(after), after <= 60_000);
    if (before > 0 && after === 0) ended();
    before = after;
    paint();
  };
  tick();
  setInterval(tick, tickMs);
  view.setUpClockToggle();
}
