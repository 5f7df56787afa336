import type { ExamData } from "~/domain/attempt/exam-data";
import { keepEarly } from "./early-choices";
import type { ExamClock } from "./exam-clock";
import type { ExamView } from "./exam-view";
import { runClock } from "./run-clock";
import type { Stop } from "./save-queue";
import { screenOf } from "./screen";
import { createSender } from "./sender";

/**
 * A tab beside the one that saves. Nothing can be chosen here, but the clock runs, the end shows, and what was chosen
 * before the tab knew is named as not saved and waits for “Tiếp tục ở đây”.
 */
const askEveryMs = 60_000;

export function watchOnly({ data, view, clock }: { data: ExamData; view: ExamView; clock: ExamClock }): void {
  const early = view.positions.filter(view.isChanged).map((position) => ({ ...view.read(position), rendered: view.rendered(position) }));
  keepEarly(data.attemptId, early);
  view.showEarly(early.map(({ position }) => position));
  view.showSave({ tone: "busy", text: "Chỉ để xem", detail: "" });
  let stop: Stop | null = null;
  const { send } = createSender(data, clock, null);
  const ask = async () => {
    if (stop !== null) return;
    const reply = await send([]);
    if (reply.kind === "stale-writer") stop = reply.kind;
    if (reply.kind === "answered" && reply.isClosed) stop = "closed";
  };
  runClock({ view, clock }, () => {
    const queue = { unsaved: 0, isSending: false, trouble: null, failingSince: null, stop };
    const screen = screenOf({ queue, now: clock.now(), deadlineAt: clock.deadlineAt(), graceMs: data.graceSeconds * 1_000, lastSavedAt: null });
    view.show({ ...screen, panel: screen.panel ?? "tab" });
  }, () => void ask());
  setInterval(() => void ask(), askEveryMs);
  addEventListener("focus", () => void ask());
}
