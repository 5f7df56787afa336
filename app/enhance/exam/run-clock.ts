import { clockLabel } from "~/domain/attempt/clock-label";
import { announcement } from "./countdown";
import type { ExamClock } from "./exam-clock";
import type { ExamView } from "./exam-view";

const tickMs = 250;

/** Paints and speaks the remaining time; tells each time it reaches zero (extra time can start it again). */
export function runClock({ view, clock }: { view: ExamView; clock: ExamClock }, paint: () => void, ended: () => void): void {
  let before = clock.remaining();
  const tick = () => {
    const after = clock.remaining();
    const spoken = announcement(before, after);
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
