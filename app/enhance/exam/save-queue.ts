/**
 * The responses of one exam page that the server has not acknowledged yet. Invariants: an entry leaves only after its
 * own acknowledgement; per question only the newest edit waits; one request is under way at a time; an edit made while
 * it is goes with the next one; a stop gives up sending, never the entries. Network, clock and storage are given, so
 * tests simulate all three.
 */
export type Save = {
  readonly sequence: number;
  readonly position: number;
  readonly choiceIds: readonly string[];
  readonly isFlagged: boolean;
  /** Server time of the edit as this page estimated it; only its age at sending travels. */
  readonly editedAt: number;
};

export type SaveResult = { readonly sequence: number; readonly outcome: string };

export type SaveReply =
  | { readonly kind: "answered"; readonly results: readonly SaveResult[]; readonly isClosed: boolean }
  | { readonly kind: "unreachable"; readonly retryAfterMs: number | null; readonly isOffline: boolean }
  | { readonly kind: Stop };

/** Why saving does not go on by itself. `foreign`: signed in, but as somebody to whom this attempt does not belong. */
export type Stop = "signed-out" | "foreign" | "stale-writer" | "closed";

export type QueueState = {
  readonly unsaved: number;
  readonly isSending: boolean;
  readonly trouble: "offline" | "server" | null;
  /** Time of the first failure since the last answer, or null. */
  readonly failingSince: number | null;
  readonly stop: Stop | null;
};

export type QueueWorld = {
  /** Posts saves; none is a ping. Never rejects. */
  send(saves: readonly Save[]): Promise<SaveReply>;
  /** Best estimate of the server's time, in milliseconds. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  after(milliseconds: number, run: () => void): () => void;
  /** Ceiling of the growing pauses between tries. */
  longestPauseMs(): number;
  keep(save: Save): void;
  acknowledge(save: Save): void;
  changed(state: QueueState): void;
};

const gatherMs = 120;
const firstRetryMs = 1_000;
/** An edit during a pause shortens it to this, unless the server has asked for more. */
const editRetryMs = 2_000;
/** A page on which nothing is typed asks this often: takeover, extra time and a lost network show by themselves. */
const pingMs = 45_000;
/** Keeps a request below the 16 KB of the save route. */
const mostPerRequest = 40;

const isFinal = (stop: Stop | null) => stop === "stale-writer" || stop === "closed";

export class SaveQueue {
  private readonly waiting = new Map<number, Save>();
  /** Sequences the server has answered with a final no. */
  private readonly refused = new Set<number>();
  private isSending = false;
  private isAsked = false;
  private failures = 0;
  private failingSince: number | null = null;
  private trouble: QueueState["trouble"] = null;
  private stop: Stop | null = null;
  private timer: { at: number; cancel: () => void } | null = null;
  private notBefore = 0;
  private idleWaiters: (() => void)[] = [];

  /** `lastSequence`: the newest one that server or device know of; edits count on from it. */
  constructor(private readonly world: QueueWorld, private lastSequence: number) {}

  /** Puts back what an earlier life of the page left unacknowledged. */
  restore(saves: readonly Save[]): void {
    for (const save of saves) {
      this.lastSequence = Math.max(this.lastSequence, save.sequence);
      const other = this.waiting.get(save.position);
      if (!other || other.sequence < save.sequence) this.waiting.set(save.position, save);
    }
    this.schedule(saves.length > 0 ? 0 : this.pingPause());
    this.report();
  }

  edit(position: number, choiceIds: readonly string[], isFlagged: boolean): void {
    if (isFinal(this.stop)) return;
    const save = { sequence: ++this.lastSequence, position, choiceIds, isFlagged, editedAt: this.world.now() };
    this.waiting.set(position, save);
    this.world.keep(save);
    this.scheduleWithin(this.failures === 0 ? gatherMs : editRetryMs);
    this.report();
  }

  /** Sends at once, or asks the server when nothing waits: the network is back, somebody has signed in, the time is up. */
  flush(): void {
    if (isFinal(this.stop)) return;
    this.isAsked = true;
    this.schedule(0);
  }

