import { clockLabel } from "~/domain/attempt/clock-label";
import { movedText } from "./countdown";
import type { ExamClock } from "./exam-clock";
import type { ExamView } from "./exam-view";
import { noNews, tellOf } from "./tell-of";

const tickMs = 250;

/** Paints and speaks the remaining time; tells each time it reaches zero (extra time can start it again). */
export function runClock({ view, clock }: { view: ExamView; clock: ExamClock }, paint: () => void, ended: () => void): void {
  let before = clock.remaining();
  let deadlineAt = clock.deadlineAt();
  let news = noNews;
  const tick = () => {
    const after = clock.remaining();
    const told = tellOf({ before, after, moved: movedText(deadlineAt, clock.deadlineAt()), now: performance.now() }, news);
    deadlineAt = clock.deadlineAt();
    news = told.news;
    if (told.moved !== null) view.sayMoved(told.moved);
    if (told.kept !== null) view.keepMoved(told.kept);
    if (told.spoken !== null) view.speak(told.spoken);
    view.showClock(clockLabel(after), after <= 60_000);
    if (before > 0 && after === 0) ended();
    before = after;
    paint();
  };
  tick();
  setInterval(tick, tickMs);
  view.setUpClockToggle();
}
