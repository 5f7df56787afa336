/**
 * The responses of one exam page that the server has not acknowledged yet. Invariants: an entry leaves only after its
 * own acknowledgement; per question only the newest edit waits; one request is under way at a time; an edit made while
 * it is goes with the next one. Network, clock and storage are given, so tests simulate all three.
 */
export type Save = {
  readonly sequence: number;
  readonly position: number;
  readonly choiceIds: readonly string[];
  readonly isFlagged: boolean;
  /** Wall time of the edit on this device; only its age at sending travels. */
  readonly editedAt: number;
};

export type SaveReply =
  | { readonly kind: "answered"; readonly results: readonly { readonly sequence: number; readonly outcome: string }[] }
  | { readonly kind: "unreachable"; readonly retryAfterMs: number | null; readonly isOffline: boolean }
  | { readonly kind: "signed-out" | "stale-writer" | "closed" };

/** Why saving does not go on by itself, or `null` while it does. */
export type Stop = "signed-out" | "stale-writer" | "closed";

export type QueueState = {
  readonly unsaved: number;
  readonly isSending: boolean;
  readonly trouble: "offline" | "server" | null;
  readonly stop: Stop | null;
};

export type QueueWorld = {
  send(saves: readonly Save[]): Promise<SaveReply>;
  /** Wall time in milliseconds. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  after(milliseconds: number, run: () => void): () => void;
  keep(save: Save): void;
  forget(save: Save): void;
  changed(state: QueueState): void;
};

const gatherMs = 120;
const firstRetryMs = 1_000;
const longestRetryMs = 15_000;

export class SaveQueue {
  private readonly waiting = new Map<number, Save>();
  private isSending = false;
  private failures = 0;
  private trouble: QueueState["trouble"] = null;
  private stop: Stop | null = null;
  private cancelTimer: (() => void) | null = null;
  private idleWaiters: (() => void)[] = [];

  constructor(private readonly world: QueueWorld, private lastSequence: number) {}

  /** Puts back what an earlier life of the page left unacknowledged. */
  restore(saves: readonly Save[]): void {
    for (const save of saves) {
      this.lastSequence = Math.max(this.lastSequence, save.sequence);
      const other = this.waiting.get(save.position);
      if (!other || other.sequence < save.sequence) this.waiting.set(save.position, save);
    }
    if (saves.length > 0) this.schedule(0);
    this.report();
  }

  edit(position: number, choiceIds: readonly string[], isFlagged: boolean): void {
    if (this.stop !== null && this.stop !== "signed-out") return;
    const save = { sequence: ++this.lastSequence, position, choiceIds, isFlagged, editedAt: this.world.now() };
    this.waiting.set(position, save);
    this.world.keep(save);
    if (this.failures === 0) this.schedule(gatherMs);
    this.report();
  }

  /** Sends at once: the network is back, the page is being left, the person has signed in again. */
  flush(): void {
    if (this.stop === "signed-out") this.stop = null;
    this.schedule(0);
  }

  /** Resolves when nothing waits any more, or when saving has stopped for good. */
  settled(): Promise<void> {
    if (this.isSettled()) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  unsent(): readonly Save[] {
    return [...this.waiting.values()].sort((a, b) => a.sequence - b.sequence);
  }

  private isSettled(): boolean {
    return this.waiting.size === 0 || this.stop !== null;
  }

  private schedule(milliseconds: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.world.after(milliseconds, () => void this.sendWaiting());
  }

  private async sendWaiting(): Promise<void> {
    if (this.isSending || this.stop !== null || this.waiting.size === 0) return;
    this.isSending = true;
    this.report();
    const reply = await this.world.send(this.unsent());
    this.isSending = false;
    this.take(reply);
    this.report();
  }

  private take(reply: SaveReply): void {
    if (reply.kind === "answered") return this.takeResults(reply.results);
    if (reply.kind === "unreachable") {
      this.failures += 1;
      this.trouble = reply.isOffline ? "offline" : "server";
      const ceiling = Math.min(longestRetryMs, firstRetryMs * 2 ** (this.failures - 1));
      this.schedule(Math.max(reply.retryAfterMs ?? 0, ceiling * (0.5 + this.world.random() / 2)));
      return;
    }
    this.stop = reply.kind;
  }

  private takeResults(results: readonly { sequence: number; outcome: string }[]): void {
    this.failures = 0;
    this.trouble = null;
    const outcomes = new Map(results.map(({ sequence, outcome }) => [sequence, outcome]));
    for (const save of this.unsent()) {
      const outcome = outcomes.get(save.sequence);
      // `invalid`: the page does not show what the server has; a fresh page after the takeover does.
      if (outcome === "stale-writer" || outcome === "invalid") this.stop = "stale-writer";
      else if (outcome === "late" || outcome === "closed") this.stop = "closed";
      else if (outcome === "saved") {
        this.waiting.delete(save.position);
        this.world.forget(save);
      }
    }
    if (this.waiting.size > 0 && this.stop === null) this.schedule(gatherMs);
  }

  private report(): void {
    this.world.changed({ unsaved: this.waiting.size, isSending: this.isSending, trouble: this.trouble, stop: this.stop });
    if (!this.isSettled()) return;
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    for (const resolve of waiters) resolve();
  }
}