  /** Resolves when the server has answered and nothing waits any more, or when saving has stopped. */
  settled(): Promise<void> {
    if (this.isSettled()) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  unsent(): readonly Save[] {
    return [...this.waiting.values()].sort((a, b) => a.sequence - b.sequence);
  }

  state(): QueueState {
    const { isSending, trouble, failingSince, stop } = this;
    return { unsaved: this.waiting.size, isSending, trouble, failingSince, stop };
  }

  private isSettled(): boolean {
    return this.stop !== null || (this.waiting.size === 0 && !this.isSending && !this.isAsked && this.trouble === null);
  }

  private schedule(milliseconds: number): void {
    this.timer?.cancel();
    const cancel = this.world.after(milliseconds, () => {
      this.timer = null;
      void this.sendWaiting();
    });
    this.timer = { at: this.world.now() + milliseconds, cancel };
  }

  private scheduleWithin(milliseconds: number): void {
    const pause = Math.max(milliseconds, this.notBefore - this.world.now());
    if (!this.timer || this.timer.at > this.world.now() + pause) this.schedule(pause);
  }

  private async sendWaiting(): Promise<void> {
    if (this.isSending || isFinal(this.stop) || (this.stop !== null && !this.isAsked)) return;
    this.isSending = true;
    this.isAsked = false;
    this.report();
    const batch = this.unsent().filter(({ sequence }) => !this.refused.has(sequence)).slice(0, mostPerRequest);
    const reply = await this.world.send(batch);
    this.isSending = false;
    this.take(reply, batch);
    this.report();
  }

  private take(reply: SaveReply, batch: readonly Save[]): void {
    if (reply.kind === "answered") return this.takeResults(reply.results, reply.isClosed, batch);
    this.failingSince ??= this.world.now();
    if (reply.kind !== "unreachable") {
      this.stop = reply.kind;
      this.trouble = null;
      return;
    }
    // why: somebody must sign in first; without a network the page goes on saying so.
    if (this.stop !== null) return;
    this.failures += 1;
    this.trouble = reply.isOffline ? "offline" : "server";
    const ceiling = Math.min(this.world.longestPauseMs(), firstRetryMs * 2 ** (this.failures - 1));
    this.notBefore = this.world.now() + (reply.retryAfterMs ?? 0);
    this.schedule(this.isAsked ? 0 : Math.max(reply.retryAfterMs ?? 0, ceiling * (0.5 + this.world.random() / 2)));
  }

  private takeResults(results: readonly SaveResult[], isClosed: boolean, batch: readonly Save[]): void {
    this.failures = 0;
    this.failingSince = null;
    this.trouble = null;
    this.notBefore = 0;
    const outcomes = new Map(results.map(({ sequence, outcome }) => [sequence, outcome]));
    let isStale = false;
    for (const save of batch) {
      const outcome = outcomes.get(save.sequence);
      // `invalid`: the page does not show what the server has; a fresh page after the takeover does.
      if (outcome === "stale-writer" || outcome === "invalid") isStale = true;
      else if (outcome === "late" || outcome === "closed") this.refused.add(save.sequence);
      else if (outcome === "saved") {
        if (this.waiting.get(save.position)?.sequence === save.sequence) this.waiting.delete(save.position);
        this.world.acknowledge(save);
      }
    }
    const isOver = isClosed || (this.refused.size > 0 && this.unsent().every(({ sequence }) => this.refused.has(sequence)));
    this.stop = isOver ? "closed" : isStale ? "stale-writer" : null;
    if (this.stop === null) this.schedule(this.waiting.size > 0 || this.isAsked ? gatherMs : this.pingPause());
  }

  private pingPause(): number {
    return pingMs * (0.8 + this.world.random() * 0.4);
  }

  private report(): void {
    this.world.changed(this.state());
    if (!this.isSettled()) return;
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    for (const resolve of waiters) resolve();
  }
}
