import { type KeptRow, recover } from "./kept-responses";
import { type QueueState, type Save, SaveQueue, type SaveReply, type SaveResult } from "./save-queue";

/** Clock, network, server and device storage for tests of the queue: they move only when told. */
export class SimulatedTime {
  now = 0;
  private timers: { at: number; run: () => void }[] = [];

  after = (milliseconds: number, run: () => void) => {
    const timer = { at: this.now + milliseconds, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  };

  pause = (milliseconds: number) => new Promise<void>((resolve) => this.after(milliseconds, resolve));

  async advance(milliseconds: number) {
    const end = this.now + milliseconds;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.now = Math.max(this.now, next.at);
      this.timers = this.timers.filter((timer) => timer !== next);
      next.run();
    }
    this.now = end;
  }
}

/** `lost-reply`: the server has taken the saves, nobody hears of it. `partial`: it answers for the first one only. */
export type Network = "fine" | "slow" | "offline" | "lost-reply" | "busy" | "partial";

/** Judges saves as db/functions/save-responses.sql does, for one attempt of one writer. */
export class SimulatedServer {
  network: Network = "fine";
  isSignedIn = true;
  isClosed = false;
  readonly responses = new Map<number, Save>();
  readonly log = new Map<number, { key: string; outcome: string }>();
  sequence = 0;

  constructor(private readonly time: SimulatedTime, readonly deadlineAt: number, private readonly graceMs: number) {}

  send = async (saves: readonly Save[], sentAt: number): Promise<SaveReply> => {
    const latency = this.network === "slow" ? 2_500 : 40;
    await this.time.pause(latency / 2);
    const { network } = this;
    if (network === "offline") return { kind: "unreachable", retryAfterMs: null, isOffline: true };
    if (network === "busy") return { kind: "unreachable", retryAfterMs: 3_000, isOffline: false };
    if (!this.isSignedIn) return { kind: "signed-out" };
    const results = (network === "partial" ? saves.slice(0, 1) : saves).map((save) => this.judge(save, Math.max(0, sentAt - save.editedAt)));
    const isClosed = this.isClosed || this.time.now >= this.deadlineAt + this.graceMs;
    await this.time.pause(latency / 2);
    if (network === "lost-reply") return { kind: "unreachable", retryAfterMs: null, isOffline: false };
    return { kind: "answered", results, isClosed };
  };

  private judge(save: Save, ageMs: number): SaveResult {
    const { sequence, position, choiceIds, isFlagged } = save;
    const key = JSON.stringify([position, choiceIds, isFlagged]);
    const logged = this.log.get(sequence);
    if (logged) return { sequence, outcome: logged.key === key ? logged.outcome : "stale-writer" };
    const { now } = this.time;
    const isLate = now >= this.deadlineAt + this.graceMs || now - ageMs >= this.deadlineAt;
    const outcome = this.isClosed ? "closed" : isLate ? "late" : "saved";
    this.log.set(sequence, { key, outcome });
    this.sequence = Math.max(this.sequence, sequence);
    if (outcome === "saved" && (this.responses.get(position)?.sequence ?? 0) < sequence) this.responses.set(position, save);
    return { sequence, outcome };
  }
}

/** One browser: a tab can be killed at any moment, what is stored stays. */
export class SimulatedDevice {
  readonly rows = new Map<number, KeptRow>();
  queue: SaveQueue;
  state: QueueState | undefined;
  /** What the page shows as chosen. */
  shown = new Map<number, string>();
  private life = 0;

  constructor(private readonly time: SimulatedTime, private readonly server: SimulatedServer, private readonly random: () => number = () => 0.5) {
    this.queue = this.open(0, new Map());
  }

  choose(position: number, choice: string) {
    this.shown.set(position, choice);
    this.queue.edit(position, [choice], false);
  }

  /** Opens the page anew: as the server renders it, or as it was kept when the attempt began. */
  reopen(isKept: boolean) {
    const rendered = new Map(isKept ? [] : [...this.server.responses].map(([position, save]) => [position, save.choiceIds[0]!] as const));
    this.queue = this.open(isKept ? 0 : this.server.sequence, rendered);
  }

  private open(pageSequence: number, rendered: Map<number, string>): SaveQueue {
    const life = ++this.life;
    const isAlive = () => life === this.life;
    const { time, server, rows } = this;
    const row = (save: Save, isSaved: boolean) => ({ ...save, attemptId: "a", epoch: 1, isSaved });
    const { unsent, newer, lastSequence } = recover([...rows.values()], 1, pageSequence);
    const queue = new SaveQueue(
      {
        now: () => time.now,
        longestPauseMs: () => (time.now > server.deadlineAt - 60_000 ? 2_000 : 10_000),
        random: this.random,
        after: (milliseconds, run) => time.after(milliseconds, () => isAlive() && run()),
        keep: (save) => void rows.set(save.position, row(save, false)),
        acknowledge: (save) => isAlive() && rows.get(save.position)?.sequence === save.sequence && void rows.set(save.position, row(save, true)),
        changed: (state) => void (isAlive() && (this.state = state)),
        send: async (saves) => {
          const reply = await server.send(saves, time.now);
          return isAlive() ? reply : new Promise(() => undefined);
        },
      },
      lastSequence,
    );
    for (const { position, choiceIds } of [...newer, ...unsent]) rendered.set(position, choiceIds[0]!);
    this.shown = rendered;
    queue.restore(unsent);
    return queue;
  }
}
