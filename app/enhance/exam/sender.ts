import type { ExamData } from "~/domain/attempt/exam-data";
import type { ExamClock } from "./exam-clock";
import type { Save, SaveReply } from "./save-queue";
import { sendSaves } from "./transport";

/** The queue's way to the server. Every answer sets the clock right; a page that does not know the time asks for it first. */
export function createSender(data: ExamData, clock: ExamClock, savedBefore: number | null) {
  let lastSavedAt = savedBefore;
  let giveUp = new AbortController();

  async function post(saves: readonly Save[]): Promise<SaveReply> {
    const { reply, clock: told } = await sendSaves(data.saveUrl, data.epoch, saves, clock.now(), giveUp.signal);
    if (told) clock.correct(told.now, told.deadlineAt);
    if (told && reply.kind === "answered" && reply.results.some(({ outcome }) => outcome === "saved")) lastSavedAt = told.now;
    return reply;
  }

  return {
    lastSavedAt: () => lastSavedAt,
    async send(saves: readonly Save[]): Promise<SaveReply> {
      // why: the age of a save is measured by the server's clock, which a kept page knows only after a first answer.
      if (clock.isSure() || saves.length === 0) return post(saves);
      const reply = await post([]);
      return reply.kind === "answered" && !reply.isClosed ? post(saves) : reply;
    },
    /** Lets go of a request that hangs on a network which is no longer there; its saves are sent again. */
    giveUp() {
      giveUp.abort();
      giveUp = new AbortController();
    },
  };
}
