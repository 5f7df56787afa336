import { type Save, SaveQueue, type SaveReply } from "~/enhance/exam/save-queue";
import { readReply } from "~/enhance/exam/transport";
import type { SeededRandom } from "~/domain/shared/random";
import type { Ledger } from "./ledger";
import type { Seat } from "./room";

/**
 * One person at the exam page: the page's own save queue and reading of answers, over real HTTP, with hands that never
 * rest. Pauses between tries run `haste` times as fast as in a browser, so that a minute of faults holds many saves.
 */
export type PersonOptions = {
  url: () => string;
  seat: Seat;
  ledger: Ledger;
  random: SeededRandom;
  /** Milliseconds between two edits, at most. */
  longestEditPauseMs: number;
};

const haste = 6;
const giveUpMs = 8_000;
const between = (random: SeededRandom, from: number, to: number) => from + random.below(to - from);
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export class Person {
  private epoch = 1;
  private queue: SaveQueue;
  private isWriting = true;
  /** A takeover that nobody heard of may be done much later, and then overtakes the page that came after it. */
  private hasUnheardTakeover = false;
  /** What must never happen to somebody who is signed in and sits an own attempt. */
  readonly complaints: string[] = [];

  constructor(private readonly options: PersonOptions) {
    this.queue = this.openPage();
  }

  /** Edits until told to stop or until the attempt is closed, now and then from another device; then hands in. */
  async sit(): Promise<void> {
    const { random, longestEditPauseMs } = this.options;
    while (this.isWriting && this.queue.state().stop === null) {
      this.edit(this.queue);
      if (random.below(400) === 0) await this.changeDevice();
      await pause(between(random, 2, longestEditPauseMs));
    }
    this.queue.flush();
    await this.queue.settled();
    while (this.queue.state().stop === null && !(await this.submit())) await pause(between(random, 50, 300));
    const { stop } = this.queue.state();
    if (stop === "stale-writer" && this.hasUnheardTakeover) {
      this.hasUnheardTakeover = false;
      return (await this.changeDevice()) ? this.sit() : undefined;
    }
    if (stop !== null && stop !== "closed") this.complaints.push(`${this.options.seat.attemptId}: the page stopped as ${stop}`);
  }

  stop(): void {
    this.isWriting = false;
  }

  private openPage(): SaveQueue {
    const { random, ledger, seat } = this.options;
    const epoch = this.epoch;
    return new SaveQueue(
      {
        send: (saves) => this.send(saves, epoch),
        now: () => Date.now(),
        random: () => random.below(1_000) / 1_000,
        after: (milliseconds, run) => {
          const timer = setTimeout(run, milliseconds / haste);
          return () => clearTimeout(timer);
        },
        longestPauseMs: () => 4_000,
        keep: () => undefined,
        acknowledge: ({ sequence, position, choiceIds, isFlagged }) =>
          ledger.acknowledge([{ attemptId: seat.attemptId, epoch, sequence, position, choiceIds, isFlagged, outcome: "saved" }]),
        changed: () => undefined,
      },
      0,
    );
  }

  private edit(queue: SaveQueue): void {
    const { random, seat } = this.options;
    const position = random.below(seat.choices.length);
    const choices = seat.choices[position]!;
    const chosen = choices.filter(() => random.below(choices.length) === 0);
    queue.edit(position + 1, chosen, random.below(4) === 0);
  }

  private async send(saves: readonly Save[], epoch: number): Promise<SaveReply> {
    const { ledger, seat } = this.options;
    const body = { epoch, saves: saves.map(({ editedAt, ...save }) => ({ ...save, ageMs: Math.max(0, Date.now() - editedAt) })) };
    const response = await this.post("save", "responses", "application/json", JSON.stringify(body));
    if (response === null) return { kind: "unreachable", retryAfterMs: null, isOffline: false };
    const { reply } = await readReply(response);
    if (reply.kind === "answered") {
      const sent = new Map(saves.map((save) => [save.sequence, save]));
      const refused = reply.results.filter(({ outcome }) => outcome !== "saved");
      ledger.acknowledge(refused.flatMap(({ sequence, outcome }) => {
        const save = sent.get(sequence);
        return save ? [{ attemptId: seat.attemptId, epoch, sequence, position: save.position, choiceIds: save.choiceIds, isFlagged: save.isFlagged, outcome }] : [];
      }));
    }
    return reply;
  }

  /**
   * Asks until it is told its epoch, because a takeover may have been done although nobody heard of it. The old page stays
   * open and tries once more: that save must be refused and kept, not dropped. False when the attempt is closed.
   */
  private async changeDevice(): Promise<boolean> {
    for (;;) {
      const response = await this.post("takeover", "takeover", form, "");
      if (response === null) this.hasUnheardTakeover = true;
      const epoch = Number(/__Host-writer=[0-9a-f-]+\.(\d+)/.exec(response?.headers.get("Set-Cookie") ?? "")?.[1] ?? 0);
      const isClosed = response?.status === 302 && epoch === 0;
      if (isClosed) return false;
      if (epoch > 0) {
        const old = this.queue;
        this.epoch = epoch;
        this.queue = this.openPage();
        this.edit(old);
        return true;
      }
      await pause(between(this.options.random, 50, 300));
    }
  }

  private async submit(): Promise<boolean> {
    const { seat, ledger } = this.options;
    const response = await this.post("submit", "review", form, `epoch=${this.epoch}`);
    const isClosed = response?.status === 302 && response.headers.get("Location") === `/attempts/${seat.attemptId}/result`;
    if (isClosed) ledger.submit(seat.attemptId);
    return isClosed;
  }

  private async post(what: "save" | "takeover" | "submit", page: string, type: string, body: string): Promise<Response | null> {
    const { url, seat, ledger } = this.options;
    const origin = url();
    try {
      const response = await fetch(`${origin}/attempts/${seat.attemptId}/${page}`, {
        method: "POST",
        headers: { "Content-Type": type, Cookie: `__Host-session=${seat.token}; __Host-writer=${seat.attemptId}.${this.epoch}`, Origin: origin, "Sec-Fetch-Site": "same-origin" },
        body,
        redirect: "manual",
        signal: AbortSignal.timeout(giveUpMs),
      });
      ledger.answer(`${what} ${response.status}`);
      return new Response(await response.arrayBuffer(), { status: response.status, headers: response.headers });
    } catch {
      ledger.answer(`${what} unanswered`);
      return null;
    }
  }
}

const form = "application/x-www-form-urlencoded";
